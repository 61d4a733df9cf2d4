"""Filling in a month: the whole sheet as one form, or one person at a time; saved as a whole, all or nothing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import label
from scoring.actions.enter_page import enter_page
from scoring.actions.enter_values import EntryRefused
from scoring.documents import SheetDocument, SheetProblem
from scoring.entry_boxes import EVERY_PART, PARTS, Layer, Typed, first_box, read
from scoring.entry_grid import Grid, asks, grid_of
from scoring.entry_html import cells_html
from scoring.entry_words import entry_words
from scoring.forms import ExcuseForm
from scoring.models import MonthSheet
from scoring.queries.month_inputs import month_inputs
from scoring.queries.preview import preview
from scoring.rules.inputs import MonthInputs
from scoring.states import SheetState
from scoring.views.sheets import address, crumbs, my_sheet, time_chip

Problems = tuple[SheetProblem, ...]


@guard(Permission.ENTER_MARKS, of=my_sheet)
def entry(request, sheet: MonthSheet):
    """All people and indicators on one page; `?show=targets` and `?show=reasons` ask for other parts of the cells."""
    if sheet.state is not SheetState.DRAFT:
        return _no_draft(request, sheet)
    answer, refused = _save(request, sheet) if request.method == "POST" else (None, ())
    if answer:
        return answer
    inputs = month_inputs(sheet)
    typed = read(inputs, request.POST) if refused else Typed()
    problems = _problems(sheet, inputs, typed, refused)
    layer = _layer(request.GET.get("show", ""))
    document, _faults = preview(sheet, inputs, typed.entries)
    grid = grid_of(document, inputs, user=request.user, parts=PARTS[layer], typed=typed, problems=problems)
    return _page(request, sheet, document, grid, layer, problems)


def _page(request, sheet, document: SheetDocument, grid: Grid, layer: Layer, problems):
    context = {
        "sheet": sheet,
        "document": document,
        "grid": grid,
        "groups": [(part, [(line.row, cells_html(line)) for line in part.rows]) for part in grid.groups],
        "layer": layer,
        "tabs": _layers(document, layer),
        "problems": _linked(problems, document, PARTS[layer]),
        "people": [(row, sum(cell.problem is None for cell in row.cells)) for row in document.rows],
        "time": time_chip(document),
        "words": entry_words(),
        "crumbs": crumbs(sheet, _("Fill in")),
    }
    return render(request, "scoring/entry.html", context, status=422 if problems else 200)


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


def _linked(problems, document: SheetDocument, parts: tuple[str, ...] = EVERY_PART) -> list[tuple]:
    """Each problem with the anchor of the first box of its cell, "" where the page does not show the cell."""
    anchors = {
        (row.employee_number, column.code): f"#{first_box(row.participant_id, column, parts)}"
        for group in document.groups
        for row in group.rows
        for column in group.columns
        if asks(column, parts)
    }
    return [(problem, anchors.get((problem.employee_number, problem.indicator_code), "")) for problem in problems]


def _save(request, sheet: MonthSheet, only: str | None = None) -> tuple[SeeOther | None, Problems]:
    """Enter what was typed, and where to go then; or else everything that is wrong with it, and nowhere."""
    try:
        changed = enter_page(sheet=sheet, data=request.POST, only=only, by=request.user)
    except EntryRefused as refusal:
        return None, refusal.problems
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet)), ()
    count = len(changed)
    told = ngettext("%(count)d cell is saved.", "%(count)d cells are saved.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))
    return SeeOther(_after(request, sheet)), ()


def _problems(sheet: MonthSheet, inputs: MonthInputs, typed: Typed, refused: Problems) -> Problems:
    """What is said above a page that was refused: with the cells that two have changed also what is wrong besides."""
    if not typed.conflicts:
        return refused
    _document, faults = preview(sheet, inputs, typed.entries)
    return (*typed.conflicts, *faults)


def _after(request, sheet: MonthSheet) -> str:
    """Where a saved page leads: to the next person, to the sheet, or back to where it was."""
    following = request.POST.get("next", "")
    if following == "sheet":
        return address(sheet)
    if following and sheet.participants.filter(member__employee_number=following).exists():
        return address(sheet, "person_entry", employee_number=following)
    return request.get_full_path()


def _no_draft(request, sheet: MonthSheet) -> SeeOther:
    messages.error(request, _("This month is no longer being filled in."))
    return SeeOther(address(sheet))


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
    if not sheet.asked_person.is_ranked or not sheet.asked_person.template_id:
        return SeeOther(f"{address(sheet)}?tab=absent")
    number = sheet.asked_person.member.employee_number
    answer, refused = _save(request, sheet, only=number) if request.method == "POST" else (None, ())
    if answer:
        return answer
    inputs = month_inputs(sheet)
    typed = read(inputs, request.POST, only=number) if refused else Typed()
    problems = _problems(sheet, inputs, typed, refused)
    document, _faults = preview(sheet, inputs, typed.entries)
    grid = grid_of(document, inputs, user=request.user, parts=EVERY_PART, only=number, typed=typed, problems=problems)
    return _person_page(request, sheet, document, grid, problems)


def _person_page(request, sheet: MonthSheet, document: SheetDocument, grid: Grid, problems):
    (group,) = grid.groups
    (person,) = group.rows
    rows = document.rows
    at = rows.index(person.row)
    context = {
        "sheet": sheet,
        "document": document,
        "group": group,
        "grid": grid,
        "person": person,
        "figures": person.row,
        "problems": _linked(problems, document),
        "previous": rows[at - 1] if at else None,
        "next": rows[at + 1] if at + 1 < len(rows) else None,
        "place": at + 1,
        "count": len(rows),
        "excuse_form": ExcuseForm(),
        "words": entry_words(),
        "crumbs": _person_crumbs(sheet, person.row.name),
    }
    return render(request, "scoring/person_entry.html", context, status=422 if problems else 200)


def _person_crumbs(sheet: MonthSheet, name: str) -> list:
    *trail, _page = crumbs(sheet, "-")
    return [*trail, (_("Fill in"), address(sheet, "entry")), name]
