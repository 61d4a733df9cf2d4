"""The settled rows a branch's quarter is made of."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from flagship.periods import Month, Quarter
from members.models import BranchMembership
from scoring.models import MonthSheet, PointsEntry, SheetRevision, Standing, Veto
from scoring.states import EntryKind, RevisionState, SheetState


@dataclass(frozen=True, slots=True)
class QuarterRows:
    """Standings in force with what was posted and vetoed for them, by (member id, month)."""

    standings: list[Standing]
    adjustments: dict[tuple[int, Month], Decimal]
    vetoed: frozenset[tuple[int, Month]]


def rows_of(branch, quarter: Quarter) -> QuarterRows:
    """Everybody who belongs to the branch at the quarter's end, with all months of theirs, wherever they were settled.

    People of its sheets who belong to no branch any more at the quarter's end stay with it, so nobody is lost and
    nobody stands in two reports. Four queries.
    """
    at_end = BranchMembership.objects.on(quarter.last_day)
    here = at_end.filter(branch=branch).values("member_id")
    gone = Q(branch=branch) & ~Q(member_id__in=at_end.values("member_id"))
    standings = list(
        Standing.objects.in_force()
        .of_months(quarter.months)
        .filter(Q(member_id__in=here) | gone)
        .select_related("branch", "member")
        .defer("lines", "reason")
        .order_by("month")
    )
    people = {standing.member_id for standing in standings}
    return QuarterRows(standings, _adjustments(people, quarter), _vetoed(people, quarter))


def _adjustments(people: set[int], quarter: Quarter) -> dict[tuple[int, Month], Decimal]:
    posted = (
        PointsEntry.objects.between(quarter.months[0], quarter.months[-1])
        .filter(Q(kind=EntryKind.ADJUSTMENT) | Q(reverses__kind=EntryKind.ADJUSTMENT), member_id__in=people)
        .order_by()
        .values_list("member_id", "month")
        .annotate(sum=Sum("amount"))
    )
    found: dict[tuple[int, Month], Decimal] = defaultdict(Decimal)
    for member_id, month, amount in posted:
        found[member_id, month] += amount
    return dict(found)


def _vetoed(people: set[int], quarter: Quarter) -> frozenset[tuple[int, Month]]:
    vetoes = Veto.objects.in_force().filter(member_id__in=people, month__in=quarter.months)
    return frozenset(vetoes.values_list("member_id", "month"))


def sheets_of(branch, quarter: Quarter) -> dict[Month, MonthSheet]:
    return {sheet.month: sheet for sheet in MonthSheet.objects.filter(branch=branch, month__in=quarter.months)}


def revisions_of(branch, quarter: Quarter) -> dict[Month, SheetRevision]:
    """The settled revisions of the branch's months, without their frozen inputs."""
    settled = SheetRevision.objects.filter(
        sheet__branch=branch,
        sheet__month__in=quarter.months,
        sheet__state=SheetState.SETTLED,
        state=RevisionState.SETTLED,
    )
    return {row.sheet.month: row for row in settled.select_related("sheet").defer("inputs")}


def own_standings(branch, quarter: Quarter) -> dict[Month, list[Standing]]:
    """The standings of the branch's own sheets by month: what its month reports say."""
    found: dict[Month, list[Standing]] = defaultdict(list)
    standings = Standing.objects.in_force().of_months(quarter.months).filter(branch=branch).defer("lines", "reason")
    for standing in standings:
        found[standing.month].append(standing)
    return dict(found)
