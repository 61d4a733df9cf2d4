"""What the charts of official papers show: how scores spread and how many people stand where.

A chart on paper is a table whose last column draws the figures of its row, so that the two cannot differ, nothing is a
picture of a number, and a long chart breaks over pages with its head.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from scoring.rules.quarter import mean

WIDE = 5  # marks of a band
LOWEST = 60  # below it people stand in one band
TEN, HUNDRED = Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class Band:
    """How many people have a total of at least `start` marks and less than the next band's."""

    label: str
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest, the mean and the highest of some scores; the mean has 2 places, half up."""

    label: str
    count: int
    low: Decimal
    mean: Decimal
    high: Decimal


def bands(totals: Iterable[Decimal]) -> list[Band]:
    """The totals of a month in bands of 5 marks from the highest down; empty ones only between others."""
    held: dict[int, int] = defaultdict(int)
    for total in totals:
        held[_band(total)] += 1
    if not held:
        return []
    starts = [start for start in _starts() if min(held) <= start <= max(held)]
    return [Band(_label(start), start, held[start]) for start in starts]


def _starts() -> list[int]:
    return [*range(100 - WIDE, LOWEST - 1, -WIDE), 0]


def _band(total: Decimal) -> int:
    return next(start for start in _starts() if total >= start or start == 0)


def _label(start: int) -> str:
    """Totals have 2 places, so that 90.00—94.99 leaves nothing out."""
    if start == 0:
        return f"不足{LOWEST}.00"
    return f"{start}.00及以上" if start + WIDE >= HUNDRED else f"{start}.00—{start + WIDE - 1}.99"


def spreads(scores: Iterable[tuple[str, Decimal]]) -> list[Spread]:
    """One spread for each label, in the order in which the labels first come."""
    held: dict[str, list[Decimal]] = defaultdict(list)
    for label, score in scores:
        held[label].append(score)
    return [Spread(label, len(of), min(of), mean(of), max(of)) for label, of in held.items()]


def scale(found: Sequence[Spread]) -> tuple[Decimal, Decimal]:
    """The ends of the axis: the tens around all scores."""
    low = floor(min((one.low for one in found), default=Decimal(0)) / TEN) * TEN
    high = ceil(max((one.high for one in found), default=HUNDRED) / TEN) * TEN
    return low, max(high, low + TEN)
