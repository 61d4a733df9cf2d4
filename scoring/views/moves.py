"""The moves of a month: submit and settle on pages of their own, the others with a reason asked on the sheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.moves import AlreadyDone, Refused, may
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.actions.excuse import approve_excuse, excuse, unexcuse
from scoring.actions.reopen import reopen
from scoring.actions.settle import settle
from scoring.actions.submit import consent_to_tie, submit
from scoring.actions.void import resume, void
from scoring.actions.withdraw import withdraw
from scoring.documents import Row, SheetDocument
from scoring.forms import ExcuseForm, ReasonForm, SettleForm, SubmitForm
from scoring.models import MonthSheet, Participant
from scoring.moves import SHEET_MOVES
from scoring.queries.sheet_document import sheet_document
from scoring.views.sheets import address, crumbs, my_sheet

VERBS = {
    "submit": submit,
    "settle": settle,
    "withdraw": withdraw,
    "reopen": reopen,
    "void": void,
    "resume": resume,
}
FORMS = {"submit": SubmitForm, "settle": SettleForm}


def done_words(name: str) -> str:
    return {
        "submit": _("The month is submitted and on public display."),
        "settle": _("The month is settled and the points are posted."),
        "withdraw": _("The month is withdrawn and can be filled in again."),
        "reopen": _("The month is reopened; its points are reversed."),
        "void": _("The month is set to “not assessed”."),
        "resume": _("The month can be filled in again."),
    }[name]


def my_move(user, code: str, month: Month, name: str) -> MonthSheet:
    """The sheet, for a move by its name."""
    sheet = my_sheet(user, code, month)
    sheet.asked_move = next((move for move in SHEET_MOVES if move.name == name), None)
    if sheet.asked_move is None:
        raise Http404
    return sheet


@guard(Permission.VIEW_SHEET, of=my_move)
def move(request, sheet: MonthSheet):
    """GET shows what will happen and asks what must be asked; POST does it, once."""
    if not may(sheet.asked_move, sheet, request.user):
        raise PermissionDenied
    form_class = FORMS.get(sheet.asked_move.name, ReasonForm)
    if request.method != "POST":
        if sheet.state not in sheet.asked_move.sources:
            return _too_late(request, sheet)
        return _page(request, sheet, form_class())
    form = form_class(request.POST)
    if request.POST.get("revision", str(sheet.revision)) != str(sheet.revision):
        return _too_late(request, sheet)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    try:
        VERBS[sheet.asked_move.name](sheet=sheet, by=request.user, **form.cleaned_data)
    except AlreadyDone as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet))
    except Refused as refusal:
        sheet.refresh_from_db()  # the move was rolled back; the copy in hand may have gone ahead
        form.add_error(None, str(refusal))
        return _page(request, sheet, form, status=422)
    messages.success(request, done_words(sheet.asked_move.name))
    return SeeOther(address(sheet))


def _too_late(request, sheet: MonthSheet) -> SeeOther:
    messages.error(request, _("Somebody has already dealt with this; the page shows its present state."))
    return SeeOther(address(sheet))


def _page(request, sheet: MonthSheet, form, *, status: int = 200):
    document = sheet_document(sheet)
    context = {
        "sheet": sheet,
        "document": document,
        "move": sheet.asked_move,
        "form": form,
        "refusal": _refusal(request.user, sheet),
        "outcome": _outcome(document),
        "crumbs": crumbs(sheet, str(sheet.asked_move.label)),
    }
    return render(request, "scoring/move.html", context, status=status)


def _outcome(document: SheetDocument) -> list[tuple[bool, list[Row]]]:
    """Who wins or loses points, from the top; those outside the Party apart, where they are ranked apart."""
    rows = sorted((row for row in document.rows if row.points), key=lambda row: (-row.points, row.employee_number))
    groups = [(apart, [row for row in rows if row.apart is apart]) for apart in (False, True)]
    return [group for group in groups if group[1]]


def _refusal(user, sheet: MonthSheet) -> str:
    """Why the move cannot be made at this moment, "" when it can."""
    now = clock.now()
    refusals = (condition(sheet, by=user, now=now) for condition in sheet.asked_move.conditions)
    return next((refusal for refusal in refusals if refusal), "")


@require_POST
@guard(Permission.CONSENT_SHEET, of=my_sheet)
def consent(request, sheet: MonthSheet):
    """The Department consents to a pool in which everyone ties."""
    return attempt(
        request,
        lambda: consent_to_tie(sheet=sheet, reason=request.POST.get("reason", ""), by=request.user),
        done=_("The consent is recorded."),
        back=address(sheet),
    )


def my_participant(user, code: str, month: Month, employee_number: str) -> Participant:
    """A person on a sheet the user may see."""
    sheet = my_sheet(user, code, month)
    people = sheet.participants.select_related("member", "sheet__branch").filter(
        member__employee_number=employee_number
    )
    found = people.first()
    if found is None:
        raise Http404
    found.branch = sheet.branch
    return found


@require_POST
@guard(Permission.ENTER_MARKS, of=my_participant)
def excuse_person(request, participant: Participant):
    """Somebody does not take part this month."""
    form = ExcuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: excuse(participant=participant, reason=reason, by=request.user),
        done=_("%(name)s does not take part this month.") % {"name": participant.member},
        back=_back(participant),
    )


@require_POST
@guard(Permission.ENTER_MARKS, of=my_participant)
def unexcuse_person(request, participant: Participant):
    """Somebody takes part after all."""
    return attempt(
        request,
        lambda: unexcuse(participant=participant, by=request.user),
        done=_("%(name)s takes part again; what was entered before counts.") % {"name": participant.member},
        back=_back(participant),
    )


@require_POST
@guard(Permission.CONSENT_SHEET, of=my_participant)
def approve(request, participant: Participant):
    """The Department approves the excuse of somebody who answers for the sheet."""
    return attempt(
        request,
        lambda: approve_excuse(participant=participant, by=request.user),
        done=_("The excuse of %(name)s is approved.") % {"name": participant.member},
        back=_back(participant),
    )


def _back(participant: Participant) -> str:
    return f"{address(participant.sheet)}?tab=absent"
