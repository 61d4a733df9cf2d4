"""Taking over from last month: a list to look through, and one button."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.actions.carry_over import take_over
from scoring.models import MonthSheet
from scoring.queries.carry_over import carry_over
from scoring.states import SheetState
from scoring.views.sheets import address, crumbs, my_sheet


@guard(Permission.ENTER_MARKS, of=my_sheet)
def carry_over_page(request, sheet: MonthSheet):
    """What last month's sheet holds and this one does not say yet, each with a tick; nothing is taken unasked."""
    if sheet.state is not SheetState.DRAFT:
        messages.error(request, _("This month is no longer being filled in."))
        return SeeOther(address(sheet))
    if request.method == "POST":
        return _take(request, sheet)
    context = {
        "sheet": sheet,
        "branch": sheet.branch,
        "found": carry_over(sheet),
        "crumbs": crumbs(sheet, _("Take over from last month")),
    }
    return render(request, "scoring/carry_over.html", context)


def _take(request, sheet: MonthSheet) -> SeeOther:
    try:
        taken = take_over(sheet=sheet, chosen=request.POST.getlist("take"), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(address(sheet, "carry_over"))
    count = len(taken.targets) + len(taken.excuses)
    told = ngettext("%(count)d entry is taken over.", "%(count)d entries are taken over.", count) % {"count": count}
    messages.success(request, told if count else _("Nothing was changed."))
    return SeeOther(address(sheet))
