"""The promotion run of March: drawn up, exempted from, confirmed once; it waits, and it asks who asks."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from flagship.models import Programme
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ, Month
from flagship.permissions import Role
from scoring.actions.points import adjust_points
from scoring.actions.reopen import reopen
from scoring.actions.star_runs import confirm_stars, draw_up_stars, exempt_from_stars, withdraw_stars
from scoring.actions.stars import adopt_stars
from scoring.models import MonthSheet, StarLine, StarRating, StarRun
from scoring.rules import StarRules
from scoring.rules.star_windows import StarWindow
from scoring.states import SheetState, StarChange, StarRunState
from tests.scoring.rows import MARCH, SETTLED, settled, submitted

LATER = SETTLED + dt.timedelta(days=2)
WINDOW = StarWindow(MARCH, MARCH)
RULES = StarRules(Decimal(80), tuple(Decimal(band) for band in (60, 77, 80, 83, 96)), window="month")


@pytest.fixture(autouse=True)
def the_others_are_not_assessed(settled_month):
    MonthSheet.objects.exclude(pk=settled_month.pk).update(state=SheetState.VOID)


@pytest.fixture
def adopted(cast, settled_month):
    """March is settled and the Department has adopted a scheme: +4 and +3 are worth 4 stars, −3 and −2 below 3."""
    return adopt(cast)


def adopt(cast, *, rules: StarRules = RULES, promoter: Role = Role.DEPARTMENT):
    return adopt_stars(
        programme=Programme.objects.get(year=2026), rules=rules, promoter=promoter, by=cast.officer, now=SETTLED
    )


def draw_up(by, *, now=LATER, **given) -> StarRun:
    return draw_up_stars(window=given.pop("window", WINDOW), by=by, now=now, **given)


def stars(run: StarRun) -> dict[str, int]:
    return {row.member.employee_number: row.result for row in run.people.select_related("member")}


EXPECTED = {"2001": 4, "p01": 4, "p10": 2, "p11": 2} | {f"p{n:02}": 3 for n in range(2, 10)}


def test_everybody_ranked_in_the_window_is_rated_by_the_balance(cast, adopted):
    run = draw_up(cast.officer)
    assert stars(run) == EXPECTED
    assert {row.change for row in run.people} == {StarChange.FIRST}
    assert not StarRating.objects.exists()


def test_confirmed_lines_are_ratings_that_the_database_keeps(cast, adopted):
    run = confirm_stars(draw_up(cast.officer), by=cast.second_officer, now=LATER)
    assert (run.state, run.confirmed_by) == (StarRunState.EFFECTIVE, cast.second_officer)
    assert stars(run) == EXPECTED
    assert not StarLine.objects.exists()
    for change in (lambda rows: rows.update(star=5), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(StarRating.objects.all())


def test_an_exempted_person_keeps_the_star_of_before(cast, adopted):
    confirm_stars(draw_up(cast.officer), by=cast.officer, now=LATER)
    loser = cast.secretary_b.person
    adjust_points(
        member=loser, month=MARCH, amount=Decimal(-9), reason="更正", document_number="1号", by=cast.officer, now=LATER
    )
    run = draw_up(cast.officer, reason="台账更正")
    line = run.lines.get(member=loser)
    assert (line.before, line.proposed, line.change, line.balance) == (4, 1, StarChange.DOWN, Decimal(75))
    line = exempt_from_stars(line=line, reason="休产假", by=cast.officer, now=LATER)
    assert (line.change, line.result) == (StarChange.EXEMPT, 4)
    confirm_stars(run, by=cast.officer, now=LATER)
    rating = StarRating.objects.get(run=run, member=loser)
    assert (rating.star, rating.exempt_reason, rating.exempt_by) == (4, "休产假", cast.officer)


def test_who_falls_below_the_band_goes_down(cast, adopted):
    confirm_stars(draw_up(cast.officer), by=cast.officer, now=LATER)
    adjust_points(
        member=cast.secretary_b.person,
        month=MARCH,
        amount=Decimal(-9),
        reason="更正",
        document_number="1号",
        by=cast.officer,
        now=LATER,
    )
    run = confirm_stars(draw_up(cast.officer, reason="台账更正"), by=cast.officer, now=LATER)
    assert [(row.name, row.before, row.star) for row in run.ratings.changing(StarChange.DOWN)] == [("陈书记", 4, 1)]
    assert run.number == 2


def test_nobody_is_rated_by_an_example(cast, settled_month):
    with pytest.raises(Refused, match="example"):
        draw_up(cast.officer, window=StarWindow.parse("2026"))
    assert not StarRun.objects.exists()


@pytest.mark.parametrize("who", ["auditor", "secretary_b", "party_member", "admin"])
def test_others_have_no_star_runs(cast, adopted, who):
    user = getattr(cast, who)
    run = draw_up(cast.officer)
    attempts = (
        lambda: draw_up(user),
        lambda: confirm_stars(run, by=user, now=LATER),
        lambda: withdraw_stars(run, by=user, reason="无", now=LATER),
        lambda: exempt_from_stars(line=run.lines.first(), reason="无", by=user, now=LATER),
    )
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert stars(run) == EXPECTED


def test_only_the_one_whom_the_scheme_names_rates(cast, settled_month):
    adopt(cast, promoter=Role.COMMITTEE)
    with pytest.raises(Refused, match="names the"):
        draw_up(cast.officer)
    run = draw_up(cast.recorder)
    with pytest.raises(Refused, match="names the"):
        confirm_stars(run, by=cast.officer, now=LATER)
    assert confirm_stars(run, by=cast.recorder, now=LATER).state is StarRunState.EFFECTIVE


def test_a_window_that_is_not_over_waits(cast, adopted):
    with pytest.raises(Refused, match="not over"):
        draw_up(cast.officer, window=StarWindow.parse("2026-04"))
    with pytest.raises(Refused, match="no window"):
        draw_up(cast.officer, window=StarWindow.parse("2026Q1"))


def test_a_month_that_was_reopened_holds_up_list_and_confirmation(cast, adopted, settled_month):
    run = draw_up(cast.officer)
    reopen(sheet=settled_month, reason="数据有误", by=cast.officer, now=LATER)
    with pytest.raises(Refused, match=r"机关党支部 March 2026|机关党支部 2026年3月"):
        confirm_stars(run, by=cast.officer, now=LATER)
    assert (StarRun.objects.get().state, StarRating.objects.count()) == (StarRunState.PROPOSED, 0)
    withdraw_stars(run, by=cast.officer, reason="月份重开", now=LATER)
    with pytest.raises(Refused, match="every month is settled"):
        draw_up(cast.officer)
    submitted(settled_month, by=cast.secretary_b, now=LATER)
    settled(settled_month, by=cast.secretary_b, now=dt.datetime(2026, 4, 20, tzinfo=TZ))
    assert stars(draw_up(cast.officer, now=dt.datetime(2026, 4, 20, tzinfo=TZ))) == EXPECTED


def test_a_list_that_the_ledger_has_left_behind_is_not_confirmed(cast, adopted):
    run = draw_up(cast.officer)
    adjust_points(
        member=cast.secretary_b.person,
        month=MARCH,
        amount=Decimal(1),
        reason="更正",
        document_number="1号",
        by=cast.officer,
        now=LATER,
    )
    with pytest.raises(Refused, match="ledger has changed since for 1"):
        confirm_stars(run, by=cast.officer, now=LATER)
    assert not StarRating.objects.exists()


def test_a_list_by_an_earlier_scheme_is_not_confirmed(cast, adopted):
    run = draw_up(cast.officer)
    adopt(cast, promoter=Role.COMMITTEE)
    with pytest.raises(Refused, match="scheme has changed"):
        confirm_stars(run, by=cast.officer, now=LATER)


def test_nothing_is_done_twice(cast, adopted):
    run = draw_up(cast.officer)
    with pytest.raises(AlreadyDone, match="drawn up already"):
        draw_up(cast.officer)
    confirm_stars(run, by=cast.officer, now=LATER)
    for again in (
        lambda: confirm_stars(run, by=cast.officer, now=LATER),
        lambda: withdraw_stars(run, by=cast.officer, reason="无", now=LATER),
    ):
        with pytest.raises(AlreadyDone):
            again()
    with pytest.raises(AlreadyDone, match="in force already"):
        draw_up(cast.officer)
    assert StarRating.objects.count() == len(EXPECTED)


def test_nobody_exempts_themselves_nor_from_a_confirmed_list(cast, adopted):
    run = draw_up(cast.officer)
    line = run.lines.get(member=cast.secretary_b.person)
    cast.officer.person = cast.secretary_b.person
    with pytest.raises(Refused, match="themselves"):
        exempt_from_stars(line=line, reason="请假", by=cast.officer, now=LATER)
    confirm_stars(run, by=cast.second_officer, now=LATER)
    with pytest.raises(AlreadyDone):
        exempt_from_stars(line=line, reason="请假", by=cast.second_officer, now=LATER)


def test_an_earlier_window_is_not_rated_after_a_later_one(cast, adopted):
    confirm_stars(draw_up(cast.officer), by=cast.officer, now=LATER)
    StarRun.objects.update(first=Month(2026, 4), last=Month(2026, 4))
    with pytest.raises(Refused, match="earlier window"):
        draw_up(cast.officer)
