"""Writing into the ledger: post, never edit; correct by the opposite; the same source twice is one row."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.categories import Account
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from members.models import Member
from scoring.models import Participant, PointsEntry, Standing
from scoring.rules import Reason
from scoring.states import EntryKind

MOST_POINTS = Decimal("9999.99")
LONGEST_REASON = 300


def post_points(*, standings: Iterable[Standing], by, now: dt.datetime) -> list[PointsEntry]:
    """Post the points of settled standings; zero points post nothing. A standing posts once, or IntegrityError."""
    return PointsEntry.objects.bulk_create(
        PointsEntry(
            member_id=standing.member_id,
            branch_id=standing.branch_id,
            account=standing.account,
            month=standing.month,
            amount=standing.points,
            kind=EntryKind.BONUS if standing.points > 0 else EntryKind.DEDUCTION,
            standing=standing,
            clause=Reason.from_json(standing.reason).clause,
            posted_at=now,
            posted_by=by,
        )
        for standing in standings
        if standing.points
    )


def reverse_entries(*, entries: Iterable[PointsEntry], reason: str, by, now: dt.datetime) -> list[PointsEntry]:
    """Post the opposite of each entry, one to one."""
    return PointsEntry.objects.bulk_create(
        PointsEntry(
            member_id=entry.member_id,
            branch_id=entry.branch_id,
            account=entry.account,
            month=entry.month,
            amount=-entry.amount,
            kind=EntryKind.REVERSAL,
            reverses=entry,
            clause=entry.clause,
            reason=reason.strip()[:LONGEST_REASON],
            posted_at=now,
            posted_by=by,
        )
        for entry in entries
    )


@transaction.atomic
def adjust_points(
    *,
    member: Member,
    month: Month,
    amount: Decimal,
    reason: str,
    document_number: str,
    by,
    account: Account = Account.STAR,
    clause: str = "",
    now: dt.datetime | None = None,
) -> PointsEntry:
    """The Department adjusts somebody's points of an assessed month: a reason and a document number are needed.

    It stands by itself: reopening the month does not reverse it. Nobody adjusts their own points.
    """
    branch = branch_in(member, month)
    if not by.has_perm(Permission.ADJUST_POINTS, branch):
        raise PermissionDenied
    if by.person is not None and by.person.pk == member.pk:
        raise Refused(_("Nobody adjusts their own points."))
    if not reason.strip() or not document_number.strip():
        raise Refused(_("An adjustment needs a reason and the number of the document it rests on."))
    if not amount or amount != amount.quantize(Decimal("0.01")) or abs(amount) > MOST_POINTS:
        raise Refused(_("The points must not be zero and have at most two decimals."))
    return PointsEntry.objects.create(
        member=member,
        branch=branch,
        account=account,
        month=month,
        amount=amount,
        kind=EntryKind.ADJUSTMENT,
        clause=clause,
        reason=reason.strip()[:LONGEST_REASON],
        document_number=document_number.strip()[:60],
        posted_at=now or clock.now(),
        posted_by=by,
    )


def branch_in(member: Member, month: Month):
    """Where the person stood in the month: on a sheet, or else by membership at the end of the 15th."""
    seat = Participant.objects.filter(member=member, month=month).select_related("sheet__branch").first()
    branch = seat.sheet.branch if seat else member.branch_on(month.fifteenth)
    if branch is None:
        raise Refused(_("%(name)s belonged to no branch in %(month)s.") % {"name": member, "month": month})
    return branch
