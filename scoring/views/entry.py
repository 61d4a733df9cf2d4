"""Filling in a month: the whole sheet as one form, or one person at a time; saved as a whole, all or nothing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import label
from scoring.actions.enter_values import EntryRefused, enter_values
from scoring.documents import Row, SheetDocument
from scoring.entry_grid import EVERY_PART, PARTS, Grid, Layer, Typed, asks, grid_of, read, retyped
from scoring.forms import ExcuseForm
from scoring.models import MonthSheet
from scoring.queries.preview import preview
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.sheets import address, crumbs, my_sheet, time_chip


@guard(Permission.ENTER_MARKS, of=my_sheet)
def entry(request, sheet: MonthSheet):
    """All people and indicators on one page; `?show=targets` and `?show=reasons` ask for other parts of the cells."""
    if sheet.state is not SheetState.DRAFT:
        return _no_draft(request, sheet)
    layer = _layer(request.GET.get("show", ""))
    document = sheet_document(sheet)
    grid = grid_of(document, user=request.user, parts=PARTS[layer])
    if request.method == "POST":
        typed = read(grid, request.POST)
        if saved := _save(request, sheet, typed):
            return saved
        grid, document, problems = _again(request, sheet, grid, typed)
        return _page(request, sheet, document, grid, layer, problems, status=422)
    return _page(request, sheet, document, grid, layer)


def _page(request, sheet, document: SheetDocument, grid: Grid, layer: Layer, problems=(), *, status: int = 200):
    context = {
        "sheet": sheet,
        "document": document,
        "grid": grid,
        "figures": _figures(document),
        "layer": layer,
        "tabs": _layers(document, layer),
        "problems": _linked(problems, document),
        "people": [(row, sum(cell.problem is None for cell in row.cells)) for row in document.rows],
        "time": time_chip(document),
        "crumbs": crumbs(sheet, _("Fill in")),
    }
    return render(request, "scoring/entry.html", context, status=status)


def _layer(text: str) -> Layer:
    return Layer(text) if text in list(Layer) else Layer.VALUES


def _layers(document: SheetDocument, layer: Layer) -> list[dict]:
    """The layers the sheet has: own targets only where some indicator has one."""
    columns = [column for group in document.groups for column in group.columns]
    return [
        {"label": label(one), "url": f"?show={one.value}", "current": one is layer}
        for one in Layer
        if any(asks(column, PARTS[one]) for column in columns)
    ]


def _figures(document: SheetDocument) -> dict[int, Row]:
    return {row.participant_id: row for row in document.rows}


def _linked(problems, document: SheetDocument) -> list[tuple]:
    """Each problem with the anchor of its cell."""
    anchors = {
        (row.employee_number, cell.code): f"#c-{row.participant_id}-{cell.indicator_id}"
        for row in document.rows
        for cell in row.cells
    }
    return [(problem, anchors.get((problem.employee_number, problem.indicator_code), "")) for problem in problems]


def _save(request, sheet: MonthSheet, typed: Typed) -> SeeOther | None:
    """Enter what was typed and lead back; None when it was refused for what was typed."""
    request.refused = typed.conflicts
    if typed.conflicts:
        return None
    try:
        changed = enter_values(sheet=sheet, entries=typed.entries, by=request.user)
    except EntryRefused as refusal:
        request.refused = refusal.problems
        return None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet))
    count = len(changed)
    told = ngettext("%(count)d cell is saved.", "%(count)d cells are saved.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))
    return SeeOther(_after(request, sheet))


def _after(request, sheet: MonthSheet) -> str:
    """Where a saved page leads: to the next person, to the sheet, or back to where it was."""
    following = request.POST.get("next", "")
    if following == "sheet":
        return address(sheet)
    if following and sheet.participants.filter(member__employee_number=following).exists():
        return address(sheet, "person_entry", employee_number=following)
    return request.get_full_path()


def _again(request, sheet: MonthSheet, grid: Grid, typed: Typed):
    """The page as it was typed, with its problems, and with the figures that the good cells give."""
    document, _problems = preview(sheet, typed.entries)
    return retyped(grid, request.POST, document, request.refused), document, request.refused


def _no_draft(request, sheet: MonthSheet) -> SeeOther:
    messages.error(request, _("This month is no longer being filled in."))
    return SeeOther(address(sheet))


@require_POST
@guard(Permission.ENTER_MARKS, of=my_sheet)
def entry_preview(request, sheet: MonthSheet):
    """What the figures come to with what is being typed; nothing is stored."""
    if sheet.state is not SheetState.DRAFT:
        return render(request, "scoring/_live.html", {"closed": True})
    document = sheet_document(sheet)
    grid = grid_of(document, user=request.user, parts=EVERY_PART)
    typed = read(grid, request.POST)
    document, problems = preview(sheet, typed.entries)
    return render(request, "scoring/_live.html", {"document": document, "problems": [*problems, *typed.conflicts]})


def one_person(user, code: str, month: Month, employee_number: str) -> MonthSheet:
    """A sheet the user may see, with the person asked for."""
    sheet = my_sheet(user, code, month)
    people = sheet.participants.select_related("member")
    sheet.asked_person = people.filter(member__employee_number=employee_number).first()
    if sheet.asked_person is None:
        raise Http404
    return sheet


@guard(Permission.ENTER_MARKS, of=one_person)
def person_entry(request, sheet: MonthSheet):
    """One person with everything a cell can hold: for the phone, and for targets, reasons and excuses."""
    if sheet.state is not SheetState.DRAFT:
        return _no_draft(request, sheet)
    number = sheet.asked_person.member.employee_number
    document = sheet_document(sheet)
    if number not in [row.employee_number for row in document.rows]:
        return SeeOther(f"{address(sheet)}?tab=absent")
    grid = grid_of(document, user=request.user, parts=EVERY_PART, only=number)
    problems, status = (), 200
    if request.method == "POST":
        typed = read(grid, request.POST)
        if saved := _save(request, sheet, typed):
            return saved
        grid, document, problems = _again(request, sheet, grid, typed)
        status = 422
    return _person_page(request, sheet, document, grid, problems, status)


def _person_page(request, sheet, document: SheetDocument, grid: Grid, problems, status: int):
    number = sheet.asked_person.member.employee_number
    numbers = [row.employee_number for row in document.rows]
    at = numbers.index(number)
    context = {
        "sheet": sheet,
        "document": document,
        "group": grid.groups[0],
        "grid": grid,
        "person": grid.groups[0].rows[0],
        "figures": document.rows[at],
        "problems": _linked(problems, document),
        "previous": document.rows[at - 1] if at else None,
        "next": document.rows[at + 1] if at + 1 < len(numbers) else None,
        "place": at + 1,
        "count": len(numbers),
        "excuse_form": ExcuseForm(),
        "crumbs": _person_crumbs(sheet, document.rows[at].name),
    }
    return render(request, "scoring/person_entry.html", context, status=status)


def _person_crumbs(sheet: MonthSheet, name: str) -> list:
    *trail, _page = crumbs(sheet, "-")
    return [*trail, (_("Fill in"), address(sheet, "entry")), name]
