"""Which month a page is about, its addresses, and the small things that several of its pages say."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flagship import clock
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import deadline
from flagship.templatetags.house import month as month_word
from scoring.actions.raise_objection import may_object
from scoring.documents import SheetDocument
from scoring.models import MonthSheet
from scoring.states import PUBLIC_SHEET, SheetState

SOON = 3
"""Days before the due date from which the chip turns red."""


def my_sheet(user, code: str, month: Month) -> MonthSheet:
    """The sheet, if the user may see the sheets of its branch; 404 otherwise."""
    sheets = MonthSheet.objects.open_to(user, Permission.VIEW_SHEET).select_related("branch")
    return get_object_or_404(sheets, branch__code=code, month=month)


def sheet_for_people(user, code: str, month: Month) -> MonthSheet:
    """The sheet for those who hold an office, and, once it is public, for the people it is about.

    While it is on display these are all employees of the branch, who may object; afterwards those who stand on it.
    """
    sheets = MonthSheet.objects.select_related("branch")
    sheet = get_object_or_404(sheets, branch__code=code, month=month)
    if user.has_perm(Permission.VIEW_SHEET, sheet.branch) or is_about(sheet, user.person):
        return sheet
    raise Http404


def is_about(sheet: MonthSheet, person) -> bool:
    """Whether the sheet is public and the person is one of those it was made public for."""
    if person is None or sheet.state not in PUBLIC_SHEET:
        return False
    if sheet.state is SheetState.PUBLICISED:
        return may_object(person, sheet, now=clock.now())
    return sheet.participants.filter(member=person).exists()


def address(sheet: MonthSheet, page: str = "sheet", **more) -> str:
    """`/branches/<code>/months/<month>/…`"""
    return reverse(f"scoring:{page}", kwargs={"code": sheet.branch.code, "month": sheet.month, **more})


def elsewhere(name: str, **where) -> str:
    """An address of another room, or "" while that room has no such page."""
    try:
        return reverse(name, kwargs=where)
    except NoReverseMatch:
        return ""


def crumbs(sheet: MonthSheet, page: str = "") -> list:
    """Months › branch › month (› page), for the head of the page."""
    trail = [(_("Monthly assessment"), reverse("scoring:months")), sheet.branch.name]
    return [*trail, (month_word(sheet.month), address(sheet)), page] if page else [*trail, month_word(sheet.month)]


def time_chip(document: SheetDocument) -> dict | None:
    """How much time is left, or that it is late: a word, a tone and an icon."""
    today = clock.today()
    if document.state is SheetState.DRAFT and document.revision and not document.late:
        return None  # it was submitted in time and came back
    if document.state is SheetState.DRAFT:
        return _due_chip(document.due, (document.due - today).days)
    if document.state is SheetState.PUBLICISED and clock.now() < document.publicity_until:
        return _chip(_("On display until %(until)s") % {"until": deadline(document.publicity_until)}, "wait", "clock")
    if document.state is SheetState.PUBLICISED:
        return _chip(_("The display is over"), "good", "check-circle")
    if document.late and document.state is SheetState.SETTLED:
        return _chip(_("Submitted late"), "bad", "clock")
    return None


def _due_chip(due: dt.date, left: int) -> dict:
    if left < 0:
        word = ngettext("%(count)d day late", "%(count)d days late", -left) % {"count": -left}
        return _chip(word, "bad", "clock")
    if left == 0:
        return _chip(_("Due today"), "bad", "clock")
    word = ngettext(
        "%(count)d day left (until %(month)s-%(day)s)", "%(count)d days left (until %(month)s-%(day)s)", left
    )
    return _chip(word % {"count": left, **_day(due)}, "bad" if left <= SOON else "plain", "clock")


def _day(day: dt.date) -> dict[str, int]:
    return {"month": day.month, "day": day.day}


def _chip(word: str, tone: str, icon: str) -> dict:
    return {"word": word, "tone": tone, "icon": icon}
