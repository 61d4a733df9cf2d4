"""一票否决: the vetoes of the branches in one's reach; proposing, confirming, refusing, lifting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther
from flagship.downloads import download, links
from flagship.histories import history_of
from flagship.moves import AlreadyDone, Refused, offered
from flagship.permissions import Permission
from members.models import Member
from scoring.actions.veto import decide_veto, lift_veto, propose_veto
from scoring.forms import VetoDecisionForm, VetoForm
from scoring.models import Veto
from scoring.veto_moves import VETO_MOVES

ROWS_A_PAGE = 50


@guard(Permission.VIEW_SHEET)
def vetoes(request):
    """The vetoes a user may see, newest month first."""
    rows = Veto.objects.open_to(request.user, Permission.VIEW_SHEET).select_related("member", "branch", "proposed_by")
    context = {
        "page": Paginator(rows.order_by("-month", "-proposed_at"), ROWS_A_PAGE).get_page(request.GET.get("page")),
        "may_propose": bool(request.user.reach(Permission.PROPOSE_VETO)),
    }
    return render(request, "scoring/vetoes.html", context)


@guard(Permission.PROPOSE_VETO)
def propose(request):
    """A secretary proposes a veto on somebody of the branch."""
    form = VetoForm(request.POST or None, request.FILES or None, people=_people(request.user))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"member": Member.objects.get(pk=form.cleaned_data["member"])}
        try:
            veto = propose_veto(by=request.user, **given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except PermissionDenied:  # whoever came here proposes somewhere, but not where the person was in that month
            form.add_error("month", _("The person was in another branch in this month; its secretary proposes."))
        else:
            messages.success(request, _("The veto is proposed; the Department decides."))
            return SeeOther(reverse("scoring:veto", args=[veto.pk]))
    crumbs = [(_("Vetoes"), reverse("scoring:vetoes")), _("Propose")]
    return render(
        request, "scoring/propose_veto.html", {"form": form, "crumbs": crumbs}, status=422 if form.errors else 200
    )


def _people(user) -> list[tuple[int, str]]:
    """Everybody of the branches in which the user may propose, today or on a sheet of theirs."""
    reach = user.reach(Permission.PROPOSE_VETO)
    today = Member.objects.in_branches(reach.q("memberships__branch"), on=clock.today())
    on_sheets = Member.objects.filter(reach.q("participations__sheet__branch"))
    found = Member.objects.filter(pk__in=today.values("pk")) | Member.objects.filter(pk__in=on_sheets.values("pk"))
    return [(member.pk, f"{member.name}（{member.employee_number}）") for member in found.order_by("employee_number")]


def my_veto(user, pk: int) -> Veto:
    rows = Veto.objects.open_to(user, Permission.VIEW_SHEET).select_related(
        "member", "branch", "proposed_by", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


@guard(Permission.VIEW_SHEET, of=my_veto)
def veto(request, row: Veto):
    """One veto with its evidence, and what can be decided now."""
    return _page(request, row, VetoDecisionForm())


def my_file(user, pk: int, file: int) -> Veto:
    """A veto the user may see, with the file asked for."""
    row = my_veto(user, pk)
    row.asked_file = get_object_or_404(row.attachments, pk=file)
    return row


@require_safe
@guard(Permission.VIEW_SHEET, of=my_file)
def file(request, row: Veto):
    """A file that was attached to a proposal."""
    return download(request, row.asked_file, of=str(row))


def _page(request, row: Veto, form: VetoDecisionForm, *, status: int = 200):
    context = {
        "veto": row,
        "form": form,
        "moves": offered(VETO_MOVES, row, request.user),
        "files": links(row.attachments.all(), lambda kept: reverse("scoring:veto_file", args=[row.pk, kept.pk])),
        "history": history_of(row, VETO_MOVES),
        "crumbs": [(_("Vetoes"), reverse("scoring:vetoes")), row.member.name],
    }
    return render(request, "scoring/veto.html", context, status=status)


@require_POST
@guard(Permission.CONFIRM_VETO, of=my_veto)
def decide(request, row: Veto):
    """Confirm, refuse or lift: `move` says which."""
    form = VetoDecisionForm(request.POST)
    verb = _verb(request.POST.get("move", ""))
    if not form.is_valid() or verb is None:
        return _page(request, row, form, status=422)
    try:
        verb(row, request.user, form.cleaned_data)
    except AlreadyDone as refusal:
        messages.error(request, str(refusal))
    except Refused as refusal:
        row.refresh_from_db()  # what was rolled back must not be shown
        form.add_error(None, str(refusal))
        return _page(request, row, form, status=422)
    else:
        messages.success(request, _("The decision is recorded."))
    return SeeOther(reverse("scoring:veto", args=[row.pk]))


def _verb(move: str):
    return {
        "confirm": lambda row, by, given: decide_veto(veto=row, confirm=True, by=by, **given),
        "refuse": lambda row, by, given: decide_veto(veto=row, confirm=False, by=by, reason=given["reason"]),
        "lift": lambda row, by, given: lift_veto(veto=row, by=by, **given),
    }.get(move)
