"""A person's quarter in one category, and the order of people within a category (五（三）)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from flagship.formulas import exact, round_half_up
from flagship.formulas.base import ZERO
from flagship.periods import Month
from scoring.rules.entrants import key_order


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """What one settled month of a person gives to the quarter. Void months and excused ones are left out before.

    `percentile` and `z` are the month's position inside its own pool, None where blank.
    """

    month: Month
    total: Decimal
    rank: int | None
    points: Decimal
    percentile: Decimal | None = None
    z: Decimal | None = None
    vetoed: bool = False

    @property
    def at_top(self) -> bool:
        """Whether this is a rank-1 month; a vetoed one is not."""
        return self.rank == 1 and not self.vetoed


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """The quarter of a person in one category.

    `score` is the mean of the months' totals, `percentile` and `z` the means of the months that have them, all with 2
    places, half up away from zero, None without any. `bonus` is ≥ 0, `deduction` ≤ 0, `net` their sum; points are
    shown and not used for the order, because they depend on the branch's size.
    """

    months: tuple[Month, ...]
    score: Decimal | None
    percentile: Decimal | None
    z: Decimal | None
    months_at_top: int
    bonus: Decimal
    deduction: Decimal

    @property
    def net(self) -> Decimal:
        return self.bonus + self.deduction


class QuarterOrder(NamedTuple):
    """What decides the order in a category, the first key first, each from high to low. A blank stands last."""

    score: tuple[bool, Decimal]
    percentile: tuple[bool, Decimal]
    months_at_top: int


class QuarterPlace(NamedTuple):
    """A person's place in a category: ranks are shared, the next skipped; None without any settled month."""

    key: Hashable
    rank: int | None
    figures: QuarterFigures


def mean_quarter(months: Iterable[MonthFigures]) -> QuarterFigures:
    """The quarter figures of a person's settled months in one category."""
    months = sorted(months, key=lambda figures: figures.month)
    return QuarterFigures(
        months=tuple(figures.month for figures in months),
        score=mean(figures.total for figures in months),
        percentile=mean(figures.percentile for figures in months),
        z=mean(figures.z for figures in months),
        months_at_top=sum(figures.at_top for figures in months),
        bonus=sum((max(ZERO, figures.points) for figures in months), ZERO),
        deduction=sum((min(ZERO, figures.points) for figures in months), ZERO),
    )


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of the values that are not blank, 2 places, half up away from zero; None when all are."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    with exact():
        return round_half_up(sum(known, ZERO) / len(known))


def quarter_order(figures: QuarterFigures) -> QuarterOrder:
    return QuarterOrder(
        score=_blank_last(figures.score),
        percentile=_blank_last(figures.percentile),
        months_at_top=figures.months_at_top,
    )


def order_category(people: Mapping[Hashable, QuarterFigures]) -> list[QuarterPlace]:
    """The people of a category from the top; equals share the rank and stand in the order of their keys."""
    by_key = sorted(people.items(), key=lambda person: key_order(person[0]))
    from_the_top = sorted(by_key, key=lambda person: quarter_order(person[1]), reverse=True)
    first: dict[QuarterOrder, int] = {}
    for place, (_, figures) in enumerate(from_the_top, start=1):
        first.setdefault(quarter_order(figures), place)
    return [
        QuarterPlace(key, first[quarter_order(figures)] if figures.months else None, figures)
        for key, figures in from_the_top
    ]


def _blank_last(value: Decimal | None) -> tuple[bool, Decimal]:
    return value is not None, ZERO if value is None else value
