"""一票否决: proposed by the secretary with evidence, confirmed by the Department, liftable; all stay on record.

It belongs to the month of the breach. The person keeps rank and place in n and nobody moves up; points become
min(0, points). What a settlement has posted already is adjusted by the difference.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.attach import attach_all
from flagship.actions.move import perform
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from members.models import Member
from scoring.actions.points import branch_in
from scoring.models import MonthSheet, PointsEntry, Standing, Veto
from scoring.rules import Reason
from scoring.rules.points import after_veto
from scoring.states import EntryKind, VetoKind, VetoState
from scoring.veto_moves import CONFIRM, LIFT, REFUSE

CLAUSES = {VetoKind.BASIC_STANDARD: "四（一）", VetoKind.SAFETY: "四（二）6"}


@transaction.atomic
def propose_veto(
    *,
    member: Member,
    month: Month,
    kind: VetoKind | str,
    evidence: str,
    by,
    files: Iterable[UploadedFile] = (),
    now: dt.datetime | None = None,
) -> Veto:
    """Propose a veto for a breach in a month, with its evidence in words and in files."""
    now = now or clock.now()
    branch = branch_in(member, month)
    if not by.has_perm(Permission.PROPOSE_VETO, branch):
        raise PermissionDenied
    if not evidence.strip():
        raise Refused(_("Say what happened and what proves it."))
    if month > Month.of(now):
        raise Refused(_("The month of the breach lies in the future."))
    same = Veto.objects.filter(member=member, month=month, kind=kind)
    if same.filter(state__in=[VetoState.PROPOSED, VetoState.CONFIRMED]).exists():
        raise Refused(_("There is such a veto on %(name)s for %(month)s already.") % {"name": member, "month": month})
    veto = Veto.objects.create(
        member=member,
        branch=branch,
        month=month,
        kind=VetoKind(kind),
        evidence=evidence.strip(),
        proposed_at=now,
        proposed_by=by,
    )
    veto.attachments.set(attach_all(files, by=by, now=now))
    return veto


@transaction.atomic
def decide_veto(
    *,
    veto: Veto,
    confirm: bool,
    by,
    document_number: str = "",
    reason: str = "",
    now: dt.datetime | None = None,
) -> Veto:
    """Confirm a proposed veto by a document, or refuse it with a reason. Nobody decides on their own."""
    now = now or clock.now()
    _lock_month(veto)
    decided = {"decided_at": now, "decided_by": by}
    if not confirm:
        return perform(veto, REFUSE, by=by, reason=reason, now=now, **decided)
    document_number = _document(document_number)
    perform(veto, CONFIRM, by=by, reason=reason, now=now, document_number=document_number, **decided)
    _post_difference(veto, "一票否决", document_number, by=by, now=now)
    return veto


@transaction.atomic
def lift_veto(*, veto: Veto, reason: str, document_number: str, by, now: dt.datetime | None = None) -> Veto:
    """Lift a confirmed veto by a document, with a reason; what it took is given back."""
    now = now or clock.now()
    _lock_month(veto)
    document_number = _document(document_number)
    perform(veto, LIFT, by=by, reason=reason, now=now)
    _post_difference(veto, "解除一票否决", document_number, by=by, now=now)
    return veto


def _document(number: str) -> str:
    if not number.strip():
        raise Refused(_("Give the number of the document on which the decision rests."))
    return number.strip()[:60]


def _lock_month(veto: Veto) -> None:
    """Keep a settlement from running at the same time: it would not know of this decision, nor this of it."""
    list(MonthSheet.objects.select_for_update().filter(participants__member=veto.member_id, month=veto.month))


def _post_difference(veto: Veto, told: str, document_number: str, *, by, now: dt.datetime) -> None:
    """Adjust what a settlement posted to what is due now that the vetoes of the month have changed.

    `told` begins the entry's reason. Like everything that is kept, it is Chinese.
    """
    standing = Standing.objects.in_force().filter(member=veto.member_id, month=veto.month).first()
    if standing is None:
        return  # the settlement will take the veto into account
    others = Veto.objects.in_force().filter(member=veto.member_id, month=veto.month)
    due = after_veto(Reason.from_json(standing.reason).earned, others.exists())
    difference = due - standing.points - _adjusted(standing)
    if not difference:
        return
    PointsEntry.objects.create(
        member_id=standing.member_id,
        branch_id=standing.branch_id,
        account=standing.account,
        month=standing.month,
        amount=difference,
        kind=EntryKind.ADJUSTMENT,
        veto=veto,
        clause=CLAUSES[veto.kind],
        reason=f"{told}：{veto.evidence}"[:300],
        document_number=document_number,
        posted_at=now,
        posted_by=by,
    )


def _adjusted(standing: Standing) -> Decimal:
    """What vetoes have adjusted since the settlement, in points."""
    entries = PointsEntry.objects.filter(
        member=standing.member_id, month=standing.month, account=standing.account, veto__isnull=False, reversal=None
    )
    return entries.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
