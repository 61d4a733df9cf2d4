"""Evidence of a month: attached and taken off while the sheet is a draft, kept for ever once it was submitted."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.attach import attach_all, discard
from flagship.actions.audit import record
from flagship.models import Indicator
from flagship.moves import AlreadyDone, Refused
from flagship.permissions import Permission
from scoring.models import Evidence, MonthSheet, Participant
from scoring.states import SheetState

MOST_FILES = 10
"""So many files prove one value at most."""


@transaction.atomic
def attach_evidence(
    *,
    participant: Participant,
    indicator: Indicator,
    files: Iterable[UploadedFile],
    by,
    now: dt.datetime | None = None,
) -> list[Evidence]:
    """Attach files to one person's value. Raises PermissionDenied, AlreadyDone outside draft, Refused for a bad file,
    for too many, and where the indicator asks for none."""
    now = now or clock.now()
    sheet = _draft(participant.sheet_id, by)
    if not indicator.evidence_required or participant.template_id != indicator.template_id:
        raise Refused(_("“%(indicator)s” asks for no evidence.") % {"indicator": indicator.name})
    files = list(files)
    present = Evidence.objects.current().filter(sheet=sheet, member=participant.member_id, indicator=indicator)
    if present.count() + len(files) > MOST_FILES:
        raise Refused(_("At most %(most)s files prove one value.") % {"most": MOST_FILES})
    rows = [
        Evidence.objects.create(sheet=sheet, member_id=participant.member_id, indicator=indicator, attachment=kept)
        for kept in attach_all(files, by=by, now=now)
    ]
    for row in rows:
        _write_down("attach_evidence", row, by=by, now=now)
    return rows


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by, now: dt.datetime | None = None) -> None:
    """Take a file off the draft. One that a submission names stays with that submission; any other is gone."""
    now = now or clock.now()
    _draft(evidence.sheet_id, by)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("attachment").get(pk=evidence.pk)
    if evidence.removed_at:
        raise AlreadyDone(_("Somebody has already dealt with this; the page shows its present state."))
    _write_down("remove_evidence", evidence, by=by, now=now)
    if evidence.frozen_in is None:
        attachment = evidence.attachment
        evidence.delete()
        discard(attachment)
        return
    evidence.removed_at, evidence.removed_by = now, by
    evidence.save(update_fields=["removed_at", "removed_by"])


def freeze_evidence(sheet: MonthSheet, number: int) -> None:
    """Mark what the submission of this number names. Call it within the transaction of the submission."""
    Evidence.objects.current().filter(sheet=sheet, frozen_in=None).update(frozen_in=number)


def _draft(pk: int, by) -> MonthSheet:
    sheet = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    if not by.has_perm(Permission.ENTER_MARKS, sheet.branch):
        raise PermissionDenied
    if sheet.state is not SheetState.DRAFT:
        raise AlreadyDone(_("The month is submitted; its evidence stays as it is."))
    return sheet


def _write_down(act: str, row: Evidence, *, by, now: dt.datetime) -> None:
    record(
        act,
        row.attachment.name,
        by=by,
        now=now,
        of=str(row.sheet),
        employee_number=row.member.employee_number,
        code=row.indicator.code,
        digest=row.attachment.digest,
    )
