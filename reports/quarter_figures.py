"""From settled months to the lines of a quarter report (五（三）). Values only; the rules stand in `scoring.rules`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from flagship.categories import FlagCategory
from flagship.figures import rounded
from flagship.periods import Month
from reports.documents import PersonMonth, PersonQuarter
from scoring.rules import MonthFigures, QuarterFigures, mean_quarter, order_category

NOTHING = Decimal("0.00")
MonthOf = tuple[int, Month]


def people_in_order(
    standings: Iterable, adjustments: Mapping[MonthOf, Decimal], vetoed: frozenset[MonthOf]
) -> list[PersonQuarter]:
    """Everybody in every category they were ranked in, category by category, best first, with their places.

    `adjustments` are the points posted later for a person's month, `vetoed` the months under a confirmed veto.
    """
    months: dict[tuple[FlagCategory, str], list] = defaultdict(list)
    for standing in standings:
        months[standing.category, standing.member.employee_number].append(standing)
    lines = []
    for category in FlagCategory:
        people = {number: rows for (of, number), rows in months.items() if of is category}
        figures = {number: mean_quarter(_figures(row, vetoed) for row in rows) for number, rows in people.items()}
        for number, place, quarter in order_category(figures):
            lines.append(_line(people[number], place, quarter, adjustments, vetoed))
    return lines


def _figures(standing, vetoed: frozenset[MonthOf]) -> MonthFigures:
    return MonthFigures(
        month=standing.month,
        total=standing.total,
        rank=standing.rank,
        points=standing.points,
        percentile=standing.percentile,
        z=standing.z_score,
        vetoed=(standing.member_id, standing.month) in vetoed,
    )


def _line(
    standings: Sequence,
    place: int,
    figures: QuarterFigures,
    adjustments: Mapping[MonthOf, Decimal],
    vetoed: frozenset[MonthOf],
) -> PersonQuarter:
    """Name, status and track are those of the last month."""
    standings = sorted(standings, key=lambda standing: standing.month)
    last = standings[-1]
    months = tuple(_month(standing, adjustments, vetoed) for standing in standings)
    adjustment = sum((adjustments.get((s.member_id, s.month), NOTHING) for s in standings), NOTHING)
    return PersonQuarter(
        member_id=last.member_id,
        employee_number=last.member.employee_number,
        name=last.name,
        status=last.status,
        category=last.category,
        track=last.track or None,
        score=figures.score,
        bonus=rounded(figures.bonus),
        deduction=rounded(figures.deduction),
        adjustment=rounded(adjustment),
        net=rounded(figures.net + adjustment),
        months_first=figures.months_at_top,
        percentile=figures.percentile,
        z_score=figures.z,
        vetoed=any(month.vetoed for month in months),
        position=place,
        months=months,
    )


def _month(standing, adjustments: Mapping[MonthOf, Decimal], vetoed: frozenset[MonthOf]) -> PersonMonth:
    of = standing.member_id, standing.month
    return PersonMonth(
        month=standing.month,
        branch_name=standing.branch.name,
        total=standing.total,
        rank=standing.rank,
        n=standing.n,
        points=rounded(standing.points + adjustments.get(of, NOTHING)),
        vetoed=of in vetoed,
    )
