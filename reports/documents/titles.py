"""A flag title, and a person's year."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from flagship.categories import FlagCategory
from flagship.periods import Quarter


@dataclass(frozen=True, slots=True)
class TitleDocument:
    """旗手称号 as the honour wall, the certificate and the verification page print it."""

    serial: str
    number_zh: str  # as official papers write it: 旗手〔2026〕1-市场-001
    name: str
    branch_name: str
    category: FlagCategory
    quarter: Quarter
    citation: str
    conferred_on: dt.date
    decision_date: dt.date | None
    minutes_number: str
    verify_code: str
    revoked_on: dt.date | None = None
    revoke_reason: str = ""


@dataclass(frozen=True, slots=True)
class YearRow:
    """A person's year for 评先树优: sums and means of the accepted quarters, over all categories."""

    member_id: int
    employee_number: str
    name: str
    branch_name: str
    quarters: int
    months_taken: int
    score: Decimal  # mean of the quarter scores
    bonus: Decimal
    deduction: Decimal
    adjustment: Decimal
    net: Decimal
    months_first: int
    titles: tuple[tuple[Quarter, FlagCategory], ...] = ()
