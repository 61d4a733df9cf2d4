"""Stars: from a ledger of star points to a balance, a star and the way to the next one.

The company's star rule is not in its document; a `StarRules` is data that the company adopts.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Self

from flagship.formulas.base import ZERO, Problem
from flagship.formulas.text import figure
from flagship.periods import Month, Quarter

BANDS = 5
Entries = list[tuple[Month, Decimal]]


@dataclass(frozen=True, slots=True)
class StarRules:
    """A star scheme: the balance begins at `base`, one to five stars begin at the five `bands`.

    `window` is the time after which the balance begins anew, by assessed month; with `carry_over` the next window
    begins with the balance instead of the base. `cap` is the most a balance may be (封顶), None without.
    """

    base: Decimal
    bands: tuple[Decimal, ...]
    window: Literal["month", "quarter", "year"] = "year"
    carry_over: bool = False
    cap: Decimal | None = None

    def problems(self) -> list[Problem]:
        """One sentence for each fault; empty when the scheme is sound."""
        found = []
        if len(self.bands) != BANDS:
            found.append(
                Problem(
                    f"一星至五星应有五档，现有 {len(self.bands)} 档。",
                    f"There must be five bands, for one to five stars, not {len(self.bands)}.",
                )
            )
        if any(upper <= lower for lower, upper in zip(self.bands, self.bands[1:], strict=False)):
            found.append(Problem("每一星的起点应高于前一星。", "Every band must begin above the one before it."))
        if self.window not in ("month", "quarter", "year"):
            found.append(
                Problem(
                    f"计分周期应为月、季或年，没有“{self.window}”。",
                    f"The window must be month, quarter or year, not “{self.window}”.",
                )
            )
        return found + self._cap_problems()

    def _cap_problems(self) -> list[Problem]:
        if self.cap is None:
            return []
        cap, found = figure(self.cap), []
        if self.cap < self.base:
            base = figure(self.base)
            found.append(Problem(f"封顶 {cap} 低于基础分 {base}。", f"The cap {cap} lies below the base score {base}."))
        if self.bands and self.cap < self.bands[-1]:
            stars = len(self.bands)
            found.append(
                Problem(
                    f"封顶 {cap} 低于最高一档，无人能达到 {stars} 星。",
                    f"Nobody could reach {stars} stars: the cap {cap} lies below the last band.",
                )
            )
        return found

    def to_json(self) -> dict[str, Any]:
        """A JSON value, Decimals as strings."""
        return {
            "base": str(self.base),
            "bands": [str(band) for band in self.bands],
            "window": self.window,
            "carry_over": self.carry_over,
            "cap": None if self.cap is None else str(self.cap),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        return cls(
            **data
            | {
                "base": Decimal(data["base"]),
                "bands": tuple(Decimal(band) for band in data["bands"]),
                "cap": None if data.get("cap") is None else Decimal(data["cap"]),
            }
        )


class StarPosition(NamedTuple):
    """A balance, its star (0 to 5), and where the next one begins; `next_at` and `to_next` are None at the top."""

    balance: Decimal
    star: int
    next_at: Decimal | None
    to_next: Decimal | None


def star_balance(rules: StarRules, entries: Iterable[tuple[Month, Decimal]], month: Month) -> Decimal:
    """The balance at the end of `month` from ledger amounts by assessed month; later months do not count yet.

    The cap holds at the end of each window and of `month`, not between two entries: the order of entries within a
    window never matters, so a reversal and its new entry always cancel as they should.
    """
    sums: dict[Month | Quarter | int, Decimal] = defaultdict(lambda: ZERO)
    for assessed, amount in entries:
        if assessed <= month:
            sums[_window(rules, assessed)] += amount
    if not rules.carry_over:
        return _capped(rules, rules.base + sums[_window(rules, month)])
    balance = rules.base
    for window in sorted(sums):
        balance = _capped(rules, balance + sums[window])
    return balance


def star_position(rules: StarRules, balance: Decimal) -> StarPosition:
    """The star of a balance. A band belongs to its star from its first point on."""
    star = sum(band <= balance for band in rules.bands)
    next_at = rules.bands[star] if star < len(rules.bands) else None
    return StarPosition(balance, star, next_at, None if next_at is None else next_at - balance)


def _window(rules: StarRules, month: Month) -> Month | Quarter | int:
    match rules.window:
        case "month":
            return month
        case "quarter":
            return month.quarter
    return month.year


def _capped(rules: StarRules, balance: Decimal) -> Decimal:
    return balance if rules.cap is None else min(balance, rules.cap)
