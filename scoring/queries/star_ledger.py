"""The star ledger summed by person and month, for many people at once."""

from collections import defaultdict

from django.db.models import Sum

from flagship.categories import Account
from flagship.periods import Month
from scoring.models import PointsEntry
from scoring.rules.stars import Entries


def star_sums(until: Month, *, since: Month | None = None) -> dict[int, Entries]:
    """What each person's months amount to, up to an assessed month; `since` leaves earlier ones out. One query."""
    entries = PointsEntry.objects.on(Account.STAR).filter(month__lte=until)
    if since:
        entries = entries.filter(month__gte=since)
    found: dict[int, Entries] = defaultdict(list)
    sums = entries.order_by().values_list("member_id", "month").annotate(sum=Sum("amount"))
    for member_id, month, amount in sums:
        found[member_id].append((month, amount))
    return found
