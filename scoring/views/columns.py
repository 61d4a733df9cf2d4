"""A workbook in the branch's own layout: what its columns mean is asked once, remembered, and can be changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.workbooks import Sheet, Workbook
from scoring.actions.layouts import forget_layout, remember_layout
from scoring.documents import SheetDocument
from scoring.layout_forms import ColumnsForm, PlaceForm, samples
from scoring.models import MonthSheet, WorkbookLayout
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.previews import import_context, preview
from scoring.views.sheets import address, crumbs, my_sheet
from scoring.workbook.checks import plan_import
from scoring.workbook.columns import bare
from scoring.workbook.foreign import read_foreign
from scoring.workbook.kept import keep, kept
from scoring.workbook.layouts import (
    Columns,
    candidates,
    guesses,
    headings_at,
    likely_head,
    matching_problems,
    recognised,
    targets_of,
)


def answer_foreign(request, sheet: MonthSheet, document: SheetDocument, book: Workbook):
    """The preview where the branch has said before what such a table means; otherwise the page that asks.

    Raises Unreadable for more text than can be kept between two pages.
    """
    sheets = candidates(book)
    text = keep(sheets, sheet=sheet, by=request.user)
    known = {layout.fingerprint: layout for layout in sheet.branch.workbook_layouts.all()}
    found = recognised(book, known)
    targets = targets_of(document)
    if found is None:
        place = likely_head(sheets, targets)
        columns = guesses(headings_at(*place), targets, remembered_headings(known.values()))
        return ask(request, sheet, document, sheets, text, place=place, columns=columns)
    table, head, mark = found
    columns = said(known[mark])
    if matching_problems(columns, targets):
        messages.warning(request, _("The month asks for other indicators than before; check what the columns hold."))
        return ask(request, sheet, document, sheets, text, place=(table, head), columns=columns)
    return show(request, sheet, document, sheets, text, place=(table, head), columns=columns, layout=known[mark])


def recognised_layout(sheet: MonthSheet, book: Workbook) -> bool:
    """Whether the branch has said before what such a table means."""
    marks = sheet.branch.workbook_layouts.values_list("fingerprint", flat=True)
    return recognised(book, dict.fromkeys(marks)) is not None


def said(layout: WorkbookLayout) -> Columns:
    return {int(place): what for place, what in layout.columns.items()}


def remembered_headings(layouts) -> dict[str, str]:
    """What the branch has said of headings, the latest last."""
    return {
        bare(layout.headings[place]): what
        for layout in sorted(layouts, key=lambda one: one.remembered_at)
        for place, what in said(layout).items()
        if place < len(layout.headings) and layout.headings[place]
    }


def ask(request, sheet, document, sheets, text: str, *, place: tuple[Sheet, int], columns: Columns, forms=None):
    """The page on which the columns are matched."""
    table, head = place
    context = import_context(sheet, document, _("Columns"))
    found = forms or (
        PlaceForm(initial={"sheet": sheets.index(table), "head": head + 1}, sheets=sheets),
        ColumnsForm(headings=headings_at(table, head), targets=targets_of(document), guessed=columns),
    )
    context["place_form"], context["form"] = found
    context["rows"] = [(*row, samples(table, head, number)) for number, row in enumerate(found[1].rows)]
    context["kept"] = text
    status = 422 if any(form.errors for form in found) else 200
    return render(request, "scoring/columns.html", context, status=status)


def show(request, sheet, document, sheets, text, *, place: tuple[Sheet, int], columns, layout=None, keeps=True):
    """The preview of a table whose columns are known, with the way back to them."""
    table, head = place
    plan = plan_import(read_foreign(table, head, columns, document), document, user=request.user)
    context = import_context(sheet, document, _("Upload a workbook"))
    matched = {f"column_{number}": what for number, what in columns.items()}
    context["matched"] = {"kept": text, "sheet": sheets.index(table), "head": head + 1, **matched}
    if keeps:
        context["matched"]["remember"] = "on"
    context["layout"] = layout
    context |= preview(request, sheet, plan)
    return render(request, "scoring/import.html", context, status=422 if plan.problems else 200)


@guard(Permission.ENTER_MARKS, of=my_sheet)
def columns(request, sheet: MonthSheet):
    """POST only: shows the columns of another row (`look`), or goes on to the preview (`match`)."""
    if sheet.state is not SheetState.DRAFT or "kept" not in request.POST:
        return SeeOther(address(sheet, "import"))
    try:
        sheets = kept(request.POST["kept"], sheet=sheet, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet, "import"))
    document = sheet_document(sheet)
    place_form = PlaceForm(request.POST, sheets=sheets)
    text, targets = request.POST["kept"], targets_of(document)
    if not place_form.is_valid():
        place = likely_head(sheets, targets)
        form = ColumnsForm(headings=headings_at(*place), targets=targets, guessed={})
        return ask(request, sheet, document, sheets, text, place=place, columns={}, forms=(place_form, form))
    place = sheets[place_form.cleaned_data["sheet"]], place_form.cleaned_data["head"] - 1
    headings = headings_at(*place)
    if "look" in request.POST:
        known = remembered_headings(sheet.branch.workbook_layouts.all())
        return ask(request, sheet, document, sheets, text, place=place, columns=guesses(headings, targets, known))
    form = ColumnsForm(request.POST, headings=headings, targets=targets, guessed={})
    if not form.is_valid() or "change" in request.POST:
        return ask(request, sheet, document, sheets, text, place=place, columns={}, forms=(place_form, form))
    keeps = form.cleaned_data["remember"]
    if keeps:
        remember_layout(
            branch=sheet.branch, name=place[0].name, headings=headings, columns=form.columns, by=request.user
        )
    return show(request, sheet, document, sheets, text, place=place, columns=form.columns, keeps=keeps)


def my_layout(user, code: str, month: Month, pk: int) -> MonthSheet:
    """The sheet, and on it the layout of its branch."""
    sheet = my_sheet(user, code, month)
    sheet.layout = get_object_or_404(WorkbookLayout, pk=pk, branch=sheet.branch)
    return sheet


@guard(Permission.ENTER_MARKS, of=my_layout)
def layout(request, sheet: MonthSheet):
    """What is remembered of a table: changed, or forgotten (`forget`)."""
    found: WorkbookLayout = sheet.layout
    if sheet.state is not SheetState.DRAFT:
        raise Http404
    if "forget" in request.POST:
        forget_layout(layout=found, by=request.user)
        messages.success(request, _("The layout is forgotten."))
        return SeeOther(address(sheet, "import"))
    document = sheet_document(sheet)
    asked: dict[str, Any] = {"headings": found.headings, "targets": targets_of(document), "guessed": said(found)}
    form = ColumnsForm(request.POST or None, **asked)
    del form.fields["remember"]
    if request.method == "POST" and form.is_valid():
        remember_layout(
            branch=sheet.branch, name=found.name, headings=found.headings, columns=form.columns, by=request.user
        )
        messages.success(request, _("The layout is saved."))
        return SeeOther(address(sheet, "import"))
    context = import_context(sheet, document, _("Columns"))
    context |= {"form": form, "layout": found, "rows": [(*row, []) for row in form.rows]}
    context["crumbs"] = crumbs(sheet, _("Columns"))
    return render(request, "scoring/columns.html", context, status=422 if form.errors else 200)
