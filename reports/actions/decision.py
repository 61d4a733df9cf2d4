"""Recording what the Party committee decided."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.attach import attach_all
from flagship.actions.move import perform
from flagship.moves import Refused, offered
from flagship.periods import TZ, Quarter
from reports.actions.rollup import locked_rollup
from reports.models import Nomination, QuarterRollup
from reports.moves import DECIDE


@dataclass(frozen=True, slots=True)
class Vote:
    """Yes or no to one nomination. A no needs its reason."""

    approved: bool
    reason: str = ""


@transaction.atomic
def record_decision(
    *,
    quarter: Quarter,
    decision_date: dt.date,
    minutes_number: str,
    votes: Mapping[int, Vote],
    by,
    files: Iterable[UploadedFile] = (),
    now: dt.datetime | None = None,
) -> QuarterRollup:
    """Write down the committee's decision (五（三）): date, minutes, yes or no by nomination, with its files. Titles
    may stay vacant.

    Raises Refused with all problems at once. Who nominated, who proposed and who records are different people.
    """
    now = now or clock.now()
    minutes_number = minutes_number.strip()
    rollup = locked_rollup(quarter)
    picked = list(Nomination.objects.filter(quarter=quarter).picked().select_related("member"))
    problems = _about_people(rollup, picked, by) + _about_votes(picked, votes)
    problems += _about_meeting(quarter, decision_date, minutes_number, now)
    if problems and offered([DECIDE], rollup, by):
        raise Refused(" ".join(problems))
    rollup = perform(
        rollup,
        DECIDE,
        by=by,
        now=now,
        decision_date=decision_date,
        minutes_number=minutes_number,
        decided_by=by,
    )
    rollup.attachments.set(attach_all(files, by=by, now=now))
    for nomination in picked:
        vote = votes[nomination.pk]
        nomination.approved, nomination.decision_reason = vote.approved, vote.reason.strip()
        nomination.save(update_fields=["approved", "decision_reason"])
    return rollup


def _about_people(rollup: QuarterRollup, picked: list[Nomination], by) -> list[str]:
    if rollup.proposed_by_id == by.pk or any(row.proposed_by_id == by.pk for row in picked):
        return [_("You made this proposal; somebody else records the decision.")]
    if any(row.nominated_by_id == by.pk for row in picked):
        return [_("You nominated somebody on this list; somebody else records the decision.")]
    if by.person is not None and any(row.member_id == by.person.pk for row in picked):
        return [_("You are on this list yourself; somebody else records the decision.")]
    return []


def _about_votes(picked: list[Nomination], votes: Mapping[int, Vote]) -> list[str]:
    found = []
    for row in picked:
        vote = votes.get(row.pk)
        if vote is None:
            found.append(_("%(name)s: say yes or no.") % {"name": row.member.name})
        elif not vote.approved and not vote.reason.strip():
            found.append(_("%(name)s: a no needs its reason.") % {"name": row.member.name})
    return found


def _about_meeting(quarter: Quarter, day: dt.date | None, minutes_number: str, now: dt.datetime) -> list[str]:
    if day is None:
        return [_("Give the date of the committee's meeting.")]
    found = []
    if day > now.astimezone(TZ).date():
        found.append(_("%(day)s lies in the future; a decision is recorded after the meeting.") % {"day": day})
    if day <= quarter.last_day:
        found.append(_("%(day)s lies before the end of the quarter it decides on.") % {"day": day})
    if not minutes_number:
        found.append(_("Give the number of the minutes, so that the decision can be found."))
    return found
