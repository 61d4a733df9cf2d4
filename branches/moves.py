"""The life of a branch plan (实施方案、考核细则): the secretary files it, the Department accepts or returns it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.models import BranchPlan
from branches.states import EDITABLE_PLAN, PlanState
from flagship.moves import Move
from flagship.permissions import Permission


def says_something(plan: BranchPlan, *, by, now) -> str | None:
    if plan.summary.strip() or plan.document:
        return None
    return _("Write a summary of the plan or attach its document first.")


def uses_templates(plan: BranchPlan, *, by, now) -> str | None:
    if plan.plan_templates.exists():
        return None
    return _("Choose the templates that the branch assesses by first.")


def filed_by_another(plan: BranchPlan, *, by, now) -> str | None:
    return _("Nobody accepts the plan they filed.") if plan.submitted_by == by else None


SUBMIT = Move(
    name="submit",
    label=gettext_lazy("File with the Department"),
    sources=frozenset(EDITABLE_PLAN),
    target=PlanState.SUBMITTED,
    permission=Permission.EDIT_PLAN,
    conditions=(says_something, uses_templates),
    main=True,
)
ACCEPT = Move(
    name="accept",
    label=gettext_lazy("Accept"),
    sources=frozenset({PlanState.SUBMITTED}),
    target=PlanState.ACCEPTED,
    permission=Permission.ACCEPT_PLAN,
    conditions=(filed_by_another,),
    main=True,
)
RETURN = Move(
    name="return",
    label=gettext_lazy("Return"),
    sources=frozenset({PlanState.SUBMITTED}),
    target=PlanState.RETURNED,
    permission=Permission.ACCEPT_PLAN,
    needs_reason=True,
    conditions=(filed_by_another,),
)
PLAN_MOVES = {move.name: move for move in (SUBMIT, ACCEPT, RETURN)}
