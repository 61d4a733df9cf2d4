"""A month in which nobody is ranked: 未考核. It posts nothing and enters no mean."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from flagship import clock
from flagship.actions.move import perform
from flagship.moves import may
from scoring.actions.open_month import refresh_participants
from scoring.hooks import tell_month_changed
from scoring.models import MonthSheet
from scoring.moves import RESUME, VOID


def void(*, sheet: MonthSheet, reason: str, by, now: dt.datetime | None = None) -> MonthSheet:
    """Set the month to “not assessed”. Only the Department can, and doing it is its consent; a reason is needed."""
    now = now or clock.now()
    if not may(VOID, sheet, by):
        raise PermissionDenied
    refresh_participants(sheet=sheet, by=by, now=now)
    return _moved(sheet, VOID, "按未考核处理", reason=reason, by=by, now=now)


def resume(*, sheet: MonthSheet, reason: str, by, now: dt.datetime | None = None) -> MonthSheet:
    """Take a month up again that was set to “not assessed”."""
    return _moved(sheet, RESUME, "恢复考核", reason=reason, by=by, now=now or clock.now())


@transaction.atomic
def _moved(sheet: MonthSheet, move, told: str, *, reason: str, by, now: dt.datetime) -> MonthSheet:
    perform(sheet, move, by=by, reason=reason, now=now)
    tell_month_changed(sheet, by=by, reason=f"{sheet}{told}：{reason.strip()}", now=now)
    return sheet
