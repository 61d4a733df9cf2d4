"""Settled months replayed from their frozen inputs under other rules. Reads a revision once and stores nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from branches.models import Branch
from flagship.categories import Account
from flagship.models import IndicatorTemplate
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.policies import Tiers
from scoring.models import MonthSheet, Participant, SheetRevision, Standing
from scoring.queries.assessed import frozen_rules
from scoring.rules.assess import Assessment, assess
from scoring.rules.inputs import MonthInputs
from scoring.rules.what_if import Changes
from scoring.states import RevisionState
from scoring.what_if import Figure, TierUse, WhatIf, WhatIfLine, WhatIfSum

MOST_MONTHS = 180
"""The most month sheets one what-if replays: twelve branches over fifteen months, a few seconds."""
ZERO = Decimal(0)
_STORED = ("revision_id", "member_id", "member__employee_number", "name", "total", "rank", "points", "account", "pool",
           "n", "vetoed")  # fmt: skip


def triable_sheets(user, *, since: Month | None = None, until: Month | None = None, branches: Sequence[Branch] = ()):
    """The settled months a user may see and so may try; all of them, or those of a stretch and of some branches."""
    sheets = MonthSheet.objects.open_to(user, Permission.VIEW_SHEET).settled()
    if since:
        sheets = sheets.filter(month__gte=since)
    if until:
        sheets = sheets.filter(month__lte=until)
    return sheets.filter(branch__in=branches) if branches else sheets


def templates_of(sheets) -> list[IndicatorTemplate]:
    """The templates people of these sheets were marked by, in the document's order."""
    used = Participant.objects.filter(sheet__in=sheets).order_by().values("template").distinct()
    return sorted(IndicatorTemplate.objects.filter(pk__in=used), key=IndicatorTemplate.document_order)


def what_if(
    user,
    *,
    since: Month,
    until: Month,
    branches: Sequence[Branch] = (),
    changes: Changes,
    said: Sequence[tuple[str, str]] = (),
) -> WhatIf:
    """Who would gain or lose what; `said` are the changes in Chinese and English.

    Five queries, however many months. Raises Refused when nothing is settled there, when it is too much for one go,
    and when the tier table has no row for a pool.
    """
    sheets = triable_sheets(user, since=since, until=until, branches=branches)
    revisions = SheetRevision.objects.filter(sheet__in=sheets, state=RevisionState.SETTLED)
    _check_size(revisions.count())
    stored = defaultdict(list)
    for row in Standing.objects.filter(revision__in=revisions).order_by().values(*_STORED):
        stored[row["revision_id"]].append(row)
    lines: list[WhatIfLine] = []
    used: tuple[Counter, Counter] = (Counter(), Counter())
    names: dict[str, None] = {}
    ordered = revisions.select_related("sheet__branch").order_by("sheet__branch__path", "sheet__month")
    months = 0
    for revision in ordered.iterator(chunk_size=20):
        months += 1
        names[revision.sheet.branch.name] = None
        lines += _replayed(revision, stored[revision.pk], changes, used)
    called = {line.member_id: line.name for line in lines}
    return WhatIf(
        changes=tuple(said),
        since=since,
        until=until,
        branch_names=tuple(names),
        months=months,
        lines=tuple(lines),
        accounts=_sums(lines, lambda line: (line.account.zh, ""), everybody=True),
        branches=_sums(lines, lambda line: (line.branch_name, "")),
        people=_by_effect(_sums(lines, lambda line: (called[line.member_id], line.employee_number))),
        tiers=_tier_use(used, changes.tiers),
    )


def _check_size(months: int) -> None:
    if not months:
        raise Refused(_("No month is settled there."))
    if months > MOST_MONTHS:
        raise Refused(
            _("%(count)s settled months are too many for one go; choose fewer branches or months, %(most)s at most.")
            % {"count": months, "most": MOST_MONTHS}
        )


def _replayed(
    revision: SheetRevision, rows: list[dict], changes: Changes, used: tuple[Counter, Counter]
) -> Iterator[WhatIfLine]:
    rules = frozen_rules(revision)
    tiers = changes.tiers or rules.tiers
    inputs = changes.inputs(MonthInputs.from_json(revision.inputs))
    vetoed = frozenset(row["member_id"] for row in rows if row["vetoed"])
    found = assess(inputs, changes.policy(rules.policy), tiers, rules.staff_tiers, vetoed)
    after = {one.person.member_id: one for one in found.ranked}
    before = {(row["pool"], row["n"]) for row in rows if row["account"] == Account.STAR}
    used[0].update(_spans(rules.tiers, (n for _pool, n in before)))
    used[1].update(_spans(tiers, (n for _pool, n in _pools(found))))
    for row in sorted(rows, key=lambda row: (row["account"], row["rank"] or 0, row["member__employee_number"])):
        now = after.get(row["member_id"])
        yield WhatIfLine(
            member_id=row["member_id"],
            employee_number=row["member__employee_number"],
            name=row["name"],
            branch_name=revision.sheet.branch.name,
            month=revision.sheet.month,
            account=Account(row["account"]),
            before=Figure(row["total"], row["rank"], row["points"]),
            after=Figure(now.marks.total, now.standing.rank, now.standing.points) if now else Figure(ZERO, None, ZERO),
            excused=now is None,
        )


def _pools(found: Assessment) -> set[tuple[str, int]]:
    star = (one for one in found.ranked if one.standing.account is Account.STAR)
    return {(found.pools[one.pool].pool.code, one.standing.n) for one in star}


def _spans(tiers: Tiers, sizes: Iterable[int]) -> Iterator[str]:
    rows = (tiers.row_for(n) for n in sizes)
    return (row.span for row in rows if row)


def _tier_use(used: tuple[Counter, Counter], other: Tiers | None) -> tuple[TierUse, ...]:
    before, after = used
    order = {row.span: row.low for row in other.rows} if other else {}
    spans = sorted({*before, *after, *order}, key=lambda span: (order.get(span, _first(span)), span))
    return tuple(TierUse(span, before[span], after[span]) for span in spans)


def _first(span: str) -> int:
    """The least number of participants of a row: 10 of `10–30`, 31 of `≥31`."""
    return int(span.lstrip("≥").split("–")[0])


def _sums(
    lines: Iterable[WhatIfLine], name_of: Callable[[WhatIfLine], tuple[str, str]], *, everybody: bool = False
) -> tuple[WhatIfSum, ...]:
    groups: dict[tuple, list[WhatIfLine]] = defaultdict(list)
    for line in lines:
        groups[*name_of(line), line.account].append(line)
    sums = (_sum(*key, group) for key, group in groups.items())
    return tuple(found for found in sums if everybody or found.differing)


def _sum(name: str, detail: str, account: Account, lines: list[WhatIfLine]) -> WhatIfSum:
    differing = tuple(line for line in lines if line.differs)
    return WhatIfSum(
        name=name,
        detail=detail,
        account=account,
        lines=len(lines),
        people=len({line.member_id for line in differing}),
        before=sum((line.before.points for line in lines), ZERO),
        after=sum((line.after.points for line in lines), ZERO),
        gained=sum((line.points for line in differing if line.points > 0), ZERO),
        lost=sum((line.points for line in differing if line.points < 0), ZERO),
        differing=differing,
    )


def _by_effect(sums: tuple[WhatIfSum, ...]) -> tuple[WhatIfSum, ...]:
    """Those who gain or lose most first."""
    return tuple(sorted(sums, key=lambda one: (-abs(one.points), -one.points, one.detail)))
