"""Branch plans: who has filed, one plan, its document."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from branches.forms import PlanForm
from branches.models import Branch, BranchPlan
from branches.moves import ACCEPT, PLAN_MOVES, RETURN, SUBMIT
from branches.queries.plan_changes import plan_changes
from branches.queries.plans import due_day, plans_overview
from branches.states import EDITABLE_PLAN
from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.downloads import download, links
from flagship.histories import history_of
from flagship.models import IndicatorTemplate, Programme
from flagship.moves import Refused, offered
from flagship.permissions import Permission


def plan_of(user, pk: int) -> BranchPlan:
    """Loader: a plan the user may see."""
    plans = BranchPlan.objects.open_to(user, Permission.VIEW_PLAN)
    return get_object_or_404(plans.select_related("branch", "programme", "submitted_by", "document"), pk=pk)


def own_plan(user, pk: int) -> BranchPlan:
    """Loader: a plan the user may write on."""
    plans = BranchPlan.objects.open_to(user, Permission.EDIT_PLAN)
    return get_object_or_404(plans.select_related("branch", "programme"), pk=pk)


def writing_branch(user, code: str, year: int) -> Branch:
    """Loader: a branch for which the user writes plans, in a year that has a programme."""
    branch = get_object_or_404(Branch.objects.open_to(user, Permission.EDIT_PLAN), code=code)
    branch.programme = get_object_or_404(Programme, year=year)
    return branch


@guard(Permission.VIEW_PLAN)
@require_safe
def plans(request):
    """Who has filed, whose plan is accepted, whose is missing."""
    year = request.GET.get("year", "")
    year = int(year) if year.isdecimal() and len(year) == 4 else clock.today().year
    lines = plans_overview(request.user, year=year, today=clock.today())
    writes = request.user.reach(Permission.EDIT_PLAN)
    context = {
        "year": year,
        "years": Programme.objects.values_list("year", flat=True),
        "lines": [(line, line.plan is None and writes.covers(line.branch)) for line in lines],
        "accepted": sum(line.plan is not None and line.plan.state == "accepted" for line in lines),
        "missing": [line.branch.name for line in lines if line.plan is None or line.plan.state in EDITABLE_PLAN],
        "due": due_day(year),
    }
    return render(request, "branches/plans.html", context)


@guard(Permission.EDIT_PLAN, of=writing_branch)
@require_POST
def start(request, branch: Branch):
    """Begin the plan of a year, or go on with it."""
    try:
        plan = start_plan(branch=branch, programme=branch.programme, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("branches:plans"))
    return SeeOther(_page(plan))


@guard(Permission.VIEW_PLAN, of=plan_of)
@require_safe
def plan(request, row: BranchPlan):
    """One plan: read, or written on by its branch while it is open."""
    return render(request, "branches/plan.html", _context(request, row))


@guard(Permission.EDIT_PLAN, of=own_plan)
@require_POST
def write(request, row: BranchPlan):
    """Store what was written; `move` files it at once."""
    form = PlanForm(request.POST, request.FILES, **_asked(row))
    if not form.is_valid():
        return render(request, "branches/plan.html", _context(request, row) | {"form": form}, status=422)

    def store():
        write_plan(plan=row, **form.cleaned_data, by=request.user)
        if request.POST.get("move") == SUBMIT.name:
            file_plan(plan=row, by=request.user)

    done = _("The plan is filed with the Department.") if "move" in request.POST else _("The plan is stored.")
    return attempt(request, store, done=done, back=_page(row))


@guard(Permission.VIEW_PLAN, of=plan_of)
@require_POST
def move(request, row: BranchPlan):
    """File, accept, return; the moves ask for their own permission."""
    chosen = PLAN_MOVES.get(request.POST.get("move"))
    if chosen is None:
        raise Http404
    reason = request.POST.get("reason", "")
    verbs = {
        SUBMIT: lambda: file_plan(plan=row, by=request.user),
        ACCEPT: lambda: accept_plan(plan=row, by=request.user),
        RETURN: lambda: return_plan(plan=row, reason=reason, by=request.user),
    }
    done = {SUBMIT: _("The plan is filed with the Department."), ACCEPT: _("Accepted."), RETURN: _("Returned.")}
    return attempt(request, verbs[chosen], done=done[chosen], back=_page(row))


@guard(Permission.VIEW_PLAN, of=plan_of)
@require_safe
def document(request, row: BranchPlan):
    """The attached document, always as a download."""
    if row.document is None:
        raise Http404
    return download(request, row.document, plan=row.pk)


def _context(request, row: BranchPlan) -> dict:
    chosen = sorted(
        (used.template for used in row.plan_templates.select_related("template")), key=IndicatorTemplate.document_order
    )
    writes = request.user.has_perm(Permission.EDIT_PLAN, row.branch)
    may_write = writes and row.state in EDITABLE_PLAN
    context = {
        "plan": row,
        "crumbs": [(_("Branch plans"), f"{reverse('branches:plans')}?year={row.programme.year}"), row.branch.name],
        "templates": chosen,
        "may_write": may_write,
        "may_renew": writes and row.state == "accepted",
        "moves": [m for m in offered(PLAN_MOVES.values(), row, request.user) if m is not SUBMIT],
        "steps": history_of(row, PLAN_MOVES.values()),
        "changes": plan_changes(row),
        "due": due_day(row.programme.year),
        "versions": BranchPlan.objects.filter(branch=row.branch, programme=row.programme).exclude(pk=row.pk),
        "files": links(
            [row.document] if row.document else [], lambda _file: reverse("branches:plan_document", args=[row.pk])
        ),
    }
    if may_write:
        initial = {
            "summary": row.summary,
            "templates": [template.pk for template in chosen],
            "pool": row.pool,
            "valid_from": row.valid_from,
        }
        context["form"] = PlanForm(initial=initial, **_asked(row))
    return context


def _asked(plan: BranchPlan) -> dict:
    """What the form of a plan asks."""
    return {
        "templates": _templates(plan),
        "first_version": plan.version == 1,
        "pools": plan.programme.policy.plan_pool == "allowed",
    }


def _templates(plan: BranchPlan):
    """The company's newest in force and those the plan holds on to, without those it adapted."""
    used = [one.template for one in plan.plan_templates.select_related("template")]
    adapted = {(own.category, own.track, own.layer) for own in used if not own.company_wide}
    newest: dict[str, IndicatorTemplate] = {}
    for template in IndicatorTemplate.objects.company().in_force(plan.valid_from):
        newest.setdefault(template.code, template)
    offered_ones = [
        template.pk
        for template in newest.values()
        if (template.category, template.track, template.layer) not in adapted
    ]
    kept = [template.pk for template in used if template.company_wide]
    return IndicatorTemplate.objects.filter(pk__in=[*offered_ones, *kept])


def _page(plan: BranchPlan) -> str:
    return reverse("branches:plan", args=[plan.pk])
