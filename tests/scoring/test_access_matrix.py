"""Role × page × own or foreign branch: who may open what, said out once for the whole site.

Branch B has a settled March and an open April. For Secretary Chen (`secretary_b`) it is the own branch, for Secretary
Wang and clerk Li of branch A a foreign one, which must look as if it did not exist (404). Whoever may not open a kind
of page at all is refused (403).
"""

import datetime as dt

import pytest

from flagship.periods import TZ, Month
from reports.models import QuarterReport
from tests.scoring.rows import open_sheet

COMPANY = {"officer", "second_officer", "recorder", "auditor"}
OF_BRANCHES = {"general_secretary", "secretary_a", "clerk_a", "secretary_b"}
READERS = COMPANY | OF_BRANCHES
DEPARTMENT = {"officer", "second_officer"}
APRIL = Month(2026, 4)
IN_MAY = dt.datetime(2026, 5, 4, 9, tzinfo=TZ)
PEOPLE = {"general_secretary", "secretary_a", "clerk_a", "secretary_b", "party_member", "employee"}
EVERYONE = COMPANY | PEOPLE | {"admin"}

OPEN_TO = {
    # lists: everybody sees the rows in reach, whoever reaches nothing is refused
    "/": EVERYONE,
    "/me/": EVERYONE,
    "/me/ranking/": EVERYONE,
    "/me/template/": EVERYONE,
    "/me/reminders/": EVERYONE,
    "/titles/": EVERYONE,
    "/api/": EVERYONE,
    "/standard/": EVERYONE,
    "/standard/safety/1/": EVERYONE,
    "/programme/2026/": EVERYONE,
    "/search/": EVERYONE,
    "/titles/lobby/": EVERYONE,
    "/dashboard/": READERS,
    "/months/": READERS,
    "/months/months.xlsx": READERS,
    "/months/months.csv": READERS,
    "/titles/titles.xlsx": EVERYONE,
    "/titles/titles.csv": EVERYONE,
    "/exports/": EVERYONE,
    "/vetoes/": READERS,
    "/ledger/": READERS,
    "/what-if/": READERS,
    "/quarters/": READERS,
    "/plans/": READERS,
    "/declarations/": READERS,
    "/branches/": READERS | {"admin"},
    "/members/": READERS | {"admin"},
    # pages of branch B
    "/branches/b/": COMPANY | {"secretary_b", "admin"},
    "/branches/b/months/2026-03/": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/revisions/": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/revisions/1/": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/standings/": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/revisions/1/report.pdf": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/revisions/1/workbook.xlsx": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/revisions/1/standings.csv": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/workbook.xlsx": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/standings.csv": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-03/report.pdf": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-04/entry/": {"secretary_b"},
    "/branches/b/months/2026-04/entry/missing/": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-04/entry.xlsx": COMPANY | {"secretary_b"},
    "/branches/b/months/2026-04/import/": {"secretary_b"},
    "/branches/b/months/2026-04/carry-over/": {"secretary_b"},
    "/branches/b/targets/2026/": COMPANY | {"secretary_b"},
    "/branches/b/targets/2026/targets.xlsx": COMPANY | {"secretary_b"},
    "/branches/b/targets/2026/import/": {"secretary_b"},
    "/declarations/import/b/2026/": {"secretary_b"},
    "/declarations/import/b/2026/declarations.xlsx": COMPANY | {"secretary_b"},
    "/branches/b/quarters/2026Q1/": COMPANY | {"secretary_b"},
    "/dashboard/b/": COMPANY | {"secretary_b"},
    "/ledger/p01/": COMPANY | {"secretary_b"},
    "/members/p01/": COMPANY | {"secretary_b", "admin"},
    # pages of the company
    "/dashboard/company/": COMPANY,
    "/quarters/2026Q1/": COMPANY,
    "/quarters/2026Q1/flags/": COMPANY,
    "/quarters/2026Q1/flags/flags.xlsx": COMPANY,
    "/quarters/2026Q1/flags/flags.csv": COMPANY,
    "/quarters/2026Q1/rollup.xlsx": COMPANY,
    "/years/2026/": COMPANY,
    "/years/2026/honours/": COMPANY,
    "/stars/": COMPANY,
    "/audit/": DEPARTMENT | {"admin", "auditor"},
    "/accounts/": {"admin"},
    "/accounts/new/": {"admin"},
    "/members/new/": DEPARTMENT,
    "/members/import/": DEPARTMENT,
    "/branches/import/": DEPARTMENT | {"admin"},
    "/programme/2026/edit/": DEPARTMENT,
    "/programme/2026/stars/": DEPARTMENT,
}


@pytest.fixture
def company(cast, settled_month):
    open_sheet(cast.branch_b, APRIL, now=IN_MAY)
    return cast


def answers(company, signed_in, address):
    """The status of a page for everybody of the cast."""
    return {name: signed_in(user).get(address).status_code for name, user in company.everyone.items()}


FOREIGN = ("secretary_a", "clerk_a", "general_secretary")


def test_every_page_opens_for_those_it_is_meant_for_and_looks_away_from_the_others(company, signed_in):
    answers = {
        name: {address: client.get(address, follow=True).status_code for address in OPEN_TO}
        for name, user in company.everyone.items()
        for client in [signed_in(user)]
    }
    opened = {address: {name for name in answers if answers[name][address] == 200} for address in OPEN_TO}
    assert opened == OPEN_TO
    assert {status for statuses in answers.values() for status in statuses.values()} == {200, 403, 404}
    months = [address for address in OPEN_TO if address.startswith(("/branches/b/months", "/branches/b/targets"))]
    assert {answers[name][address] for name in FOREIGN for address in months} == {404}


def test_nobody_gets_anywhere_without_signing_in(company, client):
    for address in OPEN_TO:
        response = client.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/login/"), address


def test_a_general_branch_reads_the_sheets_below_it_and_fills_in_none(company, signed_in):
    sheet = open_sheet(company.general_one, APRIL, now=IN_MAY)
    secretary = signed_in(company.general_secretary)
    assert secretary.get(f"/branches/{sheet.branch.code}/months/2026-04/").status_code == 200
    assert secretary.get(f"/branches/{sheet.branch.code}/months/2026-04/entry/").status_code == 403
    assert secretary.get(f"/branches/{sheet.branch.code}/quarters/2026Q1/").status_code == 200
    assert not QuarterReport.objects.exists()
