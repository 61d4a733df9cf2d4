"""The company's quarter."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.periods import Quarter
from flagship.policies import Policy
from reports.documents.report import Filing
from reports.states import ReportState, RollupState


@dataclass(frozen=True, slots=True)
class RollupRow:
    """A person's quarter beside the company's others. `position` is the place in the category over all branches.

    `nomination_id` is None for people who were not nominated; then everything after it is empty.
    """

    position: int
    member_id: int
    employee_number: str
    name: str
    status: PoliticalStatus
    category: FlagCategory
    branch_code: str
    branch_name: str
    report_state: ReportState
    months_taken: int
    score: Decimal
    percentile: Decimal | None
    z_score: Decimal | None
    bonus: Decimal
    deduction: Decimal
    adjustment: Decimal
    net: Decimal
    months_first: int
    vetoed: bool
    nomination_id: int | None = None
    citation: str = ""
    picked: bool = False
    remark: str = ""
    in_disciplinary_period: bool = False
    discipline_opinion: str = ""
    safety_opinion: str = ""
    personnel_opinion: str = ""
    approved: bool | None = None
    decision_reason: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class RollupCategory:
    category: FlagCategory
    rows: tuple[RollupRow, ...]

    @property
    def nominated(self) -> tuple[RollupRow, ...]:
        return tuple(row for row in self.rows if row.nomination_id)

    @property
    def picked(self) -> tuple[RollupRow, ...]:
        """Those the Department proposes to the Party committee."""
        return tuple(row for row in self.rows if row.picked)

    @property
    def approved(self) -> tuple[RollupRow, ...]:
        """Those the committee has said yes to."""
        return tuple(row for row in self.rows if row.approved)


@dataclass(frozen=True, slots=True)
class RollupDocument:
    """季度汇总: who has filed, everybody's quarter per category, proposal, decision and titles."""

    quarter: Quarter
    state: RollupState
    policy: Policy
    filings: tuple[Filing, ...]
    categories: tuple[RollupCategory, ...]
    proposed_at: dt.datetime | None = None
    proposed_by: str = ""
    decision_date: dt.date | None = None
    minutes_number: str = ""
    decided_by: str = ""
    publicity_until: dt.datetime | None = None
    conferred_at: dt.datetime | None = None

    @property
    def filed(self) -> tuple[Filing, ...]:
        return tuple(filing for filing in self.filings if filing.is_filed)

    @property
    def missing(self) -> tuple[Filing, ...]:
        return tuple(filing for filing in self.filings if not filing.is_filed)
