"""What a window waits for: star runs and the year's freeze need every month of theirs settled, or not assessed."""

import datetime as dt

from django.utils.translation import gettext as _

from flagship.periods import Month
from flagship.templatetags.house import label
from scoring.models import MonthSheet
from scoring.states import FINISHED_SHEET

NAMED = 3  # sheets; more are counted


def waits_for(first: Month, last: Month, *, now: dt.datetime) -> str | None:
    """Why nothing can be decided on these assessed months yet, as a sentence; None when nothing stands in the way."""
    if Month.of(now) <= last:
        return _("%(month)s is not over yet.") % {"month": label(last)}
    sheets = MonthSheet.objects.filter(month__gte=first, month__lte=last)
    if not sheets.filter(month=last).exists():
        return _("The sheets of %(month)s have not been opened yet.") % {"month": label(last)}
    open_sheets = sheets.exclude(state__in=FINISHED_SHEET).select_related("branch").order_by("month", "branch__path")
    count = open_sheets.count()
    if not count:
        return None
    named = [f"{sheet.branch.name} {label(sheet.month)}" for sheet in open_sheets[:NAMED]]
    return _("This waits until every month is settled; open at present: %(count)s, among them %(sheets)s.") % {
        "count": count,
        "sheets": ", ".join(named),
    }
