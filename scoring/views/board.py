"""/months/: branch × month with its state and who acts next; for somebody with one branch, its own months."""

from dataclasses import replace

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.models import Branch
from flagship import clock
from flagship.access import guard
from flagship.categories import BranchKind
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import month as month_word
from scoring.queries.board import Board, BoardCell, board
from scoring.states import SheetState

MONTHS_SHOWN = 6
MONTHS_OF_ONE_BRANCH = 13
YEARS_SHOWN = 6

WAITING = {
    "late": gettext_lazy("Late"),
    "branch": gettext_lazy("With the branch"),
    "secretary": gettext_lazy("With the secretary"),
    "department": gettext_lazy("With the Department"),
}


@guard(Permission.VIEW_SHEET)
def months(request):
    """The board. `?year=2025` shows a whole year, `?waiting=late` what waits, `?q=` branches of that name."""
    newest = Month.of(clock.today()) - 1
    year = _year(request.GET.get("year", ""), newest)
    branches = Branch.objects.open_to(request.user, Permission.VIEW_SHEET).filter(kind=BranchKind.BRANCH)
    if len(branches[:2]) == 1:
        return _one_branch(request, _months(newest, year, MONTHS_OF_ONE_BRANCH), year)
    found = board(user=request.user, months=_months(newest, year, MONTHS_SHOWN))
    context = {
        "board": _chosen(found, request),
        "tabs": _tabs(found, request.GET.get("waiting", ""), request),
        "months": found.months,
        **_years(newest, year),
    }
    return render(request, "scoring/months.html", context)


def chosen_board(request) -> Board:
    """The months and branches that the page shows, for whoever takes them along."""
    newest = Month.of(clock.today()) - 1
    year = _year(request.GET.get("year", ""), newest)
    return _chosen(board(user=request.user, months=_months(newest, year, MONTHS_SHOWN)), request)


def _chosen(found: Board, request) -> Board:
    return _only(found, request.GET.get("waiting", ""), request.GET.get("q", "").strip())


def _one_branch(request, shown: tuple[Month, ...], year: int | None):
    (row,) = board(user=request.user, months=shown).rows
    cells = [cell for cell in reversed(row.cells) if cell.sheet_id]
    context = {
        "branch": row.branch,
        "cells": [(cell, _sheet(row.branch, cell)) for cell in cells],
        "tasks": []
        if year
        else [_task(row.branch, cell) for cell in cells if _waits_for(request.user, row.branch, cell)],
        **_years(Month.of(clock.today()) - 1, year),
    }
    return render(request, "scoring/own_months.html", context)


def _year(text: str, newest: Month) -> int | None:
    """The year asked for, if it is one of those offered."""
    return next((year for year in _years(newest, None)["years"] if str(year) == text), None)


def _years(newest: Month, year: int | None) -> dict:
    return {"years": range(newest.year, newest.year - YEARS_SHOWN, -1), "year": year}


def _months(newest: Month, year: int | None, count: int) -> tuple[Month, ...]:
    """The last few months that are over, or those of a year, oldest first."""
    if year is None:
        return tuple(newest - back for back in range(count - 1, -1, -1))
    return tuple(month for number in range(1, 13) if (month := Month(year, number)) <= newest)


def waits(cell: BoardCell, waiting: str) -> bool:
    """Whether a month belongs to what the filter asks for."""
    if waiting == "late":
        return cell.late and cell.state is SheetState.DRAFT
    return cell.actor == waiting


def _only(found: Board, waiting: str, name: str) -> Board:
    """The rows that the filters leave over."""
    rows = [row for row in found.rows if name.lower() in row.branch.name.lower()]
    if waiting in WAITING:
        rows = [row for row in rows if any(waits(cell, waiting) for cell in row.cells)]
    return replace(found, rows=tuple(rows))


def _tabs(found: Board, waiting: str, request) -> list[dict]:
    cells = [cell for row in found.rows for cell in row.cells]
    counts = {name: sum(waits(cell, name) for cell in cells) for name in WAITING}
    tabs = [_tab(request, "", _("All branches"), len(found.rows), waiting not in WAITING)]
    return tabs + [_tab(request, name, WAITING[name], count, waiting == name) for name, count in counts.items()]


def _tab(request, name: str, label: str, count: int, current: bool) -> dict:
    query = request.GET.copy()
    query["waiting"] = name
    if not name:
        del query["waiting"]
    return {"label": label, "count": count, "current": current, "url": f"?{query.urlencode()}"}


def _sheet(branch: Branch, cell: BoardCell, page: str = "sheet") -> str:
    return reverse(f"scoring:{page}", kwargs={"code": branch.code, "month": cell.month})


_NEEDS = {
    "branch": Permission.ENTER_MARKS,
    "secretary": Permission.SUBMIT_SHEET,
    "department": Permission.CONSENT_SHEET,
}


def _waits_for(user, branch: Branch, cell: BoardCell) -> bool:
    """Whether this user is the one who acts next; a secretary may type as well."""
    needed = _NEEDS.get(cell.actor)
    return needed is not None and user.has_perm(needed, branch)


def _task(branch: Branch, cell: BoardCell) -> dict:
    """What to do now in one month, as a line of the to-do list."""
    month = {"month": month_word(cell.month)}
    if cell.state is SheetState.DRAFT and cell.actor == "branch":
        left = _("%(filled)d of %(cells)d cells are filled") % {"filled": cell.filled, "cells": cell.cells}
        what = _("Fill in %(month)s") % month, left, _("Go on"), _sheet(branch, cell, "entry")
    elif cell.state is SheetState.DRAFT:
        what = _("Submit %(month)s") % month, _("All cells are filled"), _("Check and submit"), _sheet(branch, cell)
    elif cell.open_objections:
        what = _("Answer the objections to %(month)s") % month, "", _("Answer"), _sheet(branch, cell, "objections")
    else:
        what = _("Settle %(month)s") % month, _("The display is over"), _("Settle"), _sheet(branch, cell)
    title, detail, action, url = what
    late = {"chip": _("late"), "tone": "bad", "icon": "clock"} if cell.late else {}
    return {"title": title, "detail": detail, "action": action, "url": url, **late}
