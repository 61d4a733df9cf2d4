"""Settling a month: standings are frozen and points posted, exactly once (五（三）)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.move import perform
from flagship.moves import Refused
from flagship.periods import TZ, Month
from scoring.actions.points import post_points
from scoring.hooks import tell_month_changed
from scoring.models import MonthSheet, SheetRevision, Standing
from scoring.moves import SETTLE
from scoring.queries.assessed import assessed_revision, vetoed_in
from scoring.queries.standing_figures import figures_of
from scoring.states import MeetingKind, RevisionState


@transaction.atomic
def settle(
    *,
    sheet: MonthSheet,
    meeting_kind: MeetingKind | str,
    meeting_date: dt.date | None,
    by,
    now: dt.datetime | None = None,
) -> SheetRevision:
    """Settle the month after its publicity, recording the meeting (支委会 / 支部大会) that confirmed it.

    Writes one standing for everyone ranked and one ledger entry for every standing with points, with the vetoes
    confirmed by now. Raises PermissionDenied, AlreadyDone (somebody settled it before), or Refused while publicity
    runs, an objection is open, or the meeting is not given. All or nothing.
    """
    now = now or clock.now()
    perform(sheet, SETTLE, by=by, now=now)
    revision = sheet.revisions.get(number=sheet.revision)
    _check_meeting(revision, meeting_kind, meeting_date, now)
    month = assessed_revision(revision, vetoed=vetoed_in(sheet.month))
    standings = Standing.objects.bulk_create(
        Standing(
            revision=revision,
            member_id=one.person.member_id,
            branch_id=sheet.branch_id,
            month=sheet.month,
            **figures_of(one, month.assessment),
        )
        for one in month.assessment.ranked
    )
    post_points(standings=standings, by=by, now=now)
    revision.state = RevisionState.SETTLED
    revision.meeting_kind, revision.meeting_date = MeetingKind(meeting_kind), meeting_date
    revision.settled_at, revision.settled_by = now, by
    revision.save(update_fields=["state", "meeting_kind", "meeting_date", "settled_at", "settled_by"])
    tell_month_changed(sheet, by=by, reason=f"{sheet}已结算", now=now)
    return revision


def _check_meeting(revision: SheetRevision, kind: MeetingKind | str, day: dt.date | None, now: dt.datetime) -> None:
    if not kind or kind not in list(MeetingKind) or day is None:
        raise Refused(_("Give the kind and the date of the meeting that confirmed the results."))
    if day > now.astimezone(TZ).date():
        raise Refused(_("The meeting's date lies in the future."))
    earliest = Month.of(revision.submitted_at).first_day
    if day < earliest:
        raise Refused(
            _("The meeting cannot have confirmed the results before %(day)s, the month of their submission.")
            % {"day": earliest.isoformat()}
        )
