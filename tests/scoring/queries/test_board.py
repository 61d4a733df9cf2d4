"""Branch × month: state, lateness, who acts next."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.periods import TZ, Month
from scoring.actions.decide_objection import answer_objection
from scoring.actions.raise_objection import raise_objection
from scoring.actions.withdraw import withdraw
from scoring.queries.board import board
from scoring.states import ObjectionKind, SheetState
from tests.factories import BranchFactory
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import ENTRY, IN_PUBLICITY, MARCH, SETTLED, fill, open_sheet, people, settled, submitted

APRIL = Month(2026, 4)


def cell(cast, *, now=ENTRY, month=MARCH, branch="b", user=None):
    found = board(user=user or cast.officer, months=[month], now=now)
    (row,) = [row for row in found.rows if row.branch.code == branch]
    return row.cells[0]


def test_a_month_that_is_not_over_waits_for_time(cast, programme):
    found = cell(cast, month=APRIL)
    assert (found.state, found.actor, found.late) == (None, "time", False)


def test_a_draft_counts_its_cells_and_waits_for_the_branch(cast, draft, clerk_b):
    fill(draft, {"p01": "95", "p02": "94"}, by=clerk_b)
    found = cell(cast)
    assert (found.state, found.filled, found.cells, found.actor) == (SheetState.DRAFT, 2, 12, "branch")
    fill(draft, TOTALS, by=clerk_b)
    assert (cell(cast).filled, cell(cast).actor) == (12, "secretary")


def test_a_draft_is_late_after_its_due_day(cast, draft):
    assert (cell(cast).due, cell(cast).late) == (dt.date(2026, 4, 8), False)
    assert cell(cast, now=dt.datetime(2026, 4, 9, tzinfo=TZ)).late


def test_a_draft_that_was_submitted_in_time_and_came_back_is_not_late(cast, publicised):
    withdraw(sheet=publicised, reason="核对", by=cast.secretary_b, now=IN_PUBLICITY)
    found = cell(cast, now=dt.datetime(2026, 4, 20, tzinfo=TZ))
    assert (found.state, found.late, found.by) == (SheetState.DRAFT, False, None)


def test_who_acts_next_stands_there_by_name_and_until_when(cast, draft):
    assert (cell(cast).who.zh, cell(cast).by) == (cast.secretary_b.name, dt.date(2026, 4, 8))


def test_a_branch_with_a_clerk_fills_in_through_the_clerk_and_submits_through_the_secretary(cast, draft, clerk_b):
    assert cell(cast).who.zh == clerk_b.name
    fill(draft, TOTALS, by=clerk_b)
    assert cell(cast).who.zh == cast.secretary_b.name


def test_a_draft_with_nobody_ranked_waits_for_the_department(cast, programme):
    open_sheet(cast.branch_b)
    assert cell(cast).actor == "department"


def test_publicity_waits_for_time_and_then_for_the_secretary(cast, publicised):
    assert cell(cast, now=IN_PUBLICITY).actor == "time"
    assert cell(cast, now=SETTLED).actor == "secretary"
    assert cell(cast).publicity_until == dt.datetime(2026, 4, 8, tzinfo=TZ)


def test_an_objection_names_who_must_answer(cast, publicised):
    person = publicised.participants.get(member__employee_number="p05").member
    about = publicised.participants.get(member__employee_number="p01").member
    objection = raise_objection(
        sheet=publicised, kind=ObjectionKind.MARK, about=about, text="有误", by=person.user, now=IN_PUBLICITY
    )
    assert (cell(cast, now=IN_PUBLICITY).actor, cell(cast).open_objections) == ("secretary", 1)
    assert cell(cast, now=objection.answer_due).actor == "department"
    answer_objection(objection=objection, uphold=False, answer="无误", by=cast.secretary_b, now=IN_PUBLICITY)
    assert cell(cast).open_objections == 0


def test_a_settled_month_waits_for_nobody(cast, settled_month):
    found = cell(cast, now=SETTLED)
    assert (found.state, found.actor, found.late, found.flags) == (SheetState.SETTLED, "nobody", False, ())


def test_the_department_sees_ties_over_the_places(cast, filled, clerk_b):
    fill(filled, {"p03": "95"}, by=clerk_b)
    submitted(filled, by=cast.secretary_b, over_places_reason="同组")
    assert [flag.en for flag in cell(cast).flags] == ["Ties over the places"]


def test_a_month_submitted_late_stays_late(cast, filled):
    submitted(filled, by=cast.secretary_b, now=dt.datetime(2026, 4, 9, 9, tzinfo=TZ))
    settled(filled, by=cast.secretary_b, now=dt.datetime(2026, 4, 20, 9, tzinfo=TZ), meeting=dt.date(2026, 4, 17))
    assert cell(cast).late


def test_one_sees_the_branches_one_may_see(cast, draft):
    def codes(user):
        return [row.branch.code for row in board(user=user, months=[MARCH], now=ENTRY).rows]

    assert codes(cast.officer) == ["lg-1", "lg-2", "a", "b"]
    assert codes(cast.general_secretary) == ["lg-1", "lg-2"]
    assert codes(cast.secretary_b) == ["b"]
    assert codes(cast.party_member) == []
    assert codes(cast.admin) == []


@pytest.mark.parametrize("months", [1, 3])
def test_the_number_of_queries_does_not_depend_on_branches_or_months(cast, programme, months):
    counts = []
    for extra in (0, 3):
        for number in range(extra):
            people(BranchFactory(code=f"m{number}", parent=cast.company), 2, prefix=f"m{number}-")
        open_sheet(cast.branch_b)
        asked = [MARCH - back for back in range(months)]
        cast.officer.reach("view_sheet")
        with CaptureQueriesContext(connection) as queries:
            board(user=cast.officer, months=asked, now=ENTRY)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 10
