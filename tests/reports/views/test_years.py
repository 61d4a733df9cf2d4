"""The list of the year."""

from decimal import Decimal

import pytest
import time_machine

from flagship.categories import FlagCategory
from reports.actions.report import accept_report, submit_report
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.rows import Q1, at, settle_quarter

YEAR = "/years/2026/"


def accept_quarter(cast, quarter, totals, *, branch=None, by=None, category=FlagCategory.SAFETY):
    branch, by = branch or cast.branch_a, by or cast.secretary_a
    settle_quarter(branch, totals, by=cast.clerk_a, quarter=quarter, category=category)
    with time_machine.travel(at(f"{quarter.months[-1] + 1}-12 09:00"), tick=False):
        report = submit_report(branch=branch, quarter=quarter, by=by)
        accept_report(report, by=cast.officer)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 200),
        ("recorder", 200),
        ("auditor", 200),
        ("secretary_a", 403),
        ("party_member", 403),
        ("admin", 403),
    ],
)
def test_the_year_is_for_the_company(cast, signed_in, who, status):
    assert signed_in(getattr(cast, who)).get(YEAR).status_code == status


def test_a_year_is_the_sum_and_mean_of_its_accepted_quarters(cast, people, signed_in):
    one, two, three, four = people
    accept_quarter(cast, Q1, {one: "90", two: "80", three: "70", four: "60"})
    accept_quarter(cast, Q1 + 1, {one: "81", two: "80.01", three: "70", four: "60"})
    settle_quarter(cast.branch_a, {one: "10", two: "99"}, by=cast.clerk_a, quarter=Q1 + 2)  # not reported
    with time_machine.travel(at("2026-11-01 09:00"), tick=False):
        rows = signed_in(cast.officer).get(YEAR).context["rows"]

    assert [(row.name, row.quarters, row.months_taken, row.score, row.net, row.months_first) for row in rows] == [
        ("甲一", 2, 6, Decimal("85.50"), Decimal(18), 6),
        ("乙二", 2, 6, Decimal("80.01"), Decimal(12), 0),  # (80.00 + 80.01) ÷ 2, half up
        ("丙三", 2, 6, Decimal("70.00"), Decimal(0), 0),
        ("丁四", 2, 6, Decimal("60.00"), Decimal(-12), 0),
    ]


def test_sorting_by_months_at_the_top(cast, people, signed_in):
    one, two, *_ = people
    accept_quarter(cast, Q1, {one: "90", two: "95"})
    rows = signed_in(cast.officer).get(YEAR + "?sort=first").context["rows"]
    assert [row.name for row in rows] == ["乙二", "甲一"]


def test_the_year_takes_the_same_queries_for_one_and_for_three(cast, signed_in, queries_of):
    accept_quarter(cast, Q1, {MemberFactory(branch=cast.branch_a): "80"})
    client = signed_in(cast.officer)
    one = queries_of(client, YEAR)
    for _ in range(2):
        branch = BranchFactory(parent=cast.company)
        secretary = AppointmentFactory(role="secretary", branch=branch).user
        accept_quarter(cast, Q1, {MemberFactory(branch=branch): "80"}, branch=branch, by=secretary)
    assert queries_of(client, YEAR) == one


def test_the_menu_leads_to_the_present_year_and_others_are_404(cast, signed_in):
    client = signed_in(cast.officer)
    assert client.get("/years/")["Location"] == YEAR
    assert [client.get(f"/years/{year}/").status_code for year in (2027, 1999, 99999)] == [404, 404, 404]
