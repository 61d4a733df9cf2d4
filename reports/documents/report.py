"""The quarter report of a branch, and who has filed one."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.categories import FlagCategory
from flagship.periods import Month, Quarter
from flagship.policies import Policy
from reports.documents.people import PersonQuarter, decimal_of, text_of
from reports.states import ReportState
from scoring.states import SheetState


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


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
            "mean": text_of(self.mean),
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
                "mean": decimal_of(data["mean"]),
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
