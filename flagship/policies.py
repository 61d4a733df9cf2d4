"""What the company decided where its document is silent, and the tier table, as pure values.

A `Policy` is data of a programme year; it is frozen into every month it settled. `Tiers` is the table of 五（三）:
bonus points by rank from the top, deductions by rank from the bottom, chosen by the number of participants.
"""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, Self

from flagship.formulas.base import Problem

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Policy:
    """The policies of one programme year. Every field has the company's visible default.

    Days are working days for `publicity_days` and `title_publicity_days`; `due_day` and `quarter_due` are days of the
    following month; `total_cap` is in marks.
    """

    tie_break: Literal["quantitative", "none"] = "quantitative"
    tie_points: Literal["share", "average"] = "share"
    non_party: Literal["counted", "separate", "together", "unranked"] = "counted"
    pool: Literal["branch", "category"] = "branch"
    min_pool: int = 3
    total_cap: Decimal = Decimal(110)
    due_day: int = 8
    publicity_days: int = 3
    quarter_due: int = 25
    titles_per_category: int = 3
    titles_for: Literal["party", "everyone"] = "party"
    title_publicity_days: int = 5
    plan_pool: Literal["allowed", "fixed"] = "allowed"

    def __post_init__(self) -> None:
        for name, allowed in POLICY_CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"Policy {name} must be one of {', '.join(allowed)}, not “{getattr(self, name)}”.")
        for name, (low, high) in POLICY_RANGES.items():
            value, kind = getattr(self, name), Decimal if name == "total_cap" else int
            if type(value) is not kind or not low <= value <= high:
                raise ValueError(f"Policy {name} must be a number between {low} and {high}, not {value!r}.")

    def to_json(self) -> dict[str, Any]:
        """A JSON value; Decimals as strings."""
        return asdict(self) | {"total_cap": str(self.total_cap)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`. Missing fields take their default; unknown ones raise TypeError."""
        if "total_cap" in data:
            data = data | {"total_cap": Decimal(data["total_cap"])}
        return cls(**data)


POLICY_CHOICES: dict[str, tuple[str, ...]] = {
    "tie_break": ("quantitative", "none"),
    "tie_points": ("share", "average"),
    "non_party": ("counted", "separate", "together", "unranked"),
    "pool": ("branch", "category"),
    "titles_for": ("party", "everyone"),
    "plan_pool": ("allowed", "fixed"),
}
POLICY_RANGES: dict[str, tuple[int, int]] = {
    "min_pool": (1, 50),
    "total_cap": (100, 120),
    "due_day": (1, 28),
    "publicity_days": (0, 20),
    "quarter_due": (1, 28),
    "titles_per_category": (1, 50),
    "title_publicity_days": (0, 20),
}
POLICY_NAMES = tuple(field.name for field in fields(Policy))


@dataclass(frozen=True, slots=True)
class TierRow:
    """One row: for `low` ≤ n ≤ `high` (no upper end if None) the points of the top ranks and of the bottom ranks.

    `bonus[0]` belongs to rank 1; `deduction[0]` to the last rank. Deductions are stored as positive numbers of points
    to subtract.
    """

    low: int
    high: int | None
    bonus: tuple[Decimal, ...]
    deduction: tuple[Decimal, ...]
    clause: str = ""

    def holds(self, n: int) -> bool:
        return self.low <= n and (self.high is None or n <= self.high)

    @property
    def span(self) -> str:
        """`10–30`, `≥31`, or `9` – the numbers of participants this row is for."""
        if self.high is None:
            return f"≥{self.low}"
        return f"{self.low}–{self.high}" if self.low != self.high else str(self.low)

    def problems(self) -> list[Problem]:
        """One sentence for each fault within the row."""
        found = []
        if self.high is not None and self.high < self.low:
            found.append(Problem(f"{self.span} 人一档的上限低于下限。", f"The row {self.span} ends before it begins."))
        for points in (self.bonus, self.deduction):
            if any(value < ZERO for value in points) or list(points) != sorted(points, reverse=True):
                found.append(
                    Problem(
                        f"{self.span} 人一档的分值不得为负，名次靠后的不得多于靠前的。",
                        f"In the row {self.span} points must not be negative and must not grow with the rank.",
                    )
                )
            if any(value != round(value, 2) for value in points):
                found.append(
                    Problem(
                        f"{self.span} 人一档的分值最多两位小数。",
                        f"In the row {self.span} points have at most two decimals.",
                    )
                )
        return found


@dataclass(frozen=True, slots=True)
class Tiers:
    """A tier table: rows in ascending order without gap or overlap, from n = 1 upwards without end."""

    rows: tuple[TierRow, ...]

    def row_for(self, n: int) -> TierRow | None:
        """The row for n participants; None when the table is empty or n is 0."""
        return next((row for row in self.rows if row.holds(n)), None)

    def problems(self) -> list[Problem]:
        """One sentence for each fault: a gap, an overlap, a wrong end, and those of the rows."""
        if not self.rows:
            return []
        first, last = self.rows[0].low, self.rows[-1].high
        found = []
        if first != 1:
            found.append(
                Problem(
                    f"第一档应从 1 人起，现从 {first} 人起。",
                    f"The first row must begin at 1 participant, not {first}.",
                )
            )
        for row, following in pairwise(self.rows):
            found += _joint_problems(row, following)
        if last is not None:
            found.append(
                Problem(
                    f"最后一档不应有上限，{last + 1} 人以上没有档次。",
                    f"The last row must have no upper end; {last + 1} participants have no row.",
                )
            )
        return found + [problem for row in self.rows for problem in row.problems()]

    def to_json(self) -> list[dict[str, Any]]:
        return [
            asdict(row) | {"bonus": [str(p) for p in row.bonus], "deduction": [str(p) for p in row.deduction]}
            for row in self.rows
        ]

    @classmethod
    def from_json(cls, data: list[dict[str, Any]]) -> Self:
        return cls(
            tuple(
                TierRow(
                    low=row["low"],
                    high=row["high"],
                    bonus=tuple(Decimal(p) for p in row["bonus"]),
                    deduction=tuple(Decimal(p) for p in row["deduction"]),
                    clause=row.get("clause", ""),
                )
                for row in data
            )
        )


def _joint_problems(row: TierRow, following: TierRow) -> list[Problem]:
    """What is wrong between two rows that follow each other."""
    if row.high is None or following.low <= row.high:
        return [
            Problem(
                f"{row.span} 人与 {following.span} 人两档重叠。", f"The rows {row.span} and {following.span} overlap."
            )
        ]
    first, last = row.high + 1, following.low - 1
    if first <= last:
        return [Problem(f"{first} 至 {last} 人没有档次。", f"There is no row for {first} to {last} participants.")]
    return []
