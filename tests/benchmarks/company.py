"""A company of any size with a settled, reported quarter, made by whole tables at once.

Ranks and points are those of the real rules, worked out once a month for a branch of that many people and repeated in
every branch; totals differ from branch to branch. Nothing of it has gone through the application's actions.
"""

import datetime as dt
from decimal import Decimal
from statistics import mean

from branches.models import Branch
from flagship.categories import Account, BranchKind, FlagCategory, PoliticalStatus, WorkLayer
from flagship.periods import Month, Quarter
from flagship.policies import Policy
from flagship.standard import document_tiers
from members.models import BranchMembership, Member, StatusPeriod
from reports.flags import FlagKind
from reports.models import IntegrityFlag, Nomination, QuarterLine, QuarterReport
from reports.states import ReportState
from scoring.models import MonthSheet, PointsEntry, SheetRevision, Standing
from scoring.rules import Entrant, pool_positions, settle
from scoring.states import EntryKind, RevisionState, SheetState
from tests.factories import LONG_AGO, root
from tests.reports.rows import Q1, at

AT_ONCE = 2000
CATEGORIES = list(FlagCategory)


def add_branches(count: int, people: int, *, by, quarter: Quarter = Q1, since: int = 0) -> None:
    """So many branches more, numbered from `since`, each with its people and a quarter that was filed and accepted."""
    branches = _branches(range(since, since + count))
    crews = _people(branches, people)
    shapes = {month: _shape(people, shift=7 * month.number) for month in quarter.months}
    for month in quarter.months:
        _settled(branches, crews, month, shapes[month], by)
    _reports(branches, crews, quarter, shapes, by)


