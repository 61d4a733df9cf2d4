"""The roster from a workbook: upload, preview with every problem, confirm."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.models import Branch
from branches.queries.tree import in_tree_order
from flagship.access import guard
from flagship.answers import attempt, say_what_is_wrong
from flagship.permissions import Permission
from flagship.workbooks import Unreadable, read_workbook
from flagship.workbooks.tables import Table, read_table
from members.actions.import_roster import import_roster
from members.forms.people import ConfirmForm, RosterForm
from members.roster.plan import plan_roster
from members.roster.rows import COLUMNS
from members.roster.workbook import roster_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guard(Permission.MANAGE_ROSTER)
def import_page(request):
    """Upload a workbook; the answer is a preview and nothing is stored. Confirming stores it."""
    if "sealed" in request.POST:
        return _confirm(request)
    form = RosterForm(request.POST or None, request.FILES or None)
    context = {"form": form, "crumbs": [(_("People"), reverse("members:members")), _("Import")], "columns": COLUMNS}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(request, form)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    return render(request, "members/import_roster.html", context, status=422 if form.errors else 200)


@guard(Permission.MANAGE_ROSTER)
@require_safe
def template(request):
    """The empty workbook."""
    branches = in_tree_order(Branch.objects.open_to(request.user, Permission.MANAGE_ROSTER).assessing())
    answer = HttpResponse(roster_template(branches), content_type=XLSX)
    answer["Content-Disposition"] = (
        "attachment; filename=\"roster.xlsx\"; filename*=UTF-8''%E8%8A%B1%E5%90%8D%E5%86%8C.xlsx"
    )
    return answer


def _preview(request, form: RosterForm) -> dict:
    table = read_table(read_workbook(form.cleaned_data["file"]).first, COLUMNS)
    effective = form.cleaned_data["effective"]
    plan = plan_roster(table.rows, effective=effective, by=request.user)
    problems = (*table.problems, *plan.problems)
    preview = {"plan": plan, "problems": problems, "effective": effective, "rows": len(table.rows)}
    preview["changes"] = [
        (f"{change.line.employee_number} {change.line.name}", change.texts) for change in plan.changed
    ]
    if not problems:
        sealed = table.seal(kind=_kind(effective), by=request.user)
        preview["confirm_form"] = ConfirmForm(initial={"sealed": sealed, "effective": effective})
    return preview


def _confirm(request):
    form = ConfirmForm(request.POST)
    back = reverse("members:import_roster")
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)
    effective = form.cleaned_data["effective"]

    def store():
        table = Table.unseal(form.cleaned_data["sealed"], kind=_kind(effective), by=request.user)
        import_roster(rows=table.rows, effective=effective, by=request.user)

    return attempt(request, store, done=_("The roster is imported."), back=reverse("members:members"))


def _kind(effective: dt.date | None) -> str:
    """The day belongs to what was shown, so it is part of the seal."""
    return f"roster from {effective}"
