"""The settled months of a unit: means by category, points given and taken. Two queries for a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from flagship.categories import Account, FlagCategory
from flagship.figures import rounded
from flagship.periods import Month
from reports.queries.dashboard.below import below
from scoring.models import PointsEntry, Standing
from scoring.states import EntryKind

NOTHING = Decimal(0)
_OF_STARS = Q(account=Account.STAR)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One settled month. `sums` are total marks and people by category; points are those of the star account.

    `given` and `taken` (≤ 0) are what the standings in force say, `adjusted` what was posted for the month later, so
    that their sum is what the ledger holds for the month.
    """

    sums: dict[FlagCategory, tuple[Decimal, int]]
    given: Decimal
    taken: Decimal
    adjusted: Decimal

    @property
    def people(self) -> int:
        return sum(count for _sum, count in self.sums.values())

    @property
    def mean(self) -> Decimal:
        """The mean of all totals, 2 places."""
        return rounded(sum((total for total, _count in self.sums.values()), NOTHING) / self.people)

    def mean_of(self, category: FlagCategory) -> Decimal | None:
        if category not in self.sums:
            return None
        total, count = self.sums[category]
        return rounded(total / count)

    @property
    def net(self) -> Decimal:
        return self.given + self.taken + self.adjusted


def month_figures(unit, months: Sequence[Month]) -> dict[Month, MonthFigures]:
    """What each of the months came to; months in which nothing is settled are left out."""
    rows = (
        Standing.objects.in_force()
        .filter(below(unit), month__gte=months[0], month__lte=months[-1])
        .order_by()
        .values_list("month", "category")
        .annotate(
            marks=Sum("total"),
            count=Count("pk"),
            given=Sum("points", filter=_OF_STARS & Q(points__gt=0)),
            taken=Sum("points", filter=_OF_STARS & Q(points__lt=0)),
        )
    )
    sums: dict[Month, dict[FlagCategory, tuple[Decimal, int]]] = defaultdict(dict)
    points: dict[Month, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    for month, category, marks, count, given, taken in rows:
        sums[month][category] = (Decimal(marks), count)
        points[month][0] += given or NOTHING
        points[month][1] += taken or NOTHING
    adjusted = _adjusted(unit, months)
    return {month: MonthFigures(sums[month], *points[month], adjusted.get(month, NOTHING)) for month in sorted(sums)}


def _adjusted(unit, months: Sequence[Month]) -> dict[Month, Decimal]:
    rows = (
        PointsEntry.objects.on(Account.STAR)
        .between(months[0], months[-1])
        .filter(below(unit), Q(kind=EntryKind.ADJUSTMENT) | Q(reverses__kind=EntryKind.ADJUSTMENT))
        .order_by()
        .values_list("month")
        .annotate(sum=Sum("amount"))
    )
    return dict(rows)
