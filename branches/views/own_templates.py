"""A plan's own templates: read by those who see the plan, written by its branch while the plan is open."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from branches.actions.own_templates import adapt_template, give_up_own, write_own_template, writing_on
from branches.models import BranchPlan, PlanTemplate
from branches.states import EDITABLE_PLAN
from branches.views.plans import own_plan
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.forms.templates import HeadForm
from flagship.models import Indicator, IndicatorTemplate
from flagship.moves import Refused
from flagship.permissions import Permission
from flagship.states import TemplateState
from flagship.views import editor
from flagship.views.standard import template_context

_HEAD = ("name", "category", "layer", "over_achievement")


def open_own_plan(user, pk: int) -> BranchPlan:
    """Loader: a plan that the user writes on and that is open."""
    plans = BranchPlan.objects.open_to(user, Permission.EDIT_PLAN).filter(state__in=EDITABLE_PLAN)
    return get_object_or_404(plans.select_related("branch", "programme"), pk=pk)


def _used(user, permission: Permission, pk: int, template: int) -> IndicatorTemplate:
    """A plan's own template, opened only through the plan; it carries plan and branch with it."""
    plans = BranchPlan.objects.open_to(user, permission)
    lines = PlanTemplate.objects.filter(plan__in=plans, plan=pk, template__company_wide=False)
    used = get_object_or_404(
        lines.select_related("template__adapted_from", "plan__branch", "plan__programme"), template=template
    )
    used.template.plan, used.template.branch = used.plan, used.plan.branch
    return used.template


def own_template(user, pk: int, template: int) -> IndicatorTemplate:
    """Loader: an own template of a plan the user may see."""
    return _used(user, Permission.VIEW_PLAN, pk, template)


def own_draft(user, pk: int, template: int) -> IndicatorTemplate:
    """Loader: an own draft of a plan that the user writes on and that is open."""
    plan = get_object_or_404(BranchPlan.objects.filter(state__in=EDITABLE_PLAN), pk=pk)
    get_object_or_404(IndicatorTemplate, pk=template, state=TemplateState.DRAFT)
    return _used(user, Permission.EDIT_PLAN, plan.pk, template)


def own_indicator(user, pk: int, template: int, indicator: int) -> Indicator:
    """Loader: a line of an own draft."""
    draft = own_draft(user, pk, template)
    row = get_object_or_404(draft.indicators, pk=indicator)
    row.template, row.branch = draft, draft.branch
    return row


@guard(Permission.EDIT_PLAN, of=own_plan)
@require_POST
def adapt(request, row: BranchPlan):
    """Make one of the plan's templates its own."""
    text = request.POST.get("template", "")
    key = int(text) if text.isdecimal() and len(text) < 10 else 0
    used = get_object_or_404(row.plan_templates.select_related("template"), template=key)
    try:
        own = adapt_template(plan=row, template=used.template, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("branches:plan", args=[row.pk]))
    return SeeOther(_page(row, own))


@guard(Permission.EDIT_PLAN, of=open_own_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request, row: BranchPlan):
    """Begin a template that the branch writes itself."""
    form = HeadForm(request.POST or None, only=_HEAD)
    if request.method == "POST" and form.is_valid():
        try:
            return SeeOther(_page(row, write_own_template(plan=row, by=request.user, **form.head)))
        except Refused as refusal:
            form.add_error("category", str(refusal))
    context = {"form": form, "crumbs": [*_way_to(row), _("New template")]}
    return render(request, "flagship/template_head.html", context, status=422 if form.errors else 200)


@guard(Permission.VIEW_PLAN, of=own_template)
@require_safe
def template(request, row: IndicatorTemplate):
    """The template: to be written on by its branch while the plan is open, to be read otherwise."""
    writes = request.user.has_perm(Permission.EDIT_PLAN, row.branch)
    if writes and row.plan.state in EDITABLE_PLAN and row.state == TemplateState.DRAFT:
        return editor.draft_page(request, _desk(row), {})
    context = template_context(row) | {"crumbs": [*_crumbs(row), row.name]}
    return render(request, "flagship/template.html", context)


@guard(Permission.EDIT_PLAN, of=own_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def head(request, row: IndicatorTemplate):
    """Its name, and whether over-achievement counts."""
    return editor.head_page(request, _desk(row))


@guard(Permission.EDIT_PLAN, of=own_draft)
@require_POST
def weights(request, row: IndicatorTemplate):
    """Its weights."""
    return editor.weights(request, _desk(row))


@guard(Permission.EDIT_PLAN, of=own_draft)
@require_POST
def order(request, row: IndicatorTemplate):
    """The order of its lines."""
    return editor.order(request, _desk(row))


@guard(Permission.EDIT_PLAN, of=own_draft)
@require_http_methods(["GET", "HEAD", "POST"])
def new_indicator(request, row: IndicatorTemplate):
    """One more line."""
    return editor.indicator_page(request, _desk(row), None)


@guard(Permission.EDIT_PLAN, of=own_indicator)
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request, row: Indicator):
    """One line."""
    return editor.indicator_page(request, _desk(row.template), row)


@guard(Permission.EDIT_PLAN, of=own_indicator)
@require_POST
def shift(request, row: Indicator):
    """Up, down, out."""
    return editor.shift(request, _desk(row.template), row)


@guard(Permission.EDIT_PLAN, of=own_draft)
@require_POST
def discard(request, row: IndicatorTemplate):
    """Back to what it was made from."""

    def give_up():
        give_up_own(plan=row.plan, template=row, by=request.user)

    former = row.adapted_from_id is not None
    again = _("The draft is thrown away; the plan uses the former template again.")
    done = again if former else _("The draft is thrown away.")
    return attempt(request, give_up, done=done, back=reverse("branches:plan", args=[row.plan.pk]))


def _desk(row: IndicatorTemplate) -> editor.Desk:
    return editor.Desk(
        template=row,
        page=_page(row.plan, row),
        crumbs=_crumbs(row),
        back=reverse("branches:plan", args=[row.plan.pk]),
        # A copy is for the same people as what it was made from.
        head=("name", "over_achievement") if row.adapted_from_id else _HEAD,
        lock=partial(writing_on, row.plan),
    )


def _crumbs(row: IndicatorTemplate) -> tuple:
    return _way_to(row.plan)


def _way_to(plan: BranchPlan) -> tuple:
    plans = f"{reverse('branches:plans')}?year={plan.programme.year}"
    return (_("Branch plans"), plans), (plan.branch.name, reverse("branches:plan", args=[plan.pk]))


def _page(plan: BranchPlan, row: IndicatorTemplate) -> str:
    return reverse("branches:own_template", args=[plan.pk, row.pk])
