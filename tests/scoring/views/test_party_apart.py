"""Party people and others stand apart wherever ranks and points are shown, and each with their own tier row."""

import pytest

from flagship.categories import Account, PoliticalStatus
from flagship.models import TierTable
from flagship.periods import Month
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import declare, fill, open_sheet, people, simple_template, submitted
from tests.scoring.views.conftest import page

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")
STAFF_ROW = {"low": 1, "high": None, "bonus": ["2"], "deduction": ["1"], "clause": "员工"}
PARTY, OTHERS = '<th colspan="7" scope="rowgroup">Party members', '<th colspan="7" scope="rowgroup">Non-Party employees'


@pytest.fixture
def mixed(cast, programme):
    """Twelve Party people and three others, all filled in."""
    simple_template()
    TierTable.objects.create(programme=programme, account=Account.STAFF, valid_from=Month(2026, 1), rows=[STAFF_ROW])
    declare(cast.secretary_b.person)
    people(cast.branch_b, 11)
    people(cast.branch_b, 3, status=PoliticalStatus.NON_PARTY, prefix="s")
    sheet = open_sheet(cast.branch_b)
    fill(sheet, {**TOTALS, "s01": "99", "s02": "80", "s03": "70"}, by=cast.secretary_b)
    return sheet


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_b, language="en")


def test_the_sheet_shows_the_row_of_both(mixed, secretary):
    answer = secretary.get(page("sheet", mixed))
    (pool,) = answer.context["document"].pools
    assert (pool.for_staff.n, [str(one) for one in pool.for_staff.bonus]) == (15, ["2"])
    assert answer.text.count("<dt>Tier</dt>") == 2


def test_the_standings_have_a_heading_for_each(cast, mixed, secretary):
    submitted(mixed, by=cast.secretary_b)
    text = secretary.get(page("standings", mixed)).text
    assert text.index(PARTY) < text.index("p01") < text.index(OTHERS) < text.index("s01")


def test_what_the_month_comes_to_tells_them_apart(mixed, secretary):
    answer = secretary.get(page("move", mixed, name="submit"))
    found = [(apart, len(rows)) for apart, rows in answer.context["outcome"]]
    assert found == [(False, 5), (True, 2)]


def test_no_points_are_shown_as_zero_everywhere(cast, mixed, secretary):
    submitted(mixed, by=cast.secretary_b)
    for which in ("sheet", "standings"):
        assert secretary.get(page(which, mixed)).text.count('<span class="pts muted">0</span>') == 8


def test_where_all_are_party_members_there_is_no_heading(cast, publicised, secretary):
    assert "rowgroup" not in secretary.get(page("standings", publicised)).text
    assert "<dt>Tier</dt>" in secretary.get(page("sheet", publicised)).text
