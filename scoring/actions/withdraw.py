"""From publicity back to draft: withdrawn by the secretary, or returned by an upheld objection."""

import datetime as dt

from django.db import transaction

from flagship import clock
from flagship.actions.move import perform
from flagship.moves import Move
from scoring.models import MonthSheet
from scoring.moves import WITHDRAW
from scoring.states import RevisionState


@transaction.atomic
def withdraw(*, sheet: MonthSheet, reason: str, by, now: dt.datetime | None = None) -> MonthSheet:
    """Take a month back from publicity, with a reason; publicity begins anew with the next submission."""
    return back_to_draft(sheet, WITHDRAW, reason=reason, by=by, now=now or clock.now())


def back_to_draft(sheet: MonthSheet, move: Move, *, reason: str, by, now: dt.datetime) -> MonthSheet:
    """Make one of the moves from publicity to draft and close the revision. Call it within a transaction."""
    perform(sheet, move, by=by, reason=reason, now=now, tie_consent="", tie_consent_by=None)
    sheet.revisions.filter(number=sheet.revision, state=RevisionState.PUBLICISED).update(
        state=RevisionState.WITHDRAWN, closed_at=now, closed_reason=reason.strip()[:300]
    )
    return sheet
