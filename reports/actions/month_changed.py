"""What follows for the reports when a month is reopened, settled or voided."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from flagship import clock
from flagship.actions.move import perform
from reports.actions.points_raised import say
from reports.actions.return_picks import take_back_picks
from reports.models import QuarterReport
from reports.moves import MONTH_CHANGED
from scoring.models import MonthSheet


@transaction.atomic
def return_reports_of(sheet: MonthSheet, *, by, reason: str, now: dt.datetime | None = None) -> list[QuarterReport]:
    """Return the filed reports that hold this month's standings, and take an undecided proposal back.

    These are the branch's own report and, for people who moved, that of their branch at the quarter's end. Decided
    titles stand unless they are revoked.
    """
    now = now or clock.now()
    people = sheet.participants.values("member_id")
    reports = (
        QuarterReport.objects.select_for_update()
        .filter(quarter=sheet.month.quarter, state__in=[state.value for state in MONTH_CHANGED.sources])
        .filter(Q(branch=sheet.branch_id) | Q(pk__in=_holding(people, sheet)))
        .select_related("branch")
    )
    returned = []
    for report in reports:
        # What is kept is Chinese, whatever language the acting person reads.
        said = reason.strip() or f"{sheet}考核结果有变动。"
        report = perform(report, MONTH_CHANGED, by=by, reason=said, now=now, accepted_at=None, accepted_by=None)
        say(report, said, by=by, now=now)
        take_back_picks(report, by=by, reason=said, now=now)
        returned.append(report)
    return returned


def _holding(people, sheet: MonthSheet):
    return QuarterReport.objects.filter(quarter=sheet.month.quarter, lines__member__in=people).values("pk")
