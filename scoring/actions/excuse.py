"""Excusing a person for a month (leave, secondment, …): shown, not ranked, not counted."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.actions.enter_values import draft_for_entry
from scoring.actions.entry_places import figures_changed
from scoring.models import MonthSheet, Participant
from scoring.states import SheetState

LONGEST_REASON = 200


@transaction.atomic
def excuse(*, participant: Participant, reason: str, by, now: dt.datetime | None = None) -> Participant:
    """Excuse a person with a reason. The excuse of whoever answers for the sheet needs the Department's approval."""
    row = _in_draft(participant, by=by)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why %(name)s is excused.") % {"name": row.member})
    if len(reason) > LONGEST_REASON:
        raise Refused(_("The reason is too long; at most %(most)d characters.") % {"most": LONGEST_REASON})
    if row.exemption_id:
        raise Refused(_("%(name)s is exempt already.") % {"name": row.member})
    row.excused, row.excuse_reason, row.excused_by, row.excuse_approved_by = True, reason, by, None
    return _saved(row, "excuse", by=by, now=now)


@transaction.atomic
def unexcuse(*, participant: Participant, by, now: dt.datetime | None = None) -> Participant:
    """Take an excuse back; what was entered before counts again."""
    row = _in_draft(participant, by=by)
    row.excused, row.excuse_reason, row.excused_by, row.excuse_approved_by = False, "", None, None
    return _saved(row, "unexcuse", by=by, now=now)


@transaction.atomic
def approve_excuse(*, participant: Participant, by, now: dt.datetime | None = None) -> Participant:
    """The Department approves the excuse of somebody who answers for the sheet. Nobody approves their own."""
    sheet = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=participant.sheet_id)
    if not by.has_perm(Permission.CONSENT_SHEET, sheet.branch):
        raise PermissionDenied
    row = Participant.objects.select_related("member").get(pk=participant.pk)
    if sheet.state is not SheetState.DRAFT or not row.excused:
        raise Refused(_("There is no excuse to approve any more."))
    if by.person is not None and by.person.pk == row.member_id:
        raise Refused(_("Nobody approves their own excuse."))
    row.excuse_approved_by = by
    return _saved(row, "approve_excuse", by=by, now=now)


def _in_draft(participant: Participant, *, by) -> Participant:
    draft_for_entry(participant.sheet, by=by)
    return Participant.objects.select_related("member", "sheet").get(pk=participant.pk)


def _saved(row: Participant, act: str, *, by, now: dt.datetime | None) -> Participant:
    row.save(update_fields=["excused", "excuse_reason", "excused_by", "excuse_approved_by"])
    figures_changed(row.sheet)
    record(act, str(row), by=by, now=now or clock.now(), employee_number=row.member.employee_number)
    return row
