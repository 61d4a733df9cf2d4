"""The what-if as workbook and CSV: the page's figures, every line, for whom the months are open to."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from flagship.models import AuditEvent
from tests.scoring.views.test_what_if import CANARY, RUN, TABLE, two_branches

__all__ = ["two_branches"]

EXCEL, CSV = (f"/what-if/what-if.{suffix}{(RUN + TABLE).removeprefix('/what-if/')}" for suffix in ("xlsx", "csv"))


def rows(response, sheet: str) -> list[tuple]:
    return list(load_workbook(BytesIO(response.content), data_only=True)[sheet].iter_rows(values_only=True))


def test_the_workbook_has_the_figures_of_the_page(two_branches, signed_in):
    client = signed_in(two_branches.officer)
    found = client.get(RUN + TABLE).context["found"]
    book = client.get(EXCEL)
    lines = rows(book, "逐月明细")[4:]
    assert [(line[1], line[6], line[7], line[9], line[10]) for line in lines] == [
        (one.employee_number, one.before.rank, one.before.points, one.after.rank, one.after.points)
        for one in found.lines
    ]
    branches = {row[0]: row[2:7] for row in rows(book, "支部汇总")[3:-1]}
    assert branches == {one.name: (one.people, one.before, one.after, one.gained, one.lost) for one in found.branches}
    facts = dict(rows(book, "封面")[1:-1])
    assert facts["试算规则1"] == "加扣分档次：≥1: +9 +5 / −1"
    assert facts["变动人数"] == str(found.people_differing) == "4"


def test_the_csv_has_every_line_and_nobody_of_a_foreign_branch(two_branches, signed_in):
    every = list(csv.reader(StringIO(signed_in(two_branches.officer).get(CSV).content.decode("utf-8-sig"))))
    assert len(every) == 1 + 4
    assert CANARY in {row[0] for row in every}
    own = signed_in(two_branches.secretary_b).get(CSV).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(StringIO(own))][1:] == ["陈书记"]
    assert CANARY not in own


def test_the_export_is_written_down(two_branches, signed_in):
    signed_in(two_branches.officer).get(EXCEL)
    assert AuditEvent.objects.filter(act="export").latest("pk").what == "考核规则试算.xlsx"


@pytest.mark.parametrize("address", [EXCEL + "&branch=a", "/what-if/what-if.csv", EXCEL + "&total_cap=999"])
def test_an_address_that_says_nothing_sensible_leads_back_to_the_page(two_branches, signed_in, address):
    response = signed_in(two_branches.secretary_b).get(address)
    assert (response.status_code, response.url.split("?")[0]) == (303, "/what-if/")
    assert AuditEvent.objects.filter(act="export").count() == 0
