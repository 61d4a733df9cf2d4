"""Branch plans: begun, written, filed, accepted, returned."""

import datetime as dt
from collections.abc import Collection

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from branches.models import Branch, BranchPlan, PlanTemplate
from branches.moves import ACCEPT, RETURN, SUBMIT
from branches.states import EDITABLE_PLAN, PlanState
from flagship import clock
from flagship.actions.attach import attach, discard
from flagship.actions.move import perform
from flagship.models import IndicatorTemplate, Programme
from flagship.moves import AlreadyDone, Refused
from flagship.periods import Month
from flagship.states import TemplateState
from flagship.template_moves import ADOPT


@transaction.atomic
def start_plan(*, branch: Branch, programme: Programme, by, now: dt.datetime | None = None) -> BranchPlan:
    """The plan of a branch for a year that can be written on: the open one, or a new version.

    A new version begins with what the accepted one says, from the current month on. Raises Refused while one waits
    with the Department, for units without month sheets and for closed years.
    """
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    plans = BranchPlan.objects.filter(branch=branch, programme=programme)
    if open_plan := plans.filter(state__in=EDITABLE_PLAN).first():
        return open_plan
    if not branch.is_assessing or branch.closed_on:
        raise Refused(_("%(branch)s assesses nobody and files no plan.") % {"branch": branch.name})
    if programme.frozen_at:
        raise Refused(_("The year %(year)s is closed.") % {"year": programme.year})
    if plans.filter(state=PlanState.SUBMITTED).exists():
        raise Refused(_("The plan waits with the Department; it can be changed when it comes back."))
    accepted = plans.filter(state=PlanState.ACCEPTED).order_by("-version").first()
    plan = BranchPlan.objects.create(
        branch=branch,
        programme=programme,
        version=(plans.aggregate(last=Max("version"))["last"] or 0) + 1,
        valid_from=_first_month(programme, accepted, now or clock.now()),
        summary=accepted.summary if accepted else "",
        pool=accepted.pool if accepted else "",
        document=accepted.document if accepted else None,
    )
    if accepted:
        _use(plan, [used.template for used in accepted.plan_templates.select_related("template")])
    return plan


@transaction.atomic
def write_plan(
    *,
    plan: BranchPlan,
    summary: str,
    templates: Collection[IndicatorTemplate],
    document: UploadedFile | None = None,
    pool: str = "",
    valid_from: Month | None = None,
    by,
    now: dt.datetime | None = None,
) -> BranchPlan:
    """Write summary, company templates, pool and first month, and attach a document; the one before stays only with
    the versions that were filed with it. Templates that the plan adapted for itself stay.

    Raises AlreadyDone once it is filed, Refused for a document that is not what it says, a pool where the programme
    sets it for everybody, and a month outside the year or over.
    """
    plan = open_plan(plan)
    if pool and plan.programme.policy.plan_pool != "allowed":
        raise Refused(_("The programme sets the pools for every branch."))
    if valid_from and valid_from != plan.valid_from:
        plan.valid_from = _checked_month(plan, valid_from, now or clock.now())
    if document is not None:
        former, plan.document = plan.document, attach(document, by=by, now=now)
    plan.summary, plan.pool = summary.strip(), pool
    plan.save()
    if document is not None and not BranchPlan.objects.filter(document=former).exists():
        discard(former)
    _use(plan, templates)
    return plan


def file_plan(*, plan: BranchPlan, by, now: dt.datetime | None = None) -> BranchPlan:
    """Hand the plan to the Department."""
    now = now or clock.now()
    return perform(plan, SUBMIT, by=by, now=now, submitted_at=now, submitted_by=by)


@transaction.atomic
def accept_plan(*, plan: BranchPlan, by, now: dt.datetime | None = None) -> BranchPlan:
    """Accept (备案) the plan and publish the templates that it adapted: both hold from its first month on.

    A month that is over when the plan is accepted keeps what it had: then the current month is the first.
    Raises Refused after the plan's year.
    """
    now = now or clock.now()
    first = max(plan.valid_from, Month.of(now))
    if first.year != plan.programme.year:
        raise Refused(_("The year %(year)s is over; its months keep what they had.") % {"year": plan.programme.year})
    perform(plan, ACCEPT, by=by, now=now, comment="", valid_from=first)
    for used in plan.plan_templates.filter(template__state=TemplateState.DRAFT).select_related("template"):
        perform(used.template, ADOPT, by=by, now=now, valid_from=first)
    return plan


def return_plan(*, plan: BranchPlan, reason: str, by, now: dt.datetime | None = None) -> BranchPlan:
    """Give it back with a reason."""
    return perform(plan, RETURN, by=by, reason=reason, now=now, comment=reason.strip())


def open_plan(plan: BranchPlan) -> BranchPlan:
    """The locked row of a plan that its branch may write on. Raises AlreadyDone once it is filed."""
    plan = BranchPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.state not in EDITABLE_PLAN:
        raise AlreadyDone(_("The plan is filed and can no longer be changed; start a new version."))
    return plan


def _checked_month(plan: BranchPlan, month: Month, now: dt.datetime) -> Month:
    if month.year != plan.programme.year:
        raise Refused(_("%(month)s is not a month of %(year)s.") % {"month": month, "year": plan.programme.year})
    if month < Month.of(now):
        raise Refused(_("%(month)s is over; the plan can hold from the current month on.") % {"month": month})
    return month


def _first_month(programme: Programme, accepted: BranchPlan | None, now: dt.datetime) -> Month:
    first, last = Month(programme.year, 1), Month(programme.year, 12)
    return first if accepted is None else min(max(first, Month.of(now)), last)


def _use(plan: BranchPlan, templates: Collection[IndicatorTemplate]) -> None:
    plan.plan_templates.filter(template__company_wide=True).delete()
    kept = set(plan.plan_templates.values_list("template", flat=True))
    PlanTemplate.objects.bulk_create(
        PlanTemplate(plan=plan, template=template) for template in templates if template.pk not in kept
    )
