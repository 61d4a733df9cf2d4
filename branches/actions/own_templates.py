"""A plan's own templates: copies of the company's with weights and targets of its own, and those the branch writes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from branches.actions.plans import open_plan
from branches.models import BranchPlan, PlanTemplate
from flagship.actions.templates import discard_template, next_version, start_template
from flagship.categories import FlagCategory
from flagship.models import IndicatorTemplate
from flagship.moves import Refused


@transaction.atomic
def adapt_template(*, plan: BranchPlan, template: IndicatorTemplate, by) -> IndicatorTemplate:
    """The plan's own draft of a template it uses, in whose place it stands from now on.

    It is published when the plan is accepted. Raises AlreadyDone once the plan is filed, Refused for a template that
    the plan does not use.
    """
    plan = open_plan(plan)
    used = plan.plan_templates.filter(template=template).first()
    if used is None:
        raise Refused(_("The plan does not use “%(name)s”.") % {"name": template.name})
    if template.state == "draft":
        return template
    origin = _origin(template)
    code = f"{origin.code}-{plan.branch.code}-{plan.programme.year}" if origin.company_wide else origin.code
    own = next_version(template=template, code=code, by=by, company_wide=False, sample_weights=False)
    used.delete()
    PlanTemplate.objects.create(plan=plan, template=own)
    return own


@transaction.atomic
def write_own_template(
    *, plan: BranchPlan, name: str, category: FlagCategory, track="", layer="", by, **head
) -> IndicatorTemplate:
    """An empty draft of a template that the branch writes itself, used by the plan and published with it.

    Raises AlreadyDone once the plan is filed, Refused where the plan uses another template for the same people.
    """
    plan = open_plan(plan)
    for_whom = {"category": category, "track": track, "layer": layer}
    used = plan.plan_templates.filter(**{f"template__{name}": value for name, value in for_whom.items()})
    if other := used.select_related("template").first():
        raise Refused(
            _("The plan uses “%(name)s” for the same people; adapt that one, or leave it out first.")
            % {"name": other.template.name}
        )
    code = f"own-{plan.branch.code}-{plan.programme.year}"
    own = start_template(name=name, code=code, company_wide=False, by=by, **for_whom, **head)
    PlanTemplate.objects.create(plan=plan, template=own)
    return own


@transaction.atomic
def give_up_own(*, plan: BranchPlan, template: IndicatorTemplate, by) -> None:
    """Throw the plan's own draft away; what it was made from, if anything, stands in its place again."""
    plan = open_plan(plan)
    former = template.adapted_from
    plan.plan_templates.filter(template=template).delete()
    discard_template(template=template, by=by)
    if former is not None:
        PlanTemplate.objects.get_or_create(plan=plan, template=former)


@contextmanager
def writing_on(plan: BranchPlan) -> Iterator[None]:
    """Within it nobody files the plan. Raises AlreadyDone when it is filed already."""
    with transaction.atomic():
        open_plan(plan)
        yield


def _origin(template: IndicatorTemplate) -> IndicatorTemplate:
    """The company's template that this one comes from, or the first version of one that the branch wrote itself."""
    while not template.company_wide and template.adapted_from:
        template = template.adapted_from
    return template
