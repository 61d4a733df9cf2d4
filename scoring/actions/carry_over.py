"""Taking over from last month what a draft does not say yet: targets of single cells, and excuses."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.moves import Refused
from scoring.actions.enter_values import draft_for_entry, enter_values
from scoring.actions.excuse import excuse
from scoring.models import MonthSheet
from scoring.queries.carry_over import CarryOver, carry_over
from scoring.rules.entries import Entry


@transaction.atomic
def take_over(
    *, sheet: MonthSheet, chosen: Collection[str] | None = None, by, now: dt.datetime | None = None
) -> CarryOver:
    """Take over what was `chosen` (names of `CarryOver.names`; None for all of it). Returns what was taken.

    What has been typed since the list was shown stays as it is; doing it again takes nothing twice. Excuses are new
    ones: that of whoever answers for the sheet needs the Department's approval again. Raises PermissionDenied; Refused
    when the month is no draft, and where nothing is chosen.
    """
    now = now or clock.now()
    locked = draft_for_entry(sheet, by=by)
    found = carry_over(locked)
    wanted = found.names if chosen is None else set(chosen)
    if not wanted:
        raise Refused(_("Tick what is to be taken over."))
    excuses = tuple(one for one in found.excuses if one.name in wanted)
    targets = tuple(one for one in found.targets if one.name in wanted)
    for one in excuses:
        excuse(participant=one.participant, reason=one.reason, by=by, now=now)
    entries = [Entry(one.participant.member.employee_number, one.indicator.code, target=one.value) for one in targets]
    if entries:
        enter_values(sheet=locked, entries=entries, by=by, now=now)
    taken = CarryOver(found.before, targets, excuses)
    if taken:
        people = [one.participant.member.employee_number for one in excuses]
        record("carry_over", str(locked), by=by, now=now, cells=len(targets), excused=people, since=str(found.before))
    return taken
