"""The tree of units with its people, and one unit."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.forms import CloseForm, MoveForm, NameForm
from branches.models import Branch
from branches.views.tree import parents_for, unit_of
from flagship import clock
from flagship.access import guard
from flagship.answers import attempt, say_what_is_wrong
from flagship.periods import Month
from flagship.permissions import Permission
from members.actions.close_branch import close_branch
from members.models import Appointment, Member
from members.queries.people import people_list
from members.queries.units import units_overview

PAGE = 100
MONTHS_SHOWN = 6


def seen_unit(user, code: str) -> Branch:
    """Loader: a unit whose people the user may see."""
    branches = Branch.objects.open_to(user, Permission.VIEW_ROSTER)
    return get_object_or_404(branches.select_related("parent", "successor"), code=code)


@guard(Permission.VIEW_ROSTER)
@require_safe
def branches(request):
    """The tree, as far as the user sees it."""
    context = {
        "units": units_overview(request.user, day=clock.today()),
        "may_manage": bool(request.user.reach(Permission.MANAGE_BRANCHES)),
    }
    return render(request, "branches/branches.html", context)


@guard(Permission.VIEW_ROSTER, of=seen_unit)
@require_safe
def branch(request, unit: Branch):
    """One unit: who is in office, who belongs to it, its latest months."""
    today = clock.today()
    people = people_list(Member.objects.of(unit, on=today), day=today)
    may_manage = request.user.has_perm(Permission.MANAGE_BRANCHES, unit) and unit.closed_on is None
    last = Month.of(today)
    context = {
        "unit": unit,
        "crumbs": [(_("Branches"), reverse("branches:branches")), unit.name],
        "page": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "in_office": Appointment.objects.in_office(today).filter(branch=unit).select_related("user"),
        "below": unit.children.open_to(request.user, Permission.VIEW_ROSTER).order_by("code"),
        "months": [last - back for back in range(1, MONTHS_SHOWN + 1)]
        if unit.is_assessing and request.user.has_perm(Permission.VIEW_SHEET, unit)
        else [],
        "may_manage": may_manage,
    }
    if may_manage:
        context |= {
            "name_form": NameForm(initial={"name": unit.name, "layer": unit.layer}, prefix="name"),
            "move_form": MoveForm(parents=parents_for(request.user), prefix="move"),
            "close_form": CloseForm(successors=_successors(request.user), initial={"on": today}, prefix="close"),
        }
    return render(request, "branches/branch.html", context)


@guard(Permission.MANAGE_BRANCHES, of=unit_of)
@require_POST
def close(request, unit: Branch):
    """Close it on a day."""
    form = CloseForm(request.POST, successors=_successors(request.user), prefix="close")
    back = reverse("branches:branch", args=[unit.code])
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)

    def change():
        close_branch(branch=unit, **form.cleaned_data, by=request.user)

    return attempt(request, change, done=_("The unit is closed."), back=back)


def _successors(user):
    return Branch.objects.open_to(user, Permission.MANAGE_BRANCHES).assessing()
