"""How marks are distributed: the five figures of a box, the mean and the number. Pure values; no Django."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from flagship.figures import rounded


@dataclass(frozen=True, slots=True)
class Spread:
    """Marks of `n` people: lowest, lower quartile, median, upper quartile, highest, mean; 2 places, half up."""

    n: int
    low: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    high: Decimal
    mean: Decimal


def spread_of(counts: Mapping[Decimal, int]) -> Spread | None:
    """The spread of marks that occur so many times each; None for nobody.

    A quartile that falls between two people lies between their marks in proportion (as Excel's QUARTILE.INC does).
    """
    marks = sorted(mark for mark, count in counts.items() if count)
    if not marks:
        return None
    ends = list(accumulate(counts[mark] for mark in marks))
    n = ends[-1]

    def mark_at(place: int) -> Decimal:
        return marks[bisect_right(ends, place)]

    def quantile(quarters: int) -> Decimal:
        place, rest = divmod(quarters * (n - 1), 4)
        here = mark_at(place)
        return rounded(here + (mark_at(place + 1) - here) * rest / 4 if rest else here)

    total = sum(mark * counts[mark] for mark in marks)
    return Spread(n, *(quantile(quarters) for quarters in range(5)), rounded(Decimal(total) / n))
