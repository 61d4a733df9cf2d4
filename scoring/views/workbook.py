"""The month as a workbook: downloaded, filled in offline, uploaded, previewed, and stored when confirmed."""

from django.contrib import messages
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
from flagship.workbooks import Unreadable, Workbook, read_workbook
from scoring.actions.import_values import import_values
from scoring.documents import SheetDocument
from scoring.forms import WorkbookForm
from scoring.models import MonthSheet
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.columns import answer_foreign, recognised_layout
from scoring.views.previews import confirmed, import_context, preview
from scoring.views.sheets import address, my_sheet
from scoring.workbook.checks import plan_import
from scoring.workbook.layouts import candidates
from scoring.workbook.reader import read_lines, says_whose
from scoring.workbook.writer import entry_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
    if request.method == "POST" and form.is_valid():
        try:
            return _answer(request, sheet, document, read_workbook(form.cleaned_data["file"]))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    context = import_context(sheet, document, _("Upload a workbook"))
    context |= {"form": form, "layouts": sheet.branch.workbook_layouts.select_related("remembered_by")}
    return render(request, "scoring/import.html", context, status=422 if form.errors else 200)


def _answer(request, sheet: MonthSheet, document: SheetDocument, book: Workbook):
    """The preview; for a table of the branch's own that is not known yet, the question what its columns mean."""
    ours = says_whose(book) or not document.groups
    if not ours and recognised_layout(sheet, book):
        return answer_foreign(request, sheet, document, book)
    reading = read_lines(book, document)
    if not ours and not reading.lines and candidates(book):
        return answer_foreign(request, sheet, document, book)
    context = import_context(sheet, document, _("Upload a workbook"))
    context |= preview(request, sheet, plan_import(reading, document, user=request.user))
    return render(request, "scoring/import.html", context, status=422 if context["problems"] else 200)


def _confirm(request, sheet: MonthSheet) -> SeeOther:
    try:
        cells = confirmed(request, sheet)
        changed = import_values(sheet=sheet, cells=cells, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet, "import"))
    count = len(changed)
    told = ngettext("%(count)d cell is saved.", "%(count)d cells are saved.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))
    return SeeOther(address(sheet))
