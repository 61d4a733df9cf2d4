"""The declarations of a branch as a workbook: downloaded, filled in, uploaded, previewed, handed in when confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from branches.models import Branch
from flagship import clock
from flagship.access import guard
from flagship.actions.audit import record
from flagship.answers import SeeOther
from flagship.models import Programme
from flagship.moves import Refused
from flagship.permissions import Permission
from flagship.workbooks import Unreadable, read_workbook
from flagship.workbooks.tables import Table, read_table
from members.actions.import_declarations import import_declarations
from members.declaration_sheets.plan import plan_declarations
from members.declaration_sheets.rows import COLUMNS
from members.declaration_sheets.workbook import SHEET, declaration_workbook
from members.forms.declarations import SealedForm, WorkbookForm
from members.queries.declarations import declaration_overview

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def declaring_branch(user, code: str, year: int) -> Branch:
    """Loader: a branch for whose people the user types in declarations, with the programme of the year."""
    branch = get_object_or_404(Branch.objects.open_to(user, Permission.VIEW_DECLARATION).assessing(), code=code)
    branch.programme = get_object_or_404(Programme, year=year)
    return branch


@guard(Permission.VIEW_DECLARATION, of=declaring_branch)
@require_safe
def workbook(request, branch: Branch):
    """Everybody of the branch with what is declared."""
    year = branch.programme.year
    overview = declaration_overview(request.user, year=year, day=clock.today(), branch=branch)
    data = declaration_workbook(branch, year, overview)
    filename = f"{branch.name}{year}年申报.xlsx"
    record("export", filename, by=request.user, format="xlsx", address=request.path, bytes=len(data))
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=XLSX, headers=headers)


@guard(Permission.ENTER_DECLARATION, of=declaring_branch)
def import_page(request, branch: Branch):
    """Upload a workbook; the answer is a preview and nothing is stored. Confirming hands in what it showed."""
    if "sealed" in request.POST:
        return _confirm(request, branch)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    year = branch.programme.year
    listed = f"{reverse('members:declarations')}?year={year}&branch={branch.code}"
    context: dict[str, Any] = {"form": form, "branch": branch, "year": year}
    context["crumbs"] = [(_("Declarations"), listed), branch.name, _("Import")]
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(request, branch, form)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.errors or context.get("problems") else 200
    return render(request, "members/import_declarations.html", context, status=status)


def _preview(request, branch: Branch, form: WorkbookForm) -> dict[str, Any]:
    book = read_workbook(form.cleaned_data["file"])
    table = read_table(book.sheet(SHEET) or book.first, COLUMNS)
    plan = plan_declarations(table.rows, branch=branch, year=branch.programme.year, now=clock.now())
    problems = (*table.problems, *plan.problems)
    preview: dict[str, Any] = {"plan": plan, "problems": problems}
    if plan.planned and not problems:
        preview["confirm_form"] = SealedForm(initial={"sealed": table.seal(kind=_kind(branch), by=request.user)})
    return preview


def _confirm(request, branch: Branch) -> SeeOther:
    form = SealedForm(request.POST)
    back = reverse("members:import_declarations", args=[branch.code, branch.programme.year])
    try:
        table = Table.unseal(form.data.get("sealed", ""), kind=_kind(branch), by=request.user)
        plan = import_declarations(rows=table.rows, branch=branch, year=branch.programme.year, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(back)
    count = len(plan.planned)
    told = ngettext(
        "%(count)d declaration is handed in; the secretary accepts it.",
        "%(count)d declarations are handed in; the secretary accepts them.",
        count,
    )
    messages.success(request, told % {"count": count} if count else _("Nothing was changed."))
    return SeeOther(f"{reverse('members:declarations')}?year={branch.programme.year}&branch={branch.code}")


def _kind(branch: Branch) -> str:
    """Branch and year belong to what was shown, so they are part of the seal."""
    return f"declarations of {branch.code} {branch.programme.year}"
