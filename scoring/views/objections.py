"""Objections to a month: raised by its people or logged from paper, answered, reviewed, decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard, personal
from flagship.answers import SeeOther
from flagship.downloads import download, links
from flagship.histories import history_of
from flagship.moves import AlreadyDone, Refused, offered
from flagship.periods import Month
from flagship.permissions import Permission
from members.models import Member
from scoring.actions.decide_objection import answer_objection, appeal, decide_objection
from scoring.actions.raise_objection import raise_objection
from scoring.documents import Column, SheetDocument
from scoring.forms import AnswerForm, AppealForm, ObjectionForm
from scoring.models import MonthSheet, Objection
from scoring.objection_moves import OBJECTION_MOVES, by_whom_it_was_raised
from scoring.queries.sheet_document import revision_document, sheet_document
from scoring.states import SheetState
from scoring.views.sheets import address, crumbs, is_about, sheet_for_people, time_chip

_RELATED = (
    "by_member",
    "about",
    "branch",
    "revision__sheet__branch",
    "revision__submitted_by",
    "revision__settled_by",
    "answered_by",
    "decided_by",
)


@personal
def objections(request, code: str, month: Month):
    """All objections to a month with their states; the form to raise one, or to log one from paper."""
    sheet = sheet_for_people(request.user, code, month)
    document = sheet_document(sheet)
    raises = _raises(request.user, sheet)
    form = _form(request.user, sheet, document, raises, request.POST or None, request.FILES or None) if raises else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and (answer := _raise(request, sheet, form)):
            return answer
    context = {
        "sheet": sheet,
        "document": document,
        "form": form,
        "raises": raises,
        "answers": request.user.has_perm(Permission.ANSWER_OBJECTION, sheet.branch),
        "rows": _visible(request.user, sheet),
        "names": _indicator_names(document),
        "time": time_chip(document),
        "crumbs": _crumbs(request.user, sheet),
    }
    return render(request, "scoring/objections.html", context, status=422 if form is not None and form.errors else 200)


def _crumbs(user, sheet: MonthSheet) -> list:
    if user.has_perm(Permission.VIEW_SHEET, sheet.branch):
        return crumbs(sheet, _("Objections"))
    return [(_("Standings"), address(sheet, "standings")), _("Objections")]


def _raises(user, sheet: MonthSheet) -> str:
    """How this user may object now: "own", "paper" for the Department, or not at all."""
    if sheet.state is not SheetState.PUBLICISED or clock.now() >= sheet.current_revision.publicity_until:
        return ""
    if is_about(sheet, user.person):
        return "own"
    return "paper" if user.has_perm(Permission.LOG_OBJECTION, sheet.branch) else ""


def _form(user, sheet: MonthSheet, document: SheetDocument, raises: str, data, files) -> ObjectionForm:
    people = _people(sheet, document)
    indicators = list(_indicator_names(document).items())
    initial = {"about": user.person.pk} if raises == "own" else {}
    return ObjectionForm(
        data,
        files,
        people=people,
        indicators=indicators,
        raisers=people if raises == "paper" else None,
        initial=initial,
    )


def _people(sheet: MonthSheet, document: SheetDocument) -> list[tuple[int, str]]:
    """Those on the sheet, and those of the branch who may have been left out."""
    found = {row.member_id: (row.employee_number, row.name) for row in (*document.rows, *document.absent)}
    others = Member.objects.of(sheet.branch, on=sheet.month.fifteenth)
    found |= {member.pk: (member.employee_number, member.name) for member in others if member.pk not in found}
    in_order = sorted(found.items(), key=lambda pair: pair[1])
    return [(pk, f"{name}（{number}）") for pk, (number, name) in in_order]


def _indicator_names(document: SheetDocument) -> dict[str, str]:
    return {column.code: column.name for group in document.groups for column in group.columns}


def _raise(request, sheet: MonthSheet, form: ObjectionForm) -> SeeOther | None:
    given = form.cleaned_data
    try:
        raise_objection(
            sheet=sheet,
            kind=given["kind"],
            about=Member.objects.get(pk=given["about"]),
            indicator_code=given["indicator_code"],
            text=given["text"],
            files=given["files"],
            by_member=Member.objects.get(pk=given["by_member"]) if "by_member" in given else None,
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("The objection is recorded; you see its answer here."))
    return SeeOther(address(sheet, "objections"))


def _visible(user, sheet: MonthSheet) -> list[Objection]:
    """Offices see all objections to a month; everybody else their own, and those about them."""
    rows = Objection.objects.filter(revision__sheet=sheet).select_related(*_RELATED).defer("revision__inputs")
    if not user.has_perm(Permission.VIEW_SHEET, sheet.branch):
        rows = rows.concerning(user.person)
    return list(rows)


def find(user, pk: int) -> Objection:
    """An objection of a branch in the user's reach, or one's own, or about oneself; 404 otherwise."""
    row = get_object_or_404(Objection.objects.select_related(*_RELATED), pk=pk)
    if user.has_perm(Permission.VIEW_SHEET, row.branch):
        return row
    if user.person is None or user.person.pk not in (row.by_member_id, row.about_id):
        raise Http404
    return row


def my_objection(user, pk: int) -> Objection:
    """The same for those who hold an office."""
    rows = Objection.objects.open_to(user, Permission.VIEW_SHEET)
    return get_object_or_404(rows.select_related(*_RELATED), pk=pk)


@require_safe
@personal
def file(request, pk: int, file: int):
    """A file that was attached to an objection, for everybody who may see the objection."""
    row = find(request.user, pk)
    return download(request, get_object_or_404(row.attachments, pk=file), of=str(row))


@personal
def objection(request, pk: int):
    """One objection: what was said, what was answered, and what can be done now."""
    return _page(request, find(request.user, pk))


def _page(request, row: Objection, *, status: int = 200, **bound):
    moves = {move.name for move in offered(OBJECTION_MOVES, row, request.user)}
    now = clock.now()
    overdue = row.is_overdue(now)
    sheet = row.revision.sheet
    decides = "finally_uphold" in moves or (overdue and "pass_on" in moves)
    may_review = "appeal" in moves and by_whom_it_was_raised(row, by=request.user, now=now) is None
    forms = {
        "answer_form": AnswerForm() if "uphold" in moves and not overdue else None,
        "decision_form": AnswerForm() if decides else None,
        "appeal_form": AppealForm() if may_review and row.appeal_due and now < row.appeal_due else None,
    }
    context = {
        "objection": row,
        "sheet": sheet,
        "overdue": overdue,
        "files": links(row.attachments.all(), lambda kept: reverse("scoring:objection_file", args=[row.pk, kept.pk])),
        **_what_it_is_about(row),
        "history": history_of(row, OBJECTION_MOVES),
        "crumbs": [
            *_crumbs(request.user, sheet)[:-1],
            (_("Objections"), address(sheet, "objections")),
            row.by_member.name,
        ],
        **forms,
        **bound,
    }
    return render(request, "scoring/objection.html", context, status=status)


def _what_it_is_about(row: Objection) -> dict:
    """What the submission says of the person and, for a mark, of the cell."""
    document = revision_document(row.revision.sheet, row.revision)
    person = next((one for one in document.rows if one.member_id == row.about_id), None)
    cells = {cell.code: cell for cell in person.cells} if person else {}
    return {"row": person, "cell": cells.get(row.indicator_code), "indicator": _indicator(document, row.indicator_code)}


def _indicator(document: SheetDocument, code: str) -> Column | None:
    columns = (column for group in document.groups for column in group.columns)
    return next((column for column in columns if column.code == code), None)


def _try(request, row: Objection, form, name: str, verb, done: str):
    """Do what a form asks; a refusal is told at the form, with everything that was typed."""
    if not form.is_valid():
        return _page(request, row, status=422, **{name: form})
    try:
        verb(form.cleaned_data)
    except AlreadyDone as refusal:
        messages.error(request, str(refusal))
    except Refused as refusal:
        row.refresh_from_db()  # what was rolled back must not be shown
        form.add_error(None, str(refusal))
        return _page(request, row, status=422, **{name: form})
    else:
        messages.success(request, done)
    return SeeOther(reverse("scoring:objection", args=[row.pk]))


@require_POST
@guard(Permission.ANSWER_OBJECTION, of=my_objection)
def answer(request, row: Objection):
    """The secretary's answer."""
    return _try(
        request,
        row,
        AnswerForm(request.POST),
        "answer_form",
        lambda given: answer_objection(objection=row, by=request.user, **given),
        _("The objection is answered."),
    )


@require_POST
@guard(Permission.DECIDE_OBJECTION, of=my_objection)
def decide(request, row: Objection):
    """The Department's final answer."""
    return _try(
        request,
        row,
        AnswerForm(request.POST),
        "decision_form",
        lambda given: decide_objection(objection=row, by=request.user, **given),
        _("The objection is decided."),
    )


@require_POST
@personal
def ask_for_review(request, pk: int):
    """The person who objected asks for a review, or the Department logs it from paper."""
    row = find(request.user, pk)
    return _try(
        request,
        row,
        AppealForm(request.POST),
        "appeal_form",
        lambda given: appeal(objection=row, by=request.user, **given),
        _("The review is asked for."),
    )
