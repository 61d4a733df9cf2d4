"""The targets of a branch's people: typed, pasted, or brought as a workbook; for the year or one of its months."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from branches.models import Branch
from flagship.access import guard
from flagship.actions.audit import record
from flagship.answers import SeeOther
from flagship.models import Programme
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import month_short
from flagship.workbooks import Unreadable, read_workbook
from scoring.actions.enter_values import EntryRefused
from scoring.actions.set_targets import TargetEntry, set_targets
from scoring.queries.target_table import TargetTable, target_table
from scoring.target_boxes import LONGEST, boxes_of, read_boxes, seen_of
from scoring.target_forms import ConfirmTargetsForm, TargetsForm
from scoring.target_sheets.plan import TargetPlan, plan_targets
from scoring.target_sheets.reader import block_sheet, read_targets
from scoring.target_sheets.writer import SHEET, read_key, target_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 500
"""Changes and problems that a page lists; all of them are counted."""
KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation
_SALT = "scoring.targets.preview"


def branch_of_year(user, code: str, year: int) -> Branch:
    """Loader: a branch whose sheets the user may see, with the programme of the year."""
    branch = get_object_or_404(Branch.objects.open_to(user, Permission.VIEW_SHEET).assessing(), code=code)
    branch.programme = get_object_or_404(Programme, year=year)
    return branch


@guard(Permission.VIEW_SHEET, of=branch_of_year)
def targets(request, branch: Branch):
    """`?month=2026-03` for a month's targets, the year's otherwise. Whoever fills in the sheets sets them."""
    year, month = branch.programme.year, _month(request, branch)
    table = target_table(branch, year, month)
    typed: dict[str, str] = {}
    problems = ()
    if request.method == "POST":
        entries, typed = read_boxes(table, month, request.POST)
        try:
            changes = set_targets(branch=branch, year=year, month=month, entries=entries, by=request.user)
        except EntryRefused as refusal:
            problems = refusal.problems
            table = target_table(branch, year, month)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return SeeOther(_address(branch, month))
        else:
            _tell(request, len(changes))
            return SeeOther(_address(branch, month))
    told = {(one.employee_number, one.indicator_code): str(one) for one in problems}
    groups = boxes_of(table, month, typed=typed, problems=told)
    context = _context(request, branch, month, table) | {
        "groups": groups,
        "seen": seen_of(groups),
        "problems": problems,
        "longest": LONGEST,
        "crumbs": _crumbs(branch),
    }
    return render(request, "scoring/targets.html", context, status=422 if problems else 200)


@guard(Permission.VIEW_SHEET, of=branch_of_year)
@require_safe
def workbook(request, branch: Branch):
    """The targets of the year and its months, to be filled in."""
    year = branch.programme.year
    data = target_workbook(target_table(branch, year))
    filename = f"{branch.name}{year}年个人目标.xlsx"
    record("export", filename, by=request.user, format="xlsx", address=request.path, bytes=len(data))
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(data, content_type=XLSX, headers=headers)


@guard(Permission.ENTER_MARKS, of=branch_of_year)
def import_page(request, branch: Branch):
    """Upload a workbook or paste a block; the answer is a preview and nothing is stored. Confirming stores it."""
    month = _month(request, branch)
    if "sealed" in request.POST:
        return _confirm(request, branch, month)
    form = TargetsForm(request.POST or None, request.FILES or None)
    table = target_table(branch, branch.programme.year, month)
    context = _context(request, branch, month, table) | {"form": form, "crumbs": _crumbs(branch, _("Upload or paste"))}
    if request.method == "POST" and form.is_valid():
        try:
            context |= _preview(request, branch, _plan(form, table, month))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
    status = 422 if form.errors or context.get("problems") else 200
    return render(request, "scoring/import_targets.html", context, status=status)


def _plan(form: TargetsForm, table: TargetTable, month: Month | None) -> TargetPlan:
    held, file = None, form.cleaned_data["file"]
    if file:
        book = read_workbook(file)
        sheet, held = book.sheet(SHEET) or book.first, read_key(book, table)
    else:
        sheet = block_sheet(form.cleaned_data["block"])
    given, problems = read_targets(sheet, table, month)
    plan = plan_targets(given, table, held)
    return TargetPlan(plan.changes, plan.since, plan.same, plan.missing, (*problems, *plan.problems))


def _preview(request, branch: Branch, plan: TargetPlan) -> dict[str, Any]:
    """What the plan would do, and the sealed form that confirms exactly that."""
    preview: dict[str, Any] = {
        "plan": plan,
        "problems": plan.problems[:SHOWN],
        "changes": [(change, place in plan.since) for place, change in enumerate(plan.changes[:SHOWN])],
        "new": sum(change.before is None for change in plan.changes),
        "other": sum(change.before is not None for change in plan.changes),
        "shown": SHOWN,
    }
    if plan.changes and not plan.problems:
        entries = [entry.to_json() for entry in plan.entries]
        data = {"branch": branch.pk, "year": branch.programme.year, "by": request.user.pk, "entries": entries}
        sealed = signing.dumps(data, salt=_SALT, compress=True)
        preview["confirm_form"] = ConfirmTargetsForm(initial={"sealed": sealed})
    return preview


def _confirm(request, branch: Branch, month: Month | None) -> SeeOther:
    try:
        entries = _unsealed(request, branch)
        changes = set_targets(branch=branch, year=branch.programme.year, month=month, entries=entries, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(_address(branch, month, "import_targets"))
    _tell(request, len(changes))
    return SeeOther(_address(branch, month))


def _unsealed(request, branch: Branch) -> list[TargetEntry]:
    form = ConfirmTargetsForm(request.POST)
    no_longer = Refused(_("The preview is no longer valid; choose the workbook again."))
    if not form.is_valid():
        raise no_longer
    try:
        data = signing.loads(form.cleaned_data["sealed"], salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as problem:
        raise no_longer from problem
    if (data["branch"], data["year"], data["by"]) != (branch.pk, branch.programme.year, request.user.pk):
        raise no_longer
    return [TargetEntry.from_json(entry) for entry in data["entries"]]


def _tell(request, count: int) -> None:
    told = ngettext("%(count)d target is stored.", "%(count)d targets are stored.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))


def _context(request, branch: Branch, month: Month | None, table: TargetTable) -> dict[str, Any]:
    year = branch.programme.year
    return {
        "branch": branch,
        "year": year,
        "month": month,
        "at": table.at,
        "fixed": month in table.fixed,
        "may_set": request.user.has_perm(Permission.ENTER_MARKS, branch) and not branch.programme.frozen_at,
        "periods": [
            {"label": _("Year"), "url": _address(branch), "current": month is None},
            *(_tab(branch, Month(year, number), month) for number in range(1, 13)),
        ],
        "query": f"?month={month}" if month else "",
    }


def _tab(branch: Branch, one: Month, current: Month | None) -> dict[str, Any]:
    return {"label": month_short(one), "url": _address(branch, one), "current": one == current}


def _month(request, branch: Branch) -> Month | None:
    """The month of the question, if it is one of the year's."""
    try:
        month = Month.parse(request.GET.get("month", ""))
    except ValueError:
        return None
    return month if month.year == branch.programme.year else None


def _address(branch: Branch, month: Month | None = None, page: str = "targets") -> str:
    address = reverse(f"scoring:{page}", args=[branch.code, branch.programme.year])
    return f"{address}?month={month}" if month else address


def _crumbs(branch: Branch, page: str = "") -> list:
    trail = [(_("Monthly assessment"), reverse("scoring:months")), branch.name]
    name = _("Targets for %(year)s") % {"year": branch.programme.year}
    return [*trail, (name, _address(branch)), page] if page else [*trail, name]
