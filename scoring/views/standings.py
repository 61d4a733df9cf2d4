"""The standings of one month: for those who hold an office, and for the people it is about once it is public."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from flagship.access import personal
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.queries.sheet_document import sheet_document
from scoring.states import SheetState
from scoring.views.sheets import crumbs, elsewhere, is_about, sheet_for_people, time_chip


@personal
def standings(request, code: str, month: Month):
    """Pool by pool, as they stand. The loader finds the sheet by office, or by person once it is public."""
    sheet = sheet_for_people(request.user, code, month)
    document = sheet_document(sheet)
    office = request.user.has_perm(Permission.VIEW_SHEET, sheet.branch)
    where = {"code": code, "month": month}
    context = {
        "sheet": sheet,
        "document": document,
        "mine": request.user.person.pk if request.user.person else None,
        "time": time_chip(document),
        "crumbs": crumbs(sheet, _("Standings")) if office else [sheet.branch.name],
        "office": office,
        "may_object": sheet.state is SheetState.PUBLICISED and is_about(sheet, request.user.person),
        "pdf": elsewhere("reports:sheet_pdf", **where) if office else "",
    }
    return render(request, "scoring/standings.html", context)
