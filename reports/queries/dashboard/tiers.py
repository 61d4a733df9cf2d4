"""Which rows of the tier table the pools of a month fell into (五（三）). Two queries."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum

from flagship.categories import Account
from flagship.periods import Month
from flagship.policies import TierRow, Tiers
from reports.queries.dashboard.below import below
from scoring.models import SheetRevision, Standing

NOTHING = Decimal(0)
_OF_STARS = Q(account=Account.STAR)


@dataclass(slots=True)
class TierUse:
    """One row of the table: pools that fell into it, their people, the star points their standings give."""

    tier: TierRow
    pools: int = 0
    people: int = 0
    given: Decimal = NOTHING
    taken: Decimal = NOTHING


def tier_use(unit, month: Month) -> list[TierUse]:
    """By the tier tables the month was settled with, small pools first."""
    standings = Standing.objects.in_force().filter(below(unit), month=month).order_by()
    pools = standings.values_list("revision", "pool", "n").annotate(
        people=Count("pk"),
        given=Sum("points", filter=_OF_STARS & Q(points__gt=0)),
        taken=Sum("points", filter=_OF_STARS & Q(points__lt=0)),
    )
    revisions = SheetRevision.objects.filter(pk__in=standings.values("revision"))
    tables = _tables(revisions.values_list("pk", "tiers"))
    found: dict[TierRow, TierUse] = {}
    for revision, _pool, n, people, given, taken in pools:
        tier = tables[revision].row_for(n)
        if tier is not None:
            use = found.setdefault(tier, TierUse(tier))
            use.pools += 1
            use.people += people
            use.given += given or NOTHING
            use.taken += taken or NOTHING
    return sorted(found.values(), key=lambda use: (use.tier.low, use.tier.bonus))


def _tables(stored) -> dict[int, Tiers]:
    """The tables by revision; most revisions of a month carry the same one, which is read once."""
    read: dict[str, Tiers] = {}
    return {pk: read.setdefault(repr(rows), Tiers.from_json(rows)) for pk, rows in stored}
