"""The year of a company of 1,000 branches with 50 people each: its lists, its freezing, its stars.

    pytest tests/benchmarks/bench_year.py -n0 -s

Not part of the suite. Seconds are those of the processor (SQLite works in the process), beside those that one bare
SUM over the same rows takes. Making the rows takes minutes.
"""

import datetime as dt
import time
from decimal import Decimal
from random import Random

import pytest
import time_machine
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from branches.models import Branch
from flagship.categories import BranchKind, FlagCategory, PoliticalStatus, WorkLayer
from flagship.models import Programme
from flagship.periods import TZ, Month, Quarter
from flagship.policies import Policy
from members.models import Member
from reports.actions.year import freeze_year, set_criteria
from reports.models import QuarterLine, QuarterReport, YearLine
from reports.states import ReportState
from reports.year_criteria import YearCriteria
from scoring.actions.star_runs import confirm_stars, draw_up_stars
from scoring.actions.stars import adopt_stars
from scoring.models import MonthSheet, PointsEntry, SheetRevision, Standing
from scoring.rules import StarRules
from scoring.rules.star_windows import StarWindow
from scoring.states import EntryKind, RevisionState, SheetState

pytestmark = [pytest.mark.slow, pytest.mark.timeout(0), pytest.mark.django_db]

BRANCHES, PEOPLE, AT_ONCE = 1000, 50, 5000
NOW = dt.datetime(2027, 1, 20, 9, tzinfo=TZ)
DECEMBER = Month(2026, 12)


def company(cast) -> tuple[list[Branch], list[Member]]:
    branches = [
        Branch.objects.create(
            code=f"n{n}", name=f"第{n}党支部", kind=BranchKind.BRANCH, layer=WorkLayer.OFFICE, parent=cast.company
        )
        for n in range(BRANCHES)
    ]
    people = Member.objects.bulk_create(
        (Member(employee_number=f"e{n}", name=f"职工{n}") for n in range(BRANCHES * PEOPLE)), batch_size=AT_ONCE
    )
    return branches, people


