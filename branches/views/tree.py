"""Changing the tree of units: new, renamed, moved. The pages that show it stand in the room of the people."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.actions import tree as verbs
from branches.forms import BranchForm, MoveForm, NameForm
from branches.models import Branch
from flagship.access import guard
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.categories import BranchKind
from flagship.moves import Refused
from flagship.permissions import Permission


def unit_of(user, code: str) -> Branch:
    """Loader: a unit in which the user may change the tree."""
    return get_object_or_404(Branch.objects.open_to(user, Permission.MANAGE_BRANCHES), code=code)


@guard(Permission.MANAGE_BRANCHES)
def new_branch(request):
    """Plant a unit."""
    form = BranchForm(request.POST or None, parents=parents_for(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            branch = verbs.plant(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return SeeOther(reverse("branches:branch", args=[branch.code]))
    context = {"form": form, "crumbs": [(_("Branches"), reverse("branches:branches")), _("New unit")]}
    return render(request, "branches/new_branch.html", context, status=422 if form.errors else 200)


@guard(Permission.MANAGE_BRANCHES, of=unit_of)
@require_POST
def rename(request, branch: Branch):
    """Another name or layer."""
    form = NameForm(request.POST, prefix="name")
    back = reverse("branches:branch", args=[branch.code])
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)

    def change():
        verbs.rename(branch=branch, **form.cleaned_data, by=request.user)

    return attempt(request, change, done=_("The name is changed."), back=back)


@guard(Permission.MANAGE_BRANCHES, of=unit_of)
@require_POST
def move(request, branch: Branch):
    """Below another unit."""
    form = MoveForm(request.POST, parents=parents_for(request.user), prefix="move")
    back = reverse("branches:branch", args=[branch.code])
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)

    def change():
        verbs.move(branch=branch, parent=form.cleaned_data["parent"], by=request.user)

    return attempt(request, change, done=_("The unit stands in its new place."), back=back)


def parents_for(user):
    """Units below which another may stand."""
    units = Branch.objects.open_to(user, Permission.MANAGE_BRANCHES)
    return units.filter(closed_on=None).exclude(kind=BranchKind.BRANCH)
