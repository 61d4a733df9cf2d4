"""The month of one branch: everything on one page."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from flagship import clock
from flagship.access import guard
from flagship.histories import history_of
from flagship.moves import Move, offered
from flagship.permissions import Permission
from flagship.policy_words import OF_THE_MONTH, policy_lines
from scoring.documents import Group, Row, SheetDocument
from scoring.models import MonthSheet, Objection
from scoring.moves import RETURN, RETURN_ON_REVIEW, SHEET_MOVES
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.mending import ABSENT, may_enter, to_settle
from scoring.views.sheets import address, crumbs, elsewhere, my_sheet, time_chip

PROBLEMS_SHOWN = 12
OBJECTIONS_SHOWN = 5
EVERY_MOVE = (*SHEET_MOVES, RETURN, RETURN_ON_REVIEW)
_PAGED = ("submit", "settle")
"""Moves that have a page of their own; the others ask for their reason on the sheet."""


@guard(Permission.VIEW_SHEET, of=my_sheet)
def sheet(request, sheet: MonthSheet):
    """`?tab=<template>` for another group, `?tab=absent` for those who do not take part."""
    document = sheet_document(sheet)
    found = Objection.objects.filter(revision__sheet=sheet).select_related("about", "by_member")
    objections = list(found.order_by("-raised_at"))
    mends = may_enter(request.user, sheet)
    context = {
        **body(document, request.GET.get("tab", "")),
        "sheet": sheet,
        "crumbs": crumbs(sheet),
        "time": time_chip(document),
        "may_enter": mends,
        "problems": problems_of(document, sheet, mends=mends),
        "history": history_of(sheet, EVERY_MOVE),
        "revisions": list(sheet.revisions.defer("inputs").select_related("submitted_by")),
        "objections": len(objections),
        "objection_rows": objections[:OBJECTIONS_SHOWN],
        **_actions(request.user, sheet, document),
        **_exports(sheet),
    }
    return render(request, "scoring/sheet.html", context)


def body(document: SheetDocument, chosen: str) -> dict:
    """What the table and the right rail show of a document."""
    groups = {group.template_code: group for group in document.groups}
    group = groups.get(chosen) or next(iter(groups.values()), None)
    shows_absent = bool(document.absent) and (chosen == ABSENT or group is None)
    tabs = [
        _tab(code, one.template_label, len(one.rows), one is group and not shows_absent) for code, one in groups.items()
    ]
    if document.absent:
        tabs.append(_tab(ABSENT, _("Not taking part"), len(document.absent), shows_absent))
    return {
        "document": document,
        "tabs": tabs,
        "group": None if shows_absent else group,
        "rows": as_they_stand(group) if group and not shows_absent else (),
        "proofs": _proofs(group) if group and not shows_absent else [],
        "policies": policy_lines(document.policy, OF_THE_MONTH),
    }


def _proofs(group: Group) -> list[tuple]:
    """The evidence of a group's values: whose, for which indicator, which files."""
    names = {column.code: column.name for column in group.columns}
    return [(row.name, names[cell.code], cell.evidence) for row in group.rows for cell in row.cells if cell.evidence]


def _tab(code: str, label, count: int, current: bool) -> dict:
    return {"url": f"?tab={code}", "label": label, "count": count, "current": current}


def as_they_stand(group: Group) -> list[Row]:
    """The people of a group by their totals, the best first."""
    return sorted(group.rows, key=lambda row: (-row.total, -row.quantitative, row.employee_number))


def problems_of(document: SheetDocument, sheet: MonthSheet, *, mends: bool) -> dict:
    """What stands in the way of submission, as many things as there is room for."""
    if document.state is not SheetState.DRAFT:
        return {"count": 0}
    todo = to_settle(document, sheet, mends=mends)
    return {"count": len(todo), "shown": todo[:PROBLEMS_SHOWN], "more": len(todo) - len(todo[:PROBLEMS_SHOWN])}


def _actions(user, sheet: MonthSheet, document: SheetDocument) -> dict:
    """The buttons: moves with a page of their own, moves that ask for a reason here, and which one is red."""
    moves = offered(SHEET_MOVES, sheet, user)
    paged = [move for move in moves if move.name in _PAGED]
    reasoned = [move for move in moves if move.name not in _PAGED and not (move.name == "void" and document.rows)]
    consents = sheet.state is SheetState.DRAFT and user.has_perm(Permission.CONSENT_SHEET, sheet.branch)
    return {
        "page_moves": [(move, address(sheet, "move", name=move.name)) for move in paged],
        "moves": [(move, address(sheet, "move", name=move.name)) for move in reasoned],
        "main": _main(user, sheet, document, paged),
        "may_consent": consents and document.everyone_ties and not document.tie_consent,
        "may_approve": consents,
        "declarations": elsewhere("members:declarations"),
    }


def _main(user, sheet: MonthSheet, document: SheetDocument, paged: list[Move]) -> str:
    """What this reader should do next: the one red button."""
    if paged and not document.problems:
        now = clock.now()
        if all(condition(sheet, by=user, now=now) is None for condition in paged[0].conditions):
            return "move"
    if sheet.state is SheetState.PUBLICISED:
        answers = user.has_perm(Permission.ANSWER_OBJECTION, sheet.branch)
        open_ones = Objection.objects.undecided().filter(revision__sheet=sheet)
        return "objections" if answers and open_ones.exists() else ""
    return "entry"


def _exports(sheet: MonthSheet) -> dict[str, str]:
    where = {"code": sheet.branch.code, "month": sheet.month}
    return {"workbook": elsewhere("reports:sheet_workbook", **where), "pdf": elsewhere("reports:sheet_pdf", **where)}
