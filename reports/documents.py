"""Values first: what leaves the house, as frozen documents. Page, Excel, PDF and API print these and compute nothing.

Scores and points are Decimals with 2 places. A `PersonQuarter` and the `ReportContent` around it are stored as JSON
(Decimals as strings) and read back exactly.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus
from flagship.periods import Month, Quarter
from flagship.policies import Policy
from reports.states import ReportState, RollupState
from scoring.states import SheetState


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One settled month of a person: total in marks, rank among those ranked together, points with any veto in them."""

    month: Month
    branch_name: str
    total: Decimal
    rank: int | None
    n: int
    points: Decimal
    vetoed: bool

    def to_json(self) -> dict[str, Any]:
        return {
            "month": str(self.month),
            "branch_name": self.branch_name,
            "total": str(self.total),
            "rank": self.rank,
            "n": self.n,
            "points": str(self.points),
            "vetoed": self.vetoed,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            **data
            | {
                "month": Month.parse(data["month"]),
                "total": Decimal(data["total"]),
                "points": Decimal(data["points"]),
            }
        )


@dataclass(frozen=True, slots=True)
class PersonQuarter:
    """A person's quarter in one category (五（三）).

    `score` is the mean of the settled months' totals. `bonus` and `deduction` (≤ 0) are the points of the standings,
    `adjustment` what was posted later for these months, `net` their sum: what the ledger holds. `percentile` and
    `z_score` are means over the months that have one. `position` is the place among those of the category in the
    same document; people with equal figures share it.
    """

    member_id: int
    employee_number: str
    name: str
    status: PoliticalStatus
    category: FlagCategory
    track: InnovationTrack | None
    score: Decimal
    bonus: Decimal
    deduction: Decimal
    adjustment: Decimal
    net: Decimal
    months_first: int
    percentile: Decimal | None
    z_score: Decimal | None
    vetoed: bool
    position: int
    months: tuple[PersonMonth, ...]

    @property
    def months_taken(self) -> int:
        return len(self.months)

    def in_month(self, month: Month) -> PersonMonth | None:
        return next((line for line in self.months if line.month == month), None)

    def to_json(self) -> dict[str, Any]:
        return {
            "member_id": self.member_id,
            "employee_number": self.employee_number,
            "name": self.name,
            "status": self.status.value,
            "category": self.category.value,
            "track": self.track.value if self.track else None,
            "score": str(self.score),
            "bonus": str(self.bonus),
            "deduction": str(self.deduction),
            "adjustment": str(self.adjustment),
            "net": str(self.net),
            "months_first": self.months_first,
            "percentile": _text(self.percentile),
            "z_score": _text(self.z_score),
            "vetoed": self.vetoed,
            "position": self.position,
            "months": [month.to_json() for month in self.months],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        figures = {name: Decimal(data[name]) for name in ("score", "bonus", "deduction", "adjustment", "net")}
        return cls(
            **data
            | figures
            | {
                "status": PoliticalStatus(data["status"]),
                "category": FlagCategory(data["category"]),
                "track": InnovationTrack(data["track"]) if data["track"] else None,
                "percentile": _decimal(data["percentile"]),
                "z_score": _decimal(data["z_score"]),
                "months": tuple(PersonMonth.from_json(month) for month in data["months"]),
            }
        )


@dataclass(frozen=True, slots=True)
class MonthSummary:
    """One month of the branch: people ranked, mean total, points given and taken; None where it is not settled."""

    month: Month
    state: SheetState | None
    ranked: int = 0
    mean: Decimal | None = None
    bonus: Decimal = Decimal(0)
    deduction: Decimal = Decimal(0)
    settled_on: dt.date | None = None
    meeting_date: dt.date | None = None
    policy: Policy | None = None
    policy_version: int | None = None

    @property
    def is_settled(self) -> bool:
        return self.state is SheetState.SETTLED

    @property
    def is_missing(self) -> bool:
        """Whether the report has to say why this month is not in it."""
        return self.state not in (SheetState.SETTLED, SheetState.VOID)

    def to_json(self) -> dict[str, Any]:
        return {
            "month": str(self.month),
            "state": self.state.value if self.state else None,
            "ranked": self.ranked,
            "mean": _text(self.mean),
            "bonus": str(self.bonus),
            "deduction": str(self.deduction),
            "settled_on": self.settled_on.isoformat() if self.settled_on else None,
            "meeting_date": self.meeting_date.isoformat() if self.meeting_date else None,
            "policy": self.policy.to_json() if self.policy else None,
            "policy_version": self.policy_version,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            **data
            | {
                "month": Month.parse(data["month"]),
                "state": SheetState(data["state"]) if data["state"] else None,
                "mean": _decimal(data["mean"]),
                "bonus": Decimal(data["bonus"]),
                "deduction": Decimal(data["deduction"]),
                "settled_on": _date(data["settled_on"]),
                "meeting_date": _date(data["meeting_date"]),
                "policy": Policy.from_json(data["policy"]) if data["policy"] else None,
            }
        )


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """The people of one category in a branch's report, in order of their quarter."""

    category: FlagCategory
    people: tuple[PersonQuarter, ...]


@dataclass(frozen=True, slots=True)
class NominationLine:
    """提名: a person, the category and the citation (闪光点、先进事迹), with the quarter it rests on."""

    nomination_id: int
    member_id: int
    employee_number: str
    name: str
    category: FlagCategory
    citation: str
    nominated_by: str
    figures: PersonQuarter | None

    def to_json(self) -> dict[str, Any]:
        return {
            "nomination_id": self.nomination_id,
            "member_id": self.member_id,
            "employee_number": self.employee_number,
            "name": self.name,
            "category": self.category.value,
            "citation": self.citation,
            "nominated_by": self.nominated_by,
            "figures": self.figures.to_json() if self.figures else None,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        return cls(
            **data
            | {
                "category": FlagCategory(data["category"]),
                "figures": PersonQuarter.from_json(data["figures"]) if data["figures"] else None,
            }
        )


@dataclass(frozen=True, slots=True)
class ReportContent:
    """What a submission freezes: the branch's three months, its people per category, its nominations."""

    branch_name: str
    summary: str
    missing_reason: str
    months: tuple[MonthSummary, ...]
    groups: tuple[CategoryGroup, ...]
    nominations: tuple[NominationLine, ...]

    @property
    def people(self) -> tuple[PersonQuarter, ...]:
        return tuple(person for group in self.groups for person in group.people)

    @property
    def missing_months(self) -> tuple[Month, ...]:
        return tuple(line.month for line in self.months if line.is_missing)

    def to_json(self) -> dict[str, Any]:
        return {
            "branch_name": self.branch_name,
            "summary": self.summary,
            "missing_reason": self.missing_reason,
            "months": [month.to_json() for month in self.months],
            "people": [person.to_json() for person in self.people],
            "nominations": [line.to_json() for line in self.nominations],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        people = [PersonQuarter.from_json(person) for person in data["people"]]
        return cls(
            branch_name=data["branch_name"],
            summary=data["summary"],
            missing_reason=data["missing_reason"],
            months=tuple(MonthSummary.from_json(month) for month in data["months"]),
            groups=grouped(people),
            nominations=tuple(NominationLine.from_json(line) for line in data["nominations"]),
        )


def grouped(people: list[PersonQuarter]) -> tuple[CategoryGroup, ...]:
    """People by category in the scheme's order, each group as it came; categories of nobody are left out."""
    groups = ((category, tuple(p for p in people if p.category is category)) for category in FlagCategory)
    return tuple(CategoryGroup(category, members) for category, members in groups if members)


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """季度考核情况报告 of one branch with its state. In draft the content is live, afterwards the frozen one."""

    branch_code: str
    branch_name: str
    parent_name: str  # the general branch it goes through; empty if it goes to the Department directly
    quarter: Quarter
    state: ReportState
    version: int
    due: dt.date
    late: bool
    submitted_at: dt.datetime | None
    submitted_by: str
    accepted_at: dt.datetime | None
    accepted_by: str
    content: ReportContent


@dataclass(frozen=True, slots=True)
class Filing:
    """Whether and when a branch has filed its report; `state` is None where nothing was begun."""

    branch_code: str
    branch_name: str
    parent_name: str
    state: ReportState | None
    submitted_at: dt.datetime | None
    late: bool

    @property
    def is_filed(self) -> bool:
        return self.state in (ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.ACCEPTED)


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
