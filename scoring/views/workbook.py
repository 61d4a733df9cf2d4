"""The month as a workbook: downloaded, filled in offline, uploaded, previewed, and stored when confirmed."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from flagship.access import guard
from flagship.actions.audit import record
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.permissions import Permission
from flagship.workbooks import Unreadable, read_workbook
from scoring.actions.import_values import Wanted, import_values
from scoring.forms import ConfirmValuesForm, WorkbookForm
from scoring.models import MonthSheet
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.sheets import address, crumbs, my_sheet, time_chip
from scoring.workbook.checks import Change, Kind, Plan, plan_import
from scoring.workbook.reader import read_lines
from scoring.workbook.words import cell_words
from scoring.workbook.writer import entry_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500
"""Changes and problems that a page lists; all of them are counted."""
KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation
_SALT = "scoring.workbook.preview"


@guard(Permission.VIEW_SHEET, of=my_sheet)
@require_safe
def entry_xlsx(request, sheet: MonthSheet):
    """The workbook to fill in, with the values of the moment."""
    if sheet.state is not SheetState.DRAFT:
        return _no_draft(request, sheet)
    document = sheet_document(sheet)
    data = entry_workbook(document)
    filename = f"{document.branch_name}{document.month.zh}填报.xlsx"
    record("export", filename, by=request.user, format="xlsx", address=request.path, bytes=len(data))
    return HttpResponse(
        data,
        content_type=XLSX,
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
            "Cache-Control": "private, no-store",
        },
    )


def _no_draft(request, sheet: MonthSheet) -> SeeOther:
    messages.error(request, _("This month is no longer being filled in."))
    return SeeOther(address(sheet))


@guard(Permission.ENTER_MARKS, of=my_sheet)
def import_page(request, sheet: MonthSheet):
    """Upload a workbook; the answer is a preview and nothing is stored. Confirming stores it."""
    if sheet.state is not SheetState.DRAFT:
        return _no_draft(request, sheet)
    if "sealed" in request.POST:
        return _confirm(request, sheet)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    document = sheet_document(sheet)
    context: dict[str, Any] = {"sheet": sheet, "document": document, "form": form, "time": time_chip(document)}
    context["crumbs"] = crumbs(sheet, _("Upload a workbook"))
    if request.method == "POST" and form.is_valid():
        try:
            reading = read_lines(read_workbook(form.cleaned_data["file"]), document)
            context |= _preview(request, sheet, plan_import(reading, document, user=request.user))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.errors or context.get("problems") else 200
    return render(request, "scoring/import.html", context, status=status)


def _preview(request, sheet: MonthSheet, plan: Plan) -> dict[str, Any]:
    """What the plan would do, in words, and the sealed form that confirms exactly that."""
    preview: dict[str, Any] = {
        "plan": plan,
        "counts": {kind.value: plan.count(kind) for kind in Kind},
        "problems": plan.problems,
        "shown_problems": plan.problems[:SHOWN],
        "changes": [_told(change) for change in plan.changes[:SHOWN]],
        "conflicts": [_told(change) for change in plan.conflicts],
        "shown": SHOWN,
    }
    if not plan.problems and (plan.changes or plan.conflicts):
        cells = [_wanted(change).to_json() for change in plan.changes]
        disputed = {change.name: _wanted(change).to_json() for change in plan.conflicts}
        data = {"sheet": sheet.pk, "by": request.user.pk, "cells": cells, "conflicts": disputed}
        sealed = signing.dumps(data, salt=_SALT, compress=True)
        preview["confirm_form"] = ConfirmValuesForm(initial={"sealed": sealed})
    return preview


def _wanted(change: Change) -> Wanted:
    return Wanted(change.row.employee_number, change.column.code, change.wanted, change.seen)


def _told(change: Change) -> dict[str, Any]:
    return {
        "change": change,
        "old": cell_words(change.seen, change.column),
        "new": cell_words(change.wanted, change.column),
    }


def _confirm(request, sheet: MonthSheet) -> SeeOther:
    try:
        cells = _unsealed(request, sheet)
        changed = import_values(sheet=sheet, cells=cells, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet, "import"))
    count = len(changed)
    told = ngettext("%(count)d cell is saved.", "%(count)d cells are saved.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))
    return SeeOther(address(sheet))


def _unsealed(request, sheet: MonthSheet) -> list[Wanted]:
    """What the preview showed, with those conflicts in which the workbook was chosen. Raises Refused."""
    form = ConfirmValuesForm(request.POST)
    no_longer = Refused(_("The preview is no longer valid; choose the workbook again."))
    if not form.is_valid():
        raise no_longer
    try:
        data = signing.loads(form.cleaned_data["sealed"], salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as problem:
        raise no_longer from problem
    if (data["sheet"], data["by"]) != (sheet.pk, request.user.pk):
        raise no_longer
    taken = set(request.POST.getlist("take"))
    chosen = [cell for name, cell in data["conflicts"].items() if name in taken]
    return [Wanted.from_json(cell) for cell in [*data["cells"], *chosen]]
