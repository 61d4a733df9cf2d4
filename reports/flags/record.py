"""What the flags look at: a branch's settled months as plain values, and what a flag says."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flagship.categories import Account
from flagship.periods import Month, Quarter
from flagship.policies import TierRow, Tiers
from reports.flags.kinds import FlagKind


@dataclass(frozen=True, slots=True)
class Place:
    """One person in one settled month. `quantitative` is the share of quantitative marks, 0 to 100."""

    member_id: int
    name: str
    pool: str
    account: Account
    n: int
    total: Decimal
    quantitative: Decimal
    rank: int | None
    rank_from_bottom: int | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class NChange:
    """How the number of participants changed; `zh` and `en` say when and through whom."""

    before: int
    after: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """A settled month. `values` are the typed values by person and indicator, between `first` and `last` entry.

    Earlier months come with their places alone, except the one before the quarter, which keeps its values too.
    """

    month: Month
    places: tuple[Place, ...]
    tiers: Tiers = field(default_factory=lambda: Tiers(()))
    first_entry: dt.datetime | None = None
    last_entry: dt.datetime | None = None
    values: Mapping[tuple[int, str], str] = field(default_factory=dict)
    n_changes: tuple[NChange, ...] = ()

    @property
    def groups(self) -> dict[tuple[str, str], list[Place]]:
        """Those who were ranked among each other: by pool and account."""
        found = defaultdict(list)
        for place in self.places:
            if place.rank is not None:
                found[place.pool, str(place.account)].append(place)
        return dict(found)

    def tier(self, group: list[Place]) -> TierRow | None:
        return self.tiers.row_for(group[0].n)


@dataclass(frozen=True, slots=True)
class BranchRecord:
    """A branch's settled months, oldest first: those of the quarter and up to a year before."""

    quarter: Quarter
    months: tuple[MonthRecord, ...]

    @property
    def recent(self) -> list[MonthRecord]:
        return [record for record in self.months if record.month in self.quarter.months]

    def before(self, month: Month) -> list[MonthRecord]:
        return [record for record in self.months if record.month < month]

    def until(self, month: Month) -> list[MonthRecord]:
        return [record for record in self.months if record.month <= month]


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag with its evidence in a sentence; `word_zh` and `word_en` are the chip of a row.

    `month` is None for what concerns several months, `member_id` None for what concerns everybody.
    """

    kind: FlagKind
    month: Month | None
    member_id: int | None
    word_zh: str
    word_en: str
    zh: str
    en: str


def names_zh(names: list[str], most: int = 5) -> str:
    return "、".join(names[:most]) + (f"等{len(names)}人" if len(names) > most else "")


def names_en(names: list[str], most: int = 5) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
