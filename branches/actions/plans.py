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
from flagship.actions.move import perform
from flagship.attachments import attachment_problem, stored_name
from flagship.models import IndicatorTemplate, Programme
from flagship.moves import AlreadyDone, Refused
from flagship.periods import Month


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
        document=accepted.document.name if accepted and accepted.document else "",
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
    by,
) -> BranchPlan:
    """Write summary and templates, and attach a document (the former one then belongs to no plan any more).

    Raises AlreadyDone once it is filed, Refused for a document that is not what it says.
    """
    plan = BranchPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.state not in EDITABLE_PLAN:
        raise AlreadyDone(_("The plan is filed and can no longer be changed; start a new version."))
    if document is not None:
        if problem := attachment_problem(document):
            raise Refused(problem)
        plan.document.save(stored_name(document), document, save=False)
    plan.summary = summary.strip()
    plan.save()
    _use(plan, templates)
    return plan


def file_plan(*, plan: BranchPlan, by, now: dt.datetime | None = None) -> BranchPlan:
    """Hand the plan to the Department."""
    now = now or clock.now()
    return perform(plan, SUBMIT, by=by, now=now, submitted_at=now, submitted_by=by)


def accept_plan(*, plan: BranchPlan, by, now: dt.datetime | None = None) -> BranchPlan:
    """Accept (备案): it holds from its first month on."""
    return perform(plan, ACCEPT, by=by, now=now, comment="")


def return_plan(*, plan: BranchPlan, reason: str, by, now: dt.datetime | None = None) -> BranchPlan:
    """Give it back with a reason."""
    return perform(plan, RETURN, by=by, reason=reason, now=now, comment=reason.strip())


def _first_month(programme: Programme, accepted: BranchPlan | None, now: dt.datetime) -> Month:
    first, last = Month(programme.year, 1), Month(programme.year, 12)
    return first if accepted is None else min(max(first, Month.of(now)), last)


def _use(plan: BranchPlan, templates: Collection[IndicatorTemplate]) -> None:
    plan.plan_templates.all().delete()
    PlanTemplate.objects.bulk_create(PlanTemplate(plan=plan, template=template) for template in templates)
