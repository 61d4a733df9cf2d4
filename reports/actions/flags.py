"""Raising the integrity flags of a filed report, and the Department's “looked at”."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.moves import AlreadyDone, Refused
from flagship.permissions import Permission
from reports.flags import flags_of
from reports.flags.record import Raised
from reports.models import IntegrityFlag, QuarterReport
from reports.queries.flag_record import record_of

LONGEST_REMARK = 300


def raise_flags(report: QuarterReport) -> list[IntegrityFlag]:
    """Compute the flags of the report's present version; within the transaction that files it.

    A flag of an earlier version with the same evidence goes on with its remark. Nothing is decided by a flag.
    """
    before = {_identity(row): row for row in report.flags.all()}
    raised = {_identity(one): one for one in flags_of(record_of(report.branch, report.quarter))}
    same = [row.pk for identity, row in before.items() if identity in raised]
    report.flags.filter(looked_at=None).exclude(pk__in=same).delete()
    report.flags.filter(pk__in=same).update(version=report.version)
    new = [_row(report, one) for identity, one in raised.items() if identity not in before]
    return IntegrityFlag.objects.bulk_create(new)


def _identity(one: Raised | IntegrityFlag) -> tuple:
    return one.kind, one.month, one.member_id, one.zh


def _row(report: QuarterReport, one: Raised) -> IntegrityFlag:
    return IntegrityFlag(
        report=report,
        version=report.version,
        kind=one.kind,
        month=one.month,
        member_id=one.member_id,
        word_zh=one.word_zh,
        word_en=one.word_en,
        zh=one.zh,
        en=one.en,
    )


@transaction.atomic
def look_at(flag: IntegrityFlag, *, remark: str, by, now: dt.datetime | None = None) -> IntegrityFlag:
    """Mark a flag as looked at, with the remark of the Department. No figure changes by it."""
    if not by.has_perm(Permission.COMPILE_ROLLUP):
        raise PermissionDenied
    remark = remark.strip()
    if not remark:
        raise Refused(_("Write in the remark what you found."))
    if len(remark) > LONGEST_REMARK:
        raise Refused(_("The remark is too long; at most %(most)d characters.") % {"most": LONGEST_REMARK})
    now = now or clock.now()
    open_flag = IntegrityFlag.objects.in_force().open().filter(pk=flag.pk).values("pk")
    if IntegrityFlag.objects.filter(pk__in=open_flag).update(looked_at=now, looked_by=by, remark=remark) != 1:
        raise AlreadyDone(_("Somebody has looked at this already, or the report was filed anew."))
    record("look at flag", str(flag), by=by, now=now, remark=remark)
    flag.refresh_from_db()
    return flag
