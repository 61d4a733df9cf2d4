"""The points ledger entry by entry, as it is exported."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flagship.categories import Account
from flagship.periods import Month
from scoring.documents import Words
from scoring.queries.points import explanation
from scoring.states import EntryKind

AT_ONCE = 2000  # rows; a long ledger is never in memory as a whole


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry with the person it belongs to. A reversal and what it reverses are both lines."""

    entry_id: int
    employee_number: str
    name: str
    branch_name: str
    account: Account
    month: Month
    kind: EntryKind
    amount: Decimal
    explanation: Words
    clause: str
    document_number: str
    posted_at: dt.datetime
    posted_by: str
    reversed: bool


def ledger_lines(entries) -> Iterator[LedgerLine]:
    """The entries of `scoring.queries.ledger.ledger_of`, the oldest month first."""
    for row in entries.order_by("month", "posted_at", "pk").iterator(chunk_size=AT_ONCE):
        yield LedgerLine(
            entry_id=row.pk,
            employee_number=row.member.employee_number,
            name=row.member.name,
            branch_name=row.branch.name,
            account=row.account,
            month=row.month,
            kind=row.kind,
            amount=row.amount,
            explanation=explanation(row),
            clause=row.clause,
            document_number=row.document_number,
            posted_at=row.posted_at,
            posted_by=str(row.posted_by),
            reversed=hasattr(row, "reversal"),
        )
