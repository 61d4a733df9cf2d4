"""The branch tree from a workbook: upload, preview with every problem, confirm."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.actions.import_tree import import_tree
from branches.forms import SealedForm, TreeForm
from branches.imports import COLUMNS, plan_tree
from branches.models import Branch
from branches.queries.tree import in_tree_order
from branches.workbook import tree_workbook
from flagship.access import guard
from flagship.actions.audit import record
from flagship.answers import attempt, say_what_is_wrong
from flagship.permissions import Permission
from flagship.workbooks import Unreadable, read_workbook
from flagship.workbooks.tables import Table, read_table

KIND = "tree"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guard(Permission.MANAGE_BRANCHES, company=True)
def import_page(request):
    """Upload a workbook; the answer is a preview and nothing is stored. Confirming stores it."""
    if "sealed" in request.POST:
        return _confirm(request)
    form = TreeForm(request.POST or None, request.FILES or None)
    crumbs = [(_("Branches"), reverse("branches:branches")), _("Import")]
    context = {"form": form, "crumbs": crumbs, "columns": COLUMNS}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(request, form)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    return render(request, "branches/import_tree.html", context, status=422 if form.errors else 200)


@guard(Permission.MANAGE_BRANCHES, company=True)
@require_safe
def workbook(request):
    """The tree as it stands, in the shape the import reads."""
    branches = in_tree_order(
        Branch.objects.open_to(request.user, Permission.MANAGE_BRANCHES).filter(closed_on=None).select_related("parent")
    )
    record("export", "branches.xlsx", by=request.user, rows=len(branches))
    answer = HttpResponse(tree_workbook(branches), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="branches.xlsx"'
    return answer


def _preview(request, form: TreeForm) -> dict:
    table = read_table(read_workbook(form.cleaned_data["file"]).first, COLUMNS)
    plan = plan_tree(table.rows)
    problems = (*table.problems, *plan.problems)
    preview = {
        "plan": plan,
        "problems": problems,
        "changes": [(f"{change.unit.code} {change.branch.name}", change.changes) for change in plan.changed],
    }
    if not problems:
        preview["confirm_form"] = SealedForm(initial={"sealed": table.seal(kind=KIND, by=request.user)})
    return preview


def _confirm(request):
    form = SealedForm(request.POST)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=reverse("branches:import_branches"))

    def store():
        table = Table.unseal(form.cleaned_data["sealed"], kind=KIND, by=request.user)
        import_tree(rows=table.rows, by=request.user)

    return attempt(request, store, done=_("The tree is imported."), back=reverse("branches:branches"))
