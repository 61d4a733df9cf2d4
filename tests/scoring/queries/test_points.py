"""My points: balance, star, months, and why."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.categories import Account
from flagship.periods import TZ, Month
from members.models import Member
from scoring.actions.points import adjust_points
from scoring.actions.reopen import reopen
from scoring.models import Standing
from scoring.queries.explain import explain
from scoring.queries.points import my_points
from scoring.states import EntryKind
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import MARCH, SETTLED, fill, open_sheet, settled, submitted

NOW = dt.datetime(2026, 5, 20, 9, 0, tzinfo=TZ)


def member(number) -> Member:
    return Member.objects.get(employee_number=number)


def adjusted(cast, number, amount, month=MARCH, **given):
    return adjust_points(
        member=member(number),
        month=month,
        amount=Decimal(amount),
        reason="上级表彰",
        document_number="3号",
        by=cast.officer,
        now=NOW,
        **given,
    )


def test_the_balance_begins_at_the_base_and_follows_the_ledger(cast, settled_month):
    adjusted(cast, "2001", "1.5")
    document = my_points(member("2001"), 2026, now=NOW)
    # Example scheme: base 80; bands 60, 70, 80, 90, 96.
    assert (document.points, document.balance, document.star) == (Decimal("5.5"), Decimal("85.5"), 3)
    assert (document.next_star, document.points_to_next, document.example) == (4, Decimal("4.5"), True)


def test_somebody_without_entries_has_the_base(cast, settled_month):
    document = my_points(member("p05"), 2026, now=NOW)
    assert (document.points, document.balance, document.entries) == (0, 80, ())


def test_months_show_bonus_deduction_and_adjustment_apart(cast, settled_month):
    adjusted(cast, "p11", "-1", month=Month(2026, 2))
    bars = {bar.month: bar for bar in my_points(member("p11"), 2026, now=NOW).months}
    assert len(bars) == 12
    assert (bars[MARCH].bonus, bars[MARCH].deduction, bars[MARCH].total) == (0, -3, -3)
    assert (bars[Month(2026, 2)].adjustment, bars[Month(2026, 1)].total) == (-1, 0)


def test_what_was_reversed_has_no_bar_but_stays_in_the_ledger(cast, settled_month):
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=NOW)
    document = my_points(member("2001"), 2026, now=NOW)
    assert (document.points, [bar.total for bar in document.months]) == (0, [0] * 12)
    assert [(line.kind, line.amount, line.reversed) for line in document.entries] == [
        (EntryKind.REVERSAL, -4, False),
        (EntryKind.BONUS, 4, True),
    ]


def test_every_entry_says_why(cast, settled_month):
    adjusted(cast, "2001", "1.5")
    lines = my_points(member("2001"), 2026, now=NOW).entries
    assert [line.explanation.zh for line in lines] == [
        "调整：上级表彰（3号）",
        "参加12人（10—30人档），排第1名：争星晋级考核加4分。依据五（三）2。",
    ]


def test_another_year_is_another_page(cast, settled_month):
    document = my_points(member("2001"), 2025, now=NOW)
    assert (document.points, document.entries, document.balance, document.star) == (0, (), None, None)


def test_staff_points_stand_apart(cast, settled_month):
    adjusted(cast, "2001", "2", account=Account.STAFF)
    document = my_points(member("2001"), 2026, now=NOW)
    assert (document.points, document.staff_points, document.balance) == (4, 2, 84)
    assert [(bar.month, bar.total) for bar in document.staff_months if bar.total] == [(MARCH, 2)]


def test_one_entry_and_many_take_the_same_number_of_queries(cast, settled_month, clerk_b):
    person = member("2001")
    with CaptureQueriesContext(connection) as few:
        my_points(person, 2026, now=NOW)
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=SETTLED)
    for _ in range(3):
        adjusted(cast, "2001", "1")
    with CaptureQueriesContext(connection) as many:
        my_points(person, 2026, now=NOW)
    assert len(few) == len(many) == 3


# --- why this point -------------------------------------------------------------------------------------------------


def told(number) -> list[tuple[str, str]]:
    standing = Standing.objects.select_related("revision").get(member__employee_number=number)
    return [(label.zh, sentence.zh) for label, sentence in explain(standing)]


def test_a_point_is_explained_from_value_to_entry(settled_month):
    steps = told("2001")
    assert steps[1:5] == [
        ("生产指标完成率", "97%：完成率 97% × 权重 100 = 97.00。目标值100%（公司指标模板）。依据四（二）6。"),
        ("总分", "97.00 = 97.00 分。"),
        ("定量得分率", "定量指标得分率 97.00%。"),
        ("名次与加扣分", "参加12人（10—30人档），排第1名：争星晋级考核加4分。依据五（三）2。"),
    ]
    assert steps[-2:] == [
        ("名次并列（政策第1版）", "并列者均按该名次加扣分，其后名次顺延空缺。"),
        (
            "积分台账",
            "2026-04-08 入账 +4 分。参加12人（10—30人档），排第1名：争星晋级考核加4分。依据五（三）2。",
        ),
    ]


def test_no_points_are_explained_too(settled_month):
    steps = told("p05")
    assert steps[4] == ("名次与加扣分", "参加12人（10—30人档），排第6名：不加分、不扣分。")
    assert steps[-1] == ("积分台账", "不加分、不扣分，不入账。")


def test_a_reopened_standing_shows_its_reversal(cast, settled_month):
    reopen(sheet=settled_month, reason="核实", by=cast.officer, now=NOW)
    assert [sentence for label, sentence in told("2001") if label == "积分台账"][-1] == (
        "2026-05-20 入账 −4 分。冲销：核实"
    )


@pytest.mark.parametrize("month", [Month(2026, 1), Month(2026, 2)])
def test_the_balance_is_told_for_the_last_month_that_is_over(cast, twelve, clerk_b, month):
    sheet = open_sheet(cast.branch_b, month)
    fill(sheet, TOTALS, by=clerk_b)
    submitted(sheet, by=cast.secretary_b)
    settled(sheet, by=cast.secretary_b)
    february = dt.datetime(2026, 2, 20, tzinfo=TZ)  # January is the last month that is over
    assert my_points(member("2001"), 2026, now=february).balance == (84 if month == Month(2026, 1) else 80)