def _branches(numbers: range) -> list[Branch]:
    top, pk = root(), (Branch.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    return Branch.objects.bulk_create(
        Branch(
            pk=pk + at_,
            code=f"bench{number}",
            name=f"基准{number}党支部",
            kind=BranchKind.BRANCH,
            layer=WorkLayer.OPERATIONS,
            parent=top,
            path=f"{top.path}{pk + at_}/",
        )
        for at_, number in enumerate(numbers)
    )


def _people(branches: list[Branch], count: int) -> dict[int, list[Member]]:
    pk = (Member.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    crews = {
        branch.pk: [
            Member(pk=pk + place * count + one, employee_number=f"n{pk + place * count + one:06}", name=f"员工{one:02}")
            for one in range(count)
        ]
        for place, branch in enumerate(branches)
    }
    everybody = [(branch, person) for branch, crew in crews.items() for person in crew]
    Member.objects.bulk_create((person for _branch, person in everybody), AT_ONCE)
    BranchMembership.objects.bulk_create(
        (BranchMembership(member=person, branch_id=branch, since=LONG_AGO) for branch, person in everybody), AT_ONCE
    )
    StatusPeriod.objects.bulk_create(
        (StatusPeriod(member=person, status=PoliticalStatus.PARTY, since=LONG_AGO) for _branch, person in everybody),
        AT_ONCE,
    )
    return crews


def _shape(people: int, *, shift: int) -> list[dict]:
    """What one month says of the people of any branch, by their place in the crew; no two have the same total."""
    totals = [Decimal(6000 + (one * 37 + shift) % people * (3000 // people)) / 100 for one in range(people)]
    entrants = [Entrant(key=one, total=total, quantitative=total, party=True) for one, total in enumerate(totals)]
    positions = pool_positions(entrants, Policy())
    found = sorted(settle(entrants, document_tiers(), Policy()), key=lambda standing: standing.key)
    return [
        {
            "n": standing.n,
            "total": totals[standing.key],
            "quantitative": totals[standing.key],
            "rank": standing.rank,
            "rank_from_bottom": standing.rank_from_bottom,
            "tied": 1,
            "percentile": positions[standing.key].percentile,
            "z_score": positions[standing.key].z,
            "account": Account.STAR,
            "points": standing.points,
            "reason": standing.reason.to_json(),
        }
        for standing in found
    ]


def _category(one: int) -> FlagCategory:
    return CATEGORIES[one % len(CATEGORIES)]


def _offset(branch: Branch) -> Decimal:
    """By how much the totals of a branch stand above the shape's: 0.00 to 9.99."""
    return Decimal(branch.pk * 13 % 1000) / 100


def _settled(branches: list[Branch], crews, month: Month, shape: list[dict], by) -> None:
    moment = at(f"{month + 1}-09 15:00")
    sheets = MonthSheet.objects.bulk_create(
        MonthSheet(branch=branch, month=month, state=SheetState.SETTLED, revision=1, opened_at=moment)
        for branch in branches
    )
    frozen = {"inputs": {}, "policy": Policy().to_json(), "tiers": document_tiers().to_json()}
    revisions = SheetRevision.objects.bulk_create(
        SheetRevision(
            sheet=sheet,
            number=1,
            state=RevisionState.SETTLED,
            **frozen,
            due=moment.date(),
            submitted_at=moment - dt.timedelta(days=5),
            submitted_by=by,
            publicity_until=moment,
            meeting_date=moment.date(),
            settled_at=moment,
            settled_by=by,
        )
        for sheet in sheets
    )
    standings = Standing.objects.bulk_create(
        (
            Standing(
                revision=revision,
                member=person,
                branch=branch,
                month=month,
                name=person.name,
                status=PoliticalStatus.PARTY,
                category=_category(one),
                lines=[],
                **shape[one] | {"total": shape[one]["total"] + _offset(branch)},
            )
            for branch, revision in zip(branches, revisions, strict=True)
            for one, person in enumerate(crews[branch.pk])
        ),
        AT_ONCE,
    )
    PointsEntry.objects.bulk_create(
        (
            PointsEntry(
                member_id=standing.member_id,
                branch_id=standing.branch_id,
                account=Account.STAR,
                month=month,
                amount=standing.points,
                kind=EntryKind.BONUS if standing.points > 0 else EntryKind.DEDUCTION,
                standing=standing,
                posted_at=moment,
                posted_by=by,
            )
            for standing in standings
            if standing.points
        ),
        AT_ONCE,
    )


def _reports(branches: list[Branch], crews, quarter: Quarter, shapes: dict[Month, list[dict]], by) -> None:
    """Every branch has filed, the Department has accepted; the first of each crew is nominated, one in ten flagged."""
    moment = at(f"{quarter.months[-1] + 1}-12 09:00")
    reports = QuarterReport.objects.bulk_create(
        QuarterReport(
            branch=branch,
            quarter=quarter,
            state=ReportState.ACCEPTED,
            version=1,
            content={},
            first_submitted_at=moment,
            submitted_at=moment,
            submitted_by=by,
            accepted_at=moment,
            accepted_by=by,
        )
        for branch in branches
    )
    nominations = Nomination.objects.bulk_create(
        Nomination(
            report=report,
            quarter=quarter,
            member=crews[report.branch_id][0],
            category=_category(0),
            citation="攻坚克难",
            nominated_by=by,
            nominated_at=moment,
        )
        for report in reports
    )
    by_report = {nomination.report_id: nomination for nomination in nominations}
    figures = [
        _quarter_of([shapes[month][one] for month in quarter.months]) for one in range(len(shapes[quarter.months[0]]))
    ]
    QuarterLine.objects.bulk_create(
        (
            QuarterLine(
                report=report,
                quarter=quarter,
                member=person,
                nomination=None if one else by_report[report.pk],
                name=person.name,
                status=PoliticalStatus.PARTY,
                category=_category(one),
                **figures[one] | {"score": figures[one]["score"] + _offset(branch)},
            )
            for branch, report in zip(branches, reports, strict=True)
            for one, person in enumerate(crews[branch.pk])
        ),
        AT_ONCE,
    )
    IntegrityFlag.objects.bulk_create(
        IntegrityFlag(
            report=report,
            version=1,
            kind=FlagKind.SAME_TOP,
            member=crews[report.branch_id][1],
            word_zh="连续3月第一",
            word_en="First 3 months running",
            zh="自2026年1月起连续3个月排名第1名。",
            en="First in 3 months running.",
        )
        for report in reports[::10]
    )


def _quarter_of(months: list[dict]) -> dict:
    """A person's quarter out of the three months."""
    points = [month["points"] for month in months]

    def middle(name: str) -> Decimal | None:
        values = [month[name] for month in months if month[name] is not None]
        return round(mean(values), 2) if values else None

    return {
        "months_taken": len(months),
        "score": middle("total"),
        "bonus": sum((one for one in points if one > 0), Decimal(0)),
        "deduction": sum((one for one in points if one < 0), Decimal(0)),
        "adjustment": Decimal(0),
        "net": sum(points, Decimal(0)),
        "months_first": sum(month["rank"] == 1 for month in months),
        "percentile": middle("percentile"),
        "z_score": middle("z_score"),
    }
