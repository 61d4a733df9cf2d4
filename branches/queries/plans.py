"""Who has filed a plan for a year."""

import datetime as dt
from dataclasses import dataclass

from branches.models import Branch, BranchPlan
from branches.queries.tree import in_tree_order
from flagship.periods import TZ
from flagship.permissions import Permission


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A branch and its newest plan of the year, or None; `late` when it was or is not filed by the due day."""

    branch: Branch
    plan: BranchPlan | None
    late: bool


def plans_overview(user, *, year: int, today: dt.date) -> list[PlanLine]:
    """Every assessing branch the user may see, in the order of the tree. Two queries."""
    branches = in_tree_order(list(Branch.objects.open_to(user, Permission.VIEW_PLAN).assessing()))
    plans = BranchPlan.objects.filter(branch__in=branches, programme__year=year).order_by("version")
    newest = {plan.branch_id: plan for plan in plans}
    first_filed = _first_filed(plans)
    return [
        PlanLine(branch, newest.get(branch.pk), first_filed.get(branch.pk, today) > due_day(year))
        for branch in branches
    ]


def due_day(year: int) -> dt.date:
    """10 January of the year (五（一）)."""
    return dt.date(year, 1, 10)


def _first_filed(plans) -> dict[int, dt.date]:
    filed: dict[int, dt.date] = {}
    for plan in plans:
        if plan.submitted_at:
            day = plan.submitted_at.astimezone(TZ).date()
            filed[plan.branch_id] = min(filed.get(plan.branch_id, day), day)
    return filed
