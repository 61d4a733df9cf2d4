"""The life of a branch plan (实施方案、考核细则): the secretary files it, the Department accepts or returns it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.models import BranchPlan
from branches.states import EDITABLE_PLAN, PlanState
from flagship.moves import Move
from flagship.permissions import Permission
from flagship.states import TemplateState
from flagship.template_checks import publishing_problems
from flagship.templatetags.house import label


def says_something(plan: BranchPlan, *, by, now) -> str | None:
    if plan.summary.strip() or plan.document:
        return None
    return _("Write a summary of the plan or attach its document first.")


def uses_templates(plan: BranchPlan, *, by, now) -> str | None:
    if plan.plan_templates.exists():
        return None
    return _("Choose the templates that the branch assesses by first.")


def one_for_each(plan: BranchPlan, *, by, now) -> str | None:
    """Those of one category, track and layer are marked by one template (三（三）)."""
    seen: dict[tuple, str] = {}
    for used in plan.plan_templates.select_related("template"):
        template = used.template
        for_whom = template.category, template.track, template.layer
        if for_whom in seen:
            return _("“%(one)s” and “%(other)s” are for the same people; keep one of them.") % {
                "one": seen[for_whom],
                "other": template.name,
            }
        seen[for_whom] = template.name
    return None


def own_ones_sound(plan: BranchPlan, *, by, now) -> str | None:
    """What the plan adapted can be published with it."""
    drafts = plan.plan_templates.filter(template__state=TemplateState.DRAFT).select_related("template")
    return next(
        (
            f"{used.template.name}：{label(problems[0])}"
            for used in drafts
            if (problems := publishing_problems(used.template))
        ),
        None,
    )


def filed_by_another(plan: BranchPlan, *, by, now) -> str | None:
    return _("Nobody accepts the plan they filed.") if plan.submitted_by == by else None


SUBMIT = Move(
    name="submit",
    label=gettext_lazy("File with the Department"),
    sources=frozenset(EDITABLE_PLAN),
    target=PlanState.SUBMITTED,
    permission=Permission.EDIT_PLAN,
    conditions=(says_something, uses_templates, one_for_each, own_ones_sound),
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
