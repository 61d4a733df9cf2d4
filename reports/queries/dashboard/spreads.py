"""How the totals of one settled month are spread, by category and by branch. One query each."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count

from branches.models import Branch
from flagship.categories import FlagCategory
from flagship.periods import Month
from reports.quantiles import Spread, spread_of
from reports.queries.dashboard.below import below
from scoring.models import Standing


def _totals(month: Month):
    return Standing.objects.in_force().filter(month=month).order_by()


def by_category(unit, month: Month) -> dict[FlagCategory, Spread]:
    """Of everybody below the unit, in the order of the categories; the database hands out each total once."""
    totals = _totals(month).filter(below(unit))
    found: dict[FlagCategory, dict[Decimal, int]] = defaultdict(dict)
    for category, total, count in totals.values_list("category", "total").annotate(count=Count("pk")):
        found[category][total] = count
    return {category: spread_of(found[category]) for category in FlagCategory if category in found}


def by_branch(month: Month, branches: Iterable[Branch]) -> dict[int, Spread]:
    """Of the branches of one page, by their ids."""
    totals = _totals(month).filter(branch__in=[branch.pk for branch in branches])
    found: dict[int, dict[Decimal, int]] = defaultdict(dict)
    for branch, total, count in totals.values_list("branch", "total").annotate(count=Count("pk")):
        found[branch][total] = count
    return {branch: spread_of(counts) for branch, counts in found.items()}
