"""People: the list, one person, and what changes about them from a day on."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.forms import tree_choices
from branches.models import Branch
from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt, say_what_is_wrong
from flagship.categories import PoliticalStatus
from flagship.form_fields import term_choices
from flagship.moves import Refused
from flagship.permissions import Permission
from members.actions import people as verbs
from members.forms.people import (
    DetailsForm,
    ExemptionForm,
    LastMonthForm,
    LeaveForm,
    PersonForm,
    StatusForm,
    TransferForm,
)
from members.models import Exemption, Member
from members.queries.people import people_list

PAGE = 50


def person_of(user, employee_number: str) -> Member:
    """Loader: a person of the roster."""
    people = Member.objects.open_to(user, Permission.VIEW_ROSTER)
    return get_object_or_404(people, employee_number=employee_number)


def exemption_of(user, pk: int) -> Exemption:
    """Loader: an exemption of somebody of the roster."""
    people = Member.objects.open_to(user, Permission.EXEMPT)
    return get_object_or_404(Exemption.objects.select_related("member"), pk=pk, member__in=people)


@guard(Permission.VIEW_ROSTER)
@require_safe
def members(request):
    """The people of the branches the user may see, filtered and paged."""
    branches = Branch.objects.open_to(request.user, Permission.VIEW_ROSTER)
    chosen = {name: request.GET.get(name, "").strip() for name in ("branch", "status", "q")}
    found = people_list(
        Member.objects.open_to(request.user, Permission.VIEW_ROSTER),
        day=clock.today(),
        branch=branches.filter(pk=int(chosen["branch"])).first() if chosen["branch"].isdecimal() else None,
        status=PoliticalStatus(chosen["status"]) if chosen["status"] in list(PoliticalStatus) else None,
        text=chosen["q"],
    )
    context = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "branches": [("", _("All")), *((str(pk), name) for pk, name in tree_choices(branches))],
        "statuses": term_choices(PoliticalStatus, empty=_("All")),
        "may_manage": bool(request.user.reach(Permission.MANAGE_ROSTER)),
    }
    return render(request, "members/members.html", context)


@guard(Permission.MANAGE_ROSTER)
def new_person(request):
    """Add one person."""
    form = PersonForm(request.POST or None, branches=_open_branches(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            person = verbs.add_person(**form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return SeeOther(_page(person))
    context = {"form": form, "crumbs": [_crumb(), _("New person")]}
    return render(request, "members/new_person.html", context, status=422 if form.errors else 200)


@guard(Permission.VIEW_ROSTER, of=person_of)
@require_safe
def member(request, person: Member):
    """One person: what holds and what held, with the forms of those who may change it."""
    may = {p: request.user.has_perm(p, person.branch) for p in (Permission.MANAGE_ROSTER, Permission.EXEMPT)}
    context = {
        "person": person,
        "crumbs": [_crumb(), person.name],
        "branch": person.branch,
        "status": person.status_on(clock.today()),
        "memberships": person.memberships.select_related("branch").order_by("-since"),
        "statuses": person.status_periods.order_by("-since"),
        "exemptions": person.exemptions.select_related("by").order_by("-from_month"),
        "declarations": person.declarations.select_related("branch").order_by("-from_month", "-pk")
        if request.user.has_perm(Permission.VIEW_DECLARATION, person.branch)
        else None,
        "may_manage": may[Permission.MANAGE_ROSTER],
        "may_exempt": may[Permission.EXEMPT],
    }
    if may[Permission.MANAGE_ROSTER]:
        initial = {"name": person.name, "post": person.post, "layer": person.layer}
        context |= {
            "details_form": DetailsForm(initial=initial, prefix="details"),
            "transfer_form": TransferForm(branches=_open_branches(request.user), prefix="transfer"),
            "status_form": StatusForm(prefix="status"),
            "leave_form": LeaveForm(prefix="leave"),
        }
    if may[Permission.EXEMPT]:
        context["exemption_form"] = ExemptionForm(prefix="exemption")
    return render(request, "members/member.html", context)


def _change(request, person: Member, form, verb, done: str):
    """Run a verb with what a small form of the person's page says."""
    back = _page(person)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)
    return attempt(request, lambda: verb(member=person, **form.cleaned_data, by=request.user), done=done, back=back)


@guard(Permission.MANAGE_ROSTER, of=person_of)
@require_POST
def change_details(request, person: Member):
    """Name, post, layer."""
    form = DetailsForm(request.POST, prefix="details")
    return _change(request, person, form, verbs.change_details, _("The details are changed."))


@guard(Permission.MANAGE_ROSTER, of=person_of)
@require_POST
def transfer(request, person: Member):
    """To another branch."""
    form = TransferForm(request.POST, branches=_open_branches(request.user), prefix="transfer")
    return _change(request, person, form, verbs.transfer, _("The transfer is recorded."))


@guard(Permission.MANAGE_ROSTER, of=person_of)
@require_POST
def change_status(request, person: Member):
    """Another political status."""
    form = StatusForm(request.POST, prefix="status")
    return _change(request, person, form, verbs.change_status, _("The change of status is recorded."))


@guard(Permission.MANAGE_ROSTER, of=person_of)
@require_POST
def leave(request, person: Member):
    """Out of the company."""
    form = LeaveForm(request.POST, prefix="leave")
    return _change(request, person, form, verbs.leave, _("The person belongs to no branch from that day on."))


@guard(Permission.EXEMPT, of=person_of)
@require_POST
def exempt(request, person: Member):
    """Exempt from taking part."""
    form = ExemptionForm(request.POST, prefix="exemption")
    return _change(request, person, form, verbs.exempt, _("The exemption is recorded."))


@guard(Permission.EXEMPT, of=exemption_of)
@require_POST
def end_exemption(request, exemption: Exemption):
    """Let an exemption end with a month."""
    form = LastMonthForm(request.POST)
    back = _page(exemption.member)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)

    def end():
        verbs.end_exemption(exemption=exemption, last_month=form.cleaned_data["last_month"], by=request.user)

    return attempt(request, end, done=_("The end of the exemption is recorded."), back=back)


def _open_branches(user):
    return Branch.objects.open_to(user, Permission.MANAGE_ROSTER).assessing()


def _page(person: Member) -> str:
    return reverse("members:member", args=[person.employee_number])


def _crumb() -> tuple[str, str]:
    return _("People"), reverse("members:members")
