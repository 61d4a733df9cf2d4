"""One roll-up, cell by cell: every figure on the page, in the workbook, on paper, in the CSV and in the interface.

The company has what makes figures differ: pools with and without positions, ties, a month that is missing, a veto with
its adjustment, several categories, people who lose points.
"""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from flagship import clock
from flagship.api_scopes import ApiScope
from flagship.categories import FlagCategory
from members.actions.api_tokens import make_token
from reports.actions.nominate import nominate
from reports.actions.report import accept_report, submit_report
from reports.builders import rollup_document
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.media import (
    COLUMNS,
    ON_THE_PAGE,
    Cells,
    from_interface,
    in_csv,
    in_workbook,
    on_page,
    on_paper,
    written,
)
from tests.reports.rows import APRIL, FEBRUARY, JANUARY, MARCH, Q1, confirmed_veto, settle_month

ROLLUP = "/quarters/2026Q1/"
LEAN = FlagCategory.LEAN


def settle_and_file(branch, months: dict, cast, nominee):
    for month, totals in months.items():
        settle_month(branch, month, totals, by=cast.clerk_a)
    return filed(branch, cast, nominee)


def filed(branch, cast, nominee):
    secretary = AppointmentFactory(role="secretary", branch=branch).user
    nominate(branch=branch, quarter=Q1, member=nominee, category=FlagCategory.SAFETY, citation="排查隐患", by=secretary)
    return accept_report(submit_report(branch=branch, quarter=Q1, by=secretary, now=APRIL), by=cast.officer, now=APRIL)


@pytest.fixture
def company(cast, programme):
    """Twelve, six and two people in three branches."""
    with time_machine.travel(APRIL, tick=False):
        large, middle, small = (BranchFactory(parent=cast.company) for _ in range(3))
        crew = [MemberFactory(branch=large) for _ in range(12)]
        totals = ["98.33", "97", "96.66", "95", "95", "88.20", "84", "83.10", "80", "71.45", "60", "45.05"]
        lean = {person: (LEAN, total) for person, total in zip(crew[9:], totals[9:], strict=True)}
        first = dict(zip(crew, totals, strict=True)) | lean
        second = dict(zip(crew, reversed(totals), strict=True)) | {p: (LEAN, "77.77") for p in crew[9:]}
        settle_and_file(large, {JANUARY: first, FEBRUARY: second, MARCH: first}, cast, crew[0])

        six = [MemberFactory(branch=middle) for _ in range(6)]
        marks = ("99.99", "90", "90", "72.50", "70", "66.67")
        for month in Q1.months:
            settle_month(middle, month, dict(zip(six, marks, strict=True)), by=cast.clerk_a)
        confirmed_veto(six[0], FEBRUARY, by=cast.officer, adjustment="-3")
        filed(middle, cast, six[1])

        two = [MemberFactory(branch=small) for _ in range(2)]
        both, alone = dict(zip(two, ("90", "80"), strict=True)), {two[0]: "85"}
        settle_and_file(small, {JANUARY: both, FEBRUARY: alone, MARCH: both}, cast, two[0])
    return cast


@pytest.fixture
def officer(company, signed_in):
    with time_machine.travel(APRIL, tick=False):
        yield signed_in(company.officer)


def of_the_document(document) -> Cells:
    names = dict(zip(COLUMNS, ("position", "months_taken", "score", "percentile", "z_score"), strict=False))
    names |= {name: name for name in ("bonus", "deduction", "adjustment", "net")} | {"first": "months_first"}
    return {
        (row.employee_number, column): written(column, getattr(row, name))
        for category in document.categories
        for row in category.rows
        for column, name in names.items()
    }


def interface(officer, client):
    _token, secret = make_token(
        name="看板", scopes=[ApiScope.QUARTERS], expires_on=clock.today() + dt.timedelta(days=9), by=officer
    )
    return from_interface(
        lambda path: client.get(f"/api/v1{ROLLUP}{path}", headers={"Authorization": f"Bearer {secret}"}).json()
    )


def differences(one: Cells, other: Cells, columns=COLUMNS) -> dict:
    """Where two media differ, in these columns; a missing cell differs too."""
    keys = {key for key in one.keys() | other.keys() if key[1] in columns}
    return {key: (one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)}


def test_every_figure_of_a_rollup_is_the_same_in_every_medium(company, officer, client):
    expected = of_the_document(rollup_document(Q1))
    numbers = {number for number, _column in expected}
    assert len(numbers) == 20
    # What is compared is worth comparing: each kind of figure is there.
    assert {expected[key][0] for key in expected if key[1] == "z"} >= {"—", "−", "1"}
    assert "−3" in {expected[number, "adjustment"] for number in numbers}
    assert {"2", "3"} <= {expected[number, "months"] for number in numbers}

    media = {
        "workbook": in_workbook(officer.get(f"{ROLLUP}rollup.xlsx").content),
        "paper": on_paper(officer.get(f"{ROLLUP}rollup.pdf").content, sorted(numbers)),
        "CSV": in_csv(officer.get(f"{ROLLUP}rollup.csv").content),
        "interface": interface(company.officer, client),
    }
    assert {name: differences(expected, cells) for name, cells in media.items()} == {name: {} for name in media}
    assert differences(expected, on_page(officer, ROLLUP), ON_THE_PAGE) == {}


def test_the_walk_sees_one_figure_that_differs(company, officer, monkeypatch):
    """Negative control: a workbook made from a document in which one score is another."""
    document = rollup_document(Q1)
    category = next(one for one in document.categories if one.rows)
    row = category.rows[0]
    broken = replace(row, score=row.score - 1)
    rows = tuple(broken if one is row else one for one in category.rows)
    others = tuple(replace(one, rows=rows) if one is category else one for one in document.categories)
    monkeypatch.setattr("reports.views.exports.rollup_document", lambda _quarter: replace(document, categories=others))
    found = in_workbook(officer.get(f"{ROLLUP}rollup.xlsx").content)
    assert list(differences(of_the_document(document), found)) == [(row.employee_number, "score")]
