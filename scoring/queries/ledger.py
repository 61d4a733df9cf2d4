"""The points ledger as lists, and the proof that it agrees with the standings."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from flagship.categories import Account
from flagship.periods import Month
from flagship.permissions import Permission
from members.models import Member
from scoring.models import PointsEntry, Standing
from scoring.queries.points import FROZEN, WITH_REVERSALS
from scoring.states import EntryKind, RevisionState

ZERO = Decimal(0)
_Key = tuple[int, Month, Account]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where the ledger and the standings differ: whose points, of which month, and by how much."""

    employee_number: str
    month: Month
    account: Account
    posted: Decimal
    due: Decimal

    def __str__(self) -> str:
        return (
            f"{self.employee_number} {self.month} {self.account}: "
            f"the ledger has {self.posted}, the standings say {self.due}"
        )


def ledger_of(user, *, account: Account | None = None, month: Month | None = None, search: str = ""):
    """The entries a user may see, the newest month first; filtered, not yet read."""
    entries = PointsEntry.objects.open_to(user, Permission.VIEW_LEDGER).defer(*FROZEN)
    entries = entries.select_related("member", "branch", "posted_by", *WITH_REVERSALS)
    if account:
        entries = entries.on(account)
    if month:
        entries = entries.between(month, month)
    if search:
        entries = entries.filter(Q(member__name__icontains=search) | Q(member__employee_number__icontains=search))
    return entries


def ledger_agrees(*, since: dt.date | None = None) -> list[Disagreement]:
    """Where the ledger is not the sum of the standings of the settled revisions, adjustments apart; empty if nowhere.

    Also finds a reversal that is not the opposite of its original. `since` looks at assessed months from that day on.
    """
    first = Month.of(since) if since else Month(1, 1)
    posted: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    wrong: dict[_Key, Decimal] = {}
    entries = PointsEntry.objects.filter(month__gte=first).select_related("reverses")
    for entry in entries.iterator():
        key = entry.member_id, entry.month, entry.account
        original = entry.reverses or entry
        if original.kind is not EntryKind.ADJUSTMENT:
            posted[key] += entry.amount
        if entry.reverses and entry.amount != -original.amount:
            wrong[key] = entry.amount + original.amount
    due: dict[_Key, Decimal] = defaultdict(lambda: ZERO)
    standings = Standing.objects.filter(revision__state=RevisionState.SETTLED, month__gte=first)
    for member, month, account, points in standings.values_list("member", "month", "account", "points"):
        due[member, month, account] += points
    keys = [key for key in {*posted, *due} if posted[key] != due[key] or key in wrong]
    return _named(keys, posted, due)


def _named(keys: list[_Key], posted: dict[_Key, Decimal], due: dict[_Key, Decimal]) -> list[Disagreement]:
    numbers = dict(Member.objects.filter(pk__in={key[0] for key in keys}).values_list("pk", "employee_number"))
    found = [Disagreement(numbers[key[0]], key[1], key[2], posted[key], due[key]) for key in keys]
    return sorted(found, key=lambda one: (one.month, one.employee_number, one.account))
