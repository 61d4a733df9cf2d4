"""The policies of a programme from the typed value to the ledger, by hand.

Four Party people (97 96 95 94) and six others (99 98 93 92 91 90) in one branch.
"""

import pytest

from branches.models import BranchPlan
from branches.states import PlanState
from flagship.categories import Account, FlagCategory, PoliticalStatus
from flagship.models import TierTable
from flagship.periods import Month
from scoring.models import Standing
from scoring.queries.ledger import ledger_agrees
from tests.scoring.rows import ENTRY, declare, fill, ledger, open_sheet, people, settled, simple_template, submitted

PARTY = {"2001": "97", "p01": "96", "p02": "95", "p03": "94"}
OTHERS = {"s01": "99", "s02": "98", "s03": "93", "s04": "92", "s05": "91", "s06": "90"}
STAFF_ROWS = [{"low": 1, "high": None, "bonus": ["1"], "deduction": ["1"], "clause": "员工积分标准"}]


@pytest.fixture
def sheet(cast, programme, clerk_b):
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 3)
    people(cast.branch_b, 6, prefix="s", status=PoliticalStatus.NON_PARTY)
    sheet = open_sheet(cast.branch_b)
    fill(sheet, PARTY | OTHERS, by=clerk_b)
    return sheet


def decide(programme, **policies):
    programme.policies = policies
    programme.save()


def finish(cast, sheet, **given):
    submitted(sheet, by=cast.secretary_b, **given)
    settled(sheet, by=cast.secretary_b)
    assert ledger_agrees() == []


@pytest.mark.parametrize(
    ("non_party", "posted"),
    [
        ("counted", {"2001": 4, "p01": 3, "p02": 2, "p03": -3}),  # n = 10; the last but one has a bonus already
        ("separate", {"2001": 3, "p01": 2, "p03": -2}),  # n = 4
        ("together", {"2001": 2}),  # third of ten; the bottom two are not Party people
        ("unranked", {"2001": 3, "p01": 2, "p03": -2}),  # n = 4
    ],
)
def test_how_non_party_people_are_counted_decides_the_points(cast, programme, sheet, non_party, posted):
    decide(programme, non_party=non_party)
    finish(cast, sheet)
    assert ledger(account=Account.STAR) == posted
    assert ledger(account=Account.STAFF) == {}


@pytest.mark.parametrize(
    ("non_party", "posted"),
    [
        ("counted", {"s01": 1, "s06": -1}),
        ("separate", {"s01": 1, "s06": -1}),
        ("together", {"s01": 1, "s06": -1}),
        ("unranked", {}),
    ],
)
def test_a_staff_table_posts_to_the_staff_account(cast, programme, sheet, non_party, posted):
    decide(programme, non_party=non_party)
    TierTable.objects.create(programme=programme, account=Account.STAFF, valid_from=Month(2026, 1), rows=STAFF_ROWS)
    finish(cast, sheet)
    assert ledger(account=Account.STAFF) == posted
    assert not set(ledger(account=Account.STAR)) & set(OTHERS)


def test_those_who_are_shown_only_have_a_standing_without_a_rank(cast, programme, sheet):
    decide(programme, non_party="unranked")
    finish(cast, sheet)
    shown = Standing.objects.filter(member__employee_number__startswith="s")
    assert set(shown.values_list("rank", "rank_from_bottom", "tied", "points", "n")) == {(None, None, 0, 0, 4)}
    assert shown.count() == 6


def test_a_shared_rank_can_be_averaged(cast, programme, sheet, clerk_b):
    fill(sheet, {"p01": "97"}, by=clerk_b)
    decide(programme, tie_points="average")
    finish(cast, sheet)  # nobody asks for a reason: places and points agree
    assert ledger() == {"2001": 3.5, "p01": 3.5, "p02": 2, "p03": -3}


def test_without_publicity_a_month_is_settled_at_once(cast, programme, sheet):
    decide(programme, publicity_days=0)
    submitted(sheet, by=cast.secretary_b)
    settled(sheet, by=cast.secretary_b, now=ENTRY, meeting=ENTRY.date())
    assert ledger()


def test_a_branchs_plan_can_make_categories_pools(cast, programme, sheet, clerk_b):
    simple_template(FlagCategory.LEAN)
    for number in ("p02", "p03", "s04"):
        sheet.participants.get(member__employee_number=number).member.declarations.update(category=FlagCategory.LEAN)
    BranchPlan.objects.create(
        branch=cast.branch_b, programme=programme, state=PlanState.ACCEPTED, valid_from=Month(2026, 1), pool="category"
    )
    sheet = open_sheet(cast.branch_b)
    fill(sheet, {"p02": "95", "p03": "94", "s04": "92"}, by=clerk_b)
    finish(cast, sheet)
    # Lean: n = 3, of them two Party people: +3 +2, positive first. Safety: n = 7, 2001 and p01: +3 +2.
    assert ledger() == {"p02": 3, "p03": 2, "2001": 3, "p01": 2}
    assert set(Standing.objects.values_list("pool", "n")) == {("lean", 3), ("safety", 7)}
