"""Everything that holds up a month's submission on one page, each thing a link to its cell; and what ties there are."""

from itertools import groupby

from django.shortcuts import render
from django.utils.translation import gettext as _

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.permissions import Permission
from scoring.documents import Row, SheetDocument
from scoring.models import MonthSheet
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.mending import may_enter, to_settle
from scoring.views.sheets import address, crumbs, my_sheet


@guard(Permission.VIEW_SHEET, of=my_sheet)
def missing(request, sheet: MonthSheet):
    """Of a draft only: any other month leads to its sheet."""
    if sheet.state is not SheetState.DRAFT:
        return SeeOther(address(sheet))
    document = sheet_document(sheet)
    todo = to_settle(document, sheet, mends=may_enter(request.user, sheet))
    marked = [one for one in todo if one.row]
    context = {
        "sheet": sheet,
        "document": document,
        "crumbs": crumbs(sheet, _("Before submission")),
        "count": len(todo),
        "people": [(row, list(things)) for row, things in groupby(marked, key=lambda one: one.row)],
        "others": [one for one in todo if not one.row],
        "ties": ties_of(document),
    }
    return render(request, "scoring/missing.html", context)


def ties_of(document: SheetDocument) -> list[tuple[list[Row], object]]:
    """Who shares a rank, by pool and rank, with the sentence that says what comes of it."""
    found: dict[tuple, list[Row]] = {}
    for row in document.rows:
        if row.tied > 1 and row.complete:
            found.setdefault((row.pool, row.account, row.rank), []).append(row)
    return [(rows, rows[0].reason) for _key, rows in sorted(found.items(), key=lambda item: item[0])]
