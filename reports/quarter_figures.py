"""From a person's settled months to the quarter's figures (五（三）). Values only."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from flagship.figures import rounded
from flagship.periods import Month
from reports.documents import PersonMonth, PersonQuarter

NOTHING = Decimal("0.00")


def mean(values: Iterable[Decimal | None]) -> Decimal | None:
    """The mean of the values that are there, 2 places, half away from zero; None of nothing."""
    present = [value for value in values if value is not None]
    return rounded(sum(present, NOTHING) / len(present)) if present else None


def ordering(person: PersonQuarter) -> tuple[Decimal, Decimal, int]:
    """What decides the order in a category: score, then mean percentile (none is last), then months at rank 1."""
    percentile = Decimal(-1) if person.percentile is None else person.percentile
    return -person.score, -percentile, -person.months_first


def positions(orderings: Sequence[tuple]) -> list[int]:
    """Places for sorted keys: equal keys share the better place and the next is skipped."""
    places: list[int] = []
    for index, key in enumerate(orderings):
        places.append(places[-1] if index and key == orderings[index - 1] else index + 1)
    return places


def person_month(standing, *, vetoed: bool, adjustment: Decimal) -> PersonMonth:
    """One month as it counts today: a veto confirmed or lifted later is in its points through the adjustment."""
    return PersonMonth(
        month=standing.month,
        branch_name=standing.branch.name,
        total=standing.total,
        rank=standing.rank,
        n=standing.n,
        points=rounded(standing.points + adjustment),
        vetoed=vetoed,
    )


def person_quarter(
    standings: Sequence, *, adjustments: dict[Month, Decimal], vetoed: frozenset[Month]
) -> PersonQuarter:
    """The quarter of one person in one category from the standings of its months, oldest first. `position` is 0 yet.

    Name, status and track are those of the last month. A vetoed month is no month at rank 1.
    """
    last = standings[-1]
    months = tuple(
        person_month(s, vetoed=s.month in vetoed, adjustment=adjustments.get(s.month, NOTHING)) for s in standings
    )
    bonus = sum((s.points for s in standings if s.points > 0), NOTHING)
    deduction = sum((s.points for s in standings if s.points < 0), NOTHING)
    adjustment = sum((adjustments.get(s.month, NOTHING) for s in standings), NOTHING)
    return PersonQuarter(
        member_id=last.member_id,
        employee_number=last.member.employee_number,
        name=last.name,
        status=last.status,
        category=last.category,
        track=last.track or None,
        score=mean(s.total for s in standings),
        bonus=rounded(bonus),
        deduction=rounded(deduction),
        adjustment=rounded(adjustment),
        net=rounded(bonus + deduction + adjustment),
        months_first=sum(month.rank == 1 and not month.vetoed for month in months),
        percentile=mean(s.percentile for s in standings),
        z_score=mean(s.z_score for s in standings),
        vetoed=any(month.vetoed for month in months),
        position=0,
        months=months,
    )
