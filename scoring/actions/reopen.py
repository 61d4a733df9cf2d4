"""Reopening a settled month: every entry gets its reversal at once, the old standings stay readable."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from flagship import clock
from flagship.actions.move import perform
from scoring.actions.points import reverse_entries
from scoring.hooks import tell_month_changed
from scoring.models import MonthSheet, PointsEntry
from scoring.moves import REOPEN
from scoring.states import RevisionState


@transaction.atomic
def reopen(*, sheet: MonthSheet, reason: str, by, now: dt.datetime | None = None) -> MonthSheet:
    """Reopen a settled month (the Department only, with a reason): a new revision begins in draft.

    What the settlement posted is reversed one to one, and so are the adjustments that vetoes made to it, because the
    next settlement takes the vetoes into account itself. Adjustments by document stand.
    """
    now = now or clock.now()
    perform(sheet, REOPEN, by=by, reason=reason, now=now, tie_consent="", tie_consent_by=None)
    revision = sheet.revisions.get(number=sheet.revision, state=RevisionState.SETTLED)
    people = revision.standings.values("member")
    posted = PointsEntry.objects.filter(
        Q(standing__revision=revision) | Q(veto__isnull=False, month=sheet.month, member__in=people)
    )
    reverse_entries(entries=posted.filter(reversal=None), reason=reason, by=by, now=now)
    revision.state, revision.closed_at, revision.closed_reason = RevisionState.REOPENED, now, reason.strip()[:300]
    revision.save(update_fields=["state", "closed_at", "closed_reason"])
    tell_month_changed(
        sheet,
        by=by,
        reason=f"{sheet}已重开：{reason.strip()}",
        now=now,
    )
    return sheet
