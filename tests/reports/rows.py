"""Settled months for the tests of the reports room, ranked by the real rules."""

import datetime as dt
from decimal import Decimal

from django.db.models import Max

from flagship.categories import Account, FlagCategory
from flagship.periods import TZ, Month, Quarter
from flagship.policies import Policy
from flagship.standard import document_tiers
from members.models import User
from scoring.models import MonthSheet, Participant, PointsEntry, SheetRevision, Standing, Veto
from scoring.rules import Entrant, pool_positions, settle
from scoring.states import EntryKind, RevisionState, SheetState, VetoKind, VetoState

Q1 = Quarter(2026, 1)
JANUARY, FEBRUARY, MARCH = Q1.months


def at(text: str) -> dt.datetime:
    """`2026-04-10 09:00` on the clocks of Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)


APRIL = at("2026-04-10 09:00")


def settle_month(branch, month: Month, totals: dict, *, by, category=FlagCategory.SAFETY) -> MonthSheet:
    """A settled month of the branch: `totals` says the total of each member; a pair says the category too."""
    of = {member: value if isinstance(value, tuple) else (category, value) for member, value in totals.items()}
    sheet, _ = MonthSheet.objects.get_or_create(
        branch=branch, month=month, defaults={"opened_at": at(f"{month + 1}-01 08:00"), "state": SheetState.SETTLED}
    )
    number = (sheet.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    MonthSheet.objects.filter(pk=sheet.pk).update(state=SheetState.SETTLED, revision=number)
    revision = _revision(sheet, number, by)
    entrants = [
        Entrant(key=member.pk, total=Decimal(total), quantitative=Decimal(total), party=_status(member, month).is_party)
        for member, (_category, total) in of.items()
    ]
    places = pool_positions(entrants, Policy())
    by_key = {member.pk: member for member in of}
    for result in settle(entrants, document_tiers(), Policy()):
        member = by_key[result.key]
        _category, total = of[member]
        Participant.objects.get_or_create(
            member=member,
            month=month,
            defaults={"sheet": sheet, "status": _status(member, month), "category": _category},
        )
        standing = Standing.objects.create(
            revision=revision,
            member=member,
            branch=branch,
            month=month,
            name=member.name,
            status=_status(member, month),
            category=_category,
            n=result.n,
            total=Decimal(total),
            quantitative=Decimal(total),
            rank=result.rank,
            rank_from_bottom=result.rank_from_bottom,
            tied=1,
            percentile=places[result.key].percentile,
            z_score=places[result.key].z,
            account=result.account,
            points=result.points,
            lines=[],
            reason=result.reason.to_json(),
        )
        if result.points:
            _post(standing, by)
    sheet.refresh_from_db()
    return sheet


def _revision(sheet: MonthSheet, number: int, by: User) -> SheetRevision:
    settled = at(f"{sheet.month + 1}-09 15:00")
    return SheetRevision.objects.create(
        sheet=sheet,
        number=number,
        state=RevisionState.SETTLED,
        inputs={},
        policy=Policy().to_json(),
        tiers=document_tiers().to_json(),
        due=settled.date(),
        submitted_at=settled - dt.timedelta(days=5),
        submitted_by=by,
        publicity_until=settled - dt.timedelta(days=1),
        meeting_date=settled.date(),
        settled_at=settled,
        settled_by=by,
    )


def _status(member, month: Month):
    return member.status_on(month.last_day)


def _post(standing: Standing, by: User) -> None:
    PointsEntry.objects.create(
        member=standing.member,
        branch=standing.branch,
        account=standing.account,
        month=standing.month,
        amount=standing.points,
        kind=EntryKind.BONUS if standing.points > 0 else EntryKind.DEDUCTION,
        standing=standing,
        posted_at=at(f"{standing.month + 1}-09 15:00"),
        posted_by=by,
    )


def settle_quarter(branch, totals: dict, *, by, quarter: Quarter = Q1, category=FlagCategory.SAFETY) -> None:
    """Three settled months alike."""
    for month in quarter.months:
        settle_month(branch, month, totals, by=by, category=category)


def confirmed_veto(member, month: Month, *, by, adjustment: Decimal | str = "0") -> Veto:
    """A veto that the Department has confirmed, with the adjustment it posted."""
    branch = member.branch_on(month.last_day)
    veto = Veto.objects.create(
        member=member,
        branch=branch,
        month=month,
        kind=VetoKind.SAFETY,
        evidence="违章作业通报",
        state=VetoState.CONFIRMED,
        proposed_at=at(f"{month + 1}-10 09:00"),
        proposed_by=by,
    )
    if Decimal(adjustment):
        PointsEntry.objects.create(
            member=member,
            branch=branch,
            account=Account.STAR,
            month=month,
            amount=Decimal(adjustment),
            kind=EntryKind.ADJUSTMENT,
            veto=veto,
            reason="一票否决",
            document_number="通报1号",
            posted_at=at(f"{month + 1}-10 09:00"),
            posted_by=by,
        )
    return veto