def four_quarters(branches, people) -> None:
    """Accepted reports of four quarters: 200,000 lines."""
    chance, categories = Random(2026), list(FlagCategory)
    for number in (1, 2, 3, 4):
        quarter = Quarter(2026, number)
        reports = QuarterReport.objects.bulk_create(
            QuarterReport(branch=branch, quarter=quarter, state=ReportState.ACCEPTED, version=1, content={})
            for branch in branches
        )
        QuarterLine.objects.bulk_create(
            (
                _line(reports[n // PEOPLE], quarter, person, categories[n % 6], chance)
                for n, person in enumerate(people)
            ),
            batch_size=AT_ONCE,
        )


def _line(report, quarter, person, category, chance) -> QuarterLine:
    first = chance.choice((0, 0, 0, 1))
    return QuarterLine(
        report=report,
        quarter=quarter,
        member=person,
        name=person.name,
        status=PoliticalStatus.PARTY,
        category=category,
        months_taken=3,
        score=Decimal(chance.randrange(6000, 10000)) / 100,
        bonus=Decimal(4 * first),
        deduction=Decimal(0),
        adjustment=Decimal(0),
        net=Decimal(4 * first),
        months_first=first,
    )


def settled_december(cast, branches, people) -> None:
    """One settled month with a standing for everybody and an entry for every fifth."""
    sheets = MonthSheet.objects.bulk_create(
        MonthSheet(branch=branch, month=DECEMBER, state=SheetState.SETTLED, revision=1, opened_at=NOW)
        for branch in branches
    )
    revisions = SheetRevision.objects.bulk_create(
        SheetRevision(
            sheet=sheet,
            number=1,
            state=RevisionState.SETTLED,
            inputs={},
            policy=Policy().to_json(),
            tiers=[],
            due=NOW.date(),
            submitted_at=NOW,
            submitted_by=cast.clerk_a,
            publicity_until=NOW,
            meeting_date=NOW.date(),
            settled_at=NOW,
            settled_by=cast.clerk_a,
        )
        for sheet in sheets
    )
    standings = Standing.objects.bulk_create(
        (_standing(revisions[n // PEOPLE], branches[n // PEOPLE], person, n) for n, person in enumerate(people)),
        batch_size=AT_ONCE,
    )
    PointsEntry.objects.bulk_create(
        (
            PointsEntry(
                member_id=standing.member_id,
                branch_id=standing.branch_id,
                account="star",
                month=DECEMBER,
                amount=standing.points,
                kind=EntryKind.BONUS,
                standing=standing,
                posted_at=NOW,
                posted_by=cast.clerk_a,
            )
            for standing in standings
            if standing.points
        ),
        batch_size=AT_ONCE,
    )


def _standing(revision, branch, person, n: int) -> Standing:
    return Standing(
        revision=revision,
        member=person,
        branch=branch,
        month=DECEMBER,
        name=person.name,
        status=PoliticalStatus.PARTY,
        category=FlagCategory.SAFETY,
        n=PEOPLE,
        total=Decimal(90),
        quantitative=Decimal(90),
        rank=n % PEOPLE + 1,
        rank_from_bottom=PEOPLE - n % PEOPLE,
        tied=1,
        account="star",
        points=Decimal(0 if n % 5 else 3),
        lines=[],
        reason={},
    )


def measured(what: str, act) -> object:
    with CaptureQueriesContext(connection) as queries:
        begun = time.process_time()
        made = act()
        seconds = time.process_time() - begun
    print(f"{what:44} {seconds:7.2f} s  {len(queries):5} queries", flush=True)
    return made


@time_machine.travel(NOW, tick=False)
def test_the_year_of_a_large_company(cast, programme, signed_in):
    branches, people = company(cast)
    four_quarters(branches, people)
    settled_december(cast, branches, people)
    client = signed_in(cast.officer)
    print()
    measured("one SUM over 200,000 lines", lambda: QuarterLine.objects.aggregate(Sum("net")))
    client.get("/years/2026/honours/")
    measured("summary, first page", lambda: client.get("/years/2026/"))
    measured("summary, page 900", lambda: client.get("/years/2026/?page=900"))
    measured("commendations, everybody listed", lambda: client.get("/years/2026/honours/"))
    criteria = YearCriteria(min_quarters=4, min_points=Decimal(4), no_veto=True, top=20)
    set_criteria(year=2026, criteria=criteria, by=cast.officer)
    measured("commendations by criteria", lambda: client.get("/years/2026/honours/"))
    measured("who is not on the list, page 500", lambda: client.get("/years/2026/honours/?who=others&page=500"))
    decision = {"decision_date": dt.date(2027, 1, 12), "decision_number": "1号"}
    measured("freezing", lambda: freeze_year(year=2026, by=cast.officer, **decision))
    assert YearLine.objects.count() == len(people)
    measured("commendations, frozen", lambda: client.get("/years/2026/honours/"))
    _stars(cast, client, len(people))


def _stars(cast, client, people: int) -> None:
    rules = StarRules(Decimal(80), tuple(Decimal(band) for band in (60, 70, 80, 82, 96)), window="month")
    Programme.objects.update(frozen_at=None)  # a scheme is adopted in an open year; here the order does not matter
    programme = Programme.objects.get(year=2026)
    adopt_stars(programme=programme, rules=rules, by=cast.officer)
    run = measured(
        "list of stars drawn up", lambda: draw_up_stars(window=StarWindow(DECEMBER, DECEMBER), by=cast.officer)
    )
    measured("list of stars, first page", lambda: client.get(f"/stars/{run.pk}/"))
    measured("list of stars, page 900", lambda: client.get(f"/stars/{run.pk}/?page=900"))
    measured("stars confirmed", lambda: confirm_stars(run, by=cast.officer))
    assert run.ratings.count() == people
    measured("stars in force, first page", lambda: client.get(f"/stars/{run.pk}/"))
