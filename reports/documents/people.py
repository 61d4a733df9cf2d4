"""A person's months and quarter."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus
from flagship.periods import Month


def decimal_of(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def text_of(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


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
            "percentile": text_of(self.percentile),
            "z_score": text_of(self.z_score),
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
                "percentile": decimal_of(data["percentile"]),
                "z_score": decimal_of(data["z_score"]),
                "months": tuple(PersonMonth.from_json(month) for month in data["months"]),
            }
        )
