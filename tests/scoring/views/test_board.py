"""The board of months, and one branch's own months."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flagship.periods import TZ, Month
from scoring.models import MonthSheet
from tests.factories import BranchFactory
from tests.scoring.rows import ENTRY, IN_PUBLICITY, SETTLED

LATE = dt.datetime(2026, 4, 20, 9, 0, tzinfo=TZ)


def board(client, **query):
    return client.get(reverse("scoring:months"), query)


def names(response) -> list[str]:
    return [row.branch.name for row in response.context["board"].rows]


def test_the_department_sees_every_branch_of_the_last_six_months(cast, filled, at, signed_in):
    at(ENTRY)
    response = board(signed_in(cast.officer))
    assert names(response) == ["老干第一党支部", "老干第二党支部", "机电党支部", "机关党支部"]
    assert response.context["months"] == tuple(Month(2025, 10) + n for n in range(6))
    assert "书记提交" in response.content.decode()


def test_a_year_shows_its_months_that_are_over(cast, filled, at, signed_in):
    at(ENTRY)
    response = board(signed_in(cast.officer), year="2026")
    assert response.context["months"] == (Month(2026, 1), Month(2026, 2), Month(2026, 3))


@pytest.mark.parametrize("year", ["1999", "x", "２０２６", ""])
def test_a_strange_year_is_passed_over(cast, filled, at, signed_in, year):
    at(ENTRY)
    assert len(board(signed_in(cast.officer), year=year).context["months"]) == 6


def test_the_board_can_be_narrowed_to_what_is_late(cast, filled, at, signed_in):
    at(LATE)
    MonthSheet.objects.filter(branch=cast.branch_a).update(state="void")
    response = board(signed_in(cast.officer), waiting="late")
    assert "机关党支部" in names(response)
    assert "机电党支部" not in names(response)


def test_the_board_can_be_searched_by_name(cast, filled, at, signed_in):
    at(ENTRY)
    assert names(board(signed_in(cast.officer), q="机关")) == ["机关党支部"]


def test_a_search_without_a_find_says_what_to_do(cast, filled, at, signed_in):
    at(ENTRY)
    assert "没有符合条件的支部" in board(signed_in(cast.officer), q="没有这个").content.decode()


def test_a_general_branch_sees_its_own_branches_only(cast, filled, at, signed_in):
    at(ENTRY)
    assert names(board(signed_in(cast.general_secretary))) == ["老干第一党支部", "老干第二党支部"]


def test_a_secretary_of_one_branch_sees_its_months_with_what_to_do(cast, filled, at, signed_in):
    at(ENTRY)
    response = board(signed_in(cast.secretary_b))
    assert response.context["branch"] == cast.branch_b
    assert [task["action"] for task in response.context["tasks"]] == ["核对并提交"]
    assert response.content.decode().count("btn-main") == 1


def test_a_clerk_is_not_asked_to_submit(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    assert board(signed_in(clerk_b)).context["tasks"] == []


def test_an_empty_draft_is_to_be_filled_in_by_secretary_and_clerk(cast, draft, clerk_b, at, signed_in):
    at(ENTRY)
    for user in (cast.secretary_b, clerk_b):
        (task,) = board(signed_in(user)).context["tasks"]
        assert (task["action"], task["url"]) == ("继续填报", "/branches/b/months/2026-03/entry/")


def test_after_the_display_the_secretary_settles(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    assert board(signed_in(cast.secretary_b)).context["tasks"] == []
    at(SETTLED)
    assert [task["action"] for task in board(signed_in(cast.secretary_b)).context["tasks"]] == ["结算"]


def test_people_without_an_office_have_no_board(cast, filled, signed_in):
    assert board(signed_in(cast.party_member)).status_code == 403


def test_the_administrator_sees_no_marks(cast, filled, signed_in):
    assert board(signed_in(cast.admin)).status_code == 403


def test_whoever_is_not_signed_in_is_led_to_the_door(client, db):
    response = board(client)
    assert (response.status_code, response.url.split("?")[0]) == (302, "/login/")


def test_the_board_needs_as_many_queries_for_many_branches_as_for_few(cast, filled, at, signed_in):
    at(ENTRY)
    client = signed_in(cast.officer)
    board(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        board(client)
    for number in range(5):
        branch = BranchFactory(parent=cast.company, name=f"新支部{number}")
        MonthSheet.objects.create(branch=branch, month=Month(2026, 3), opened_at=ENTRY)
    with CaptureQueriesContext(connection) as many:
        response = board(client)
    assert len(names(response)) == 9
    assert len(many) == len(few)


def test_every_cell_says_its_state_in_a_word(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    page = board(signed_in(cast.officer)).content.decode()
    cell = re.search(r'href="/branches/b/months/2026-03/">.*?</a>', page, re.DOTALL).group()
    assert "公示中" in cell
    assert "机关党支部" in cell
