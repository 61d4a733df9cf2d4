"""Targets in a real browser: a block pasted from Excel, a workbook there and back, the marks that come of it; and all
of it without scripts. Worked by hand in tests/scoring/targets."""

import re

import pytest
import time_machine
from openpyxl import load_workbook

from flagship.actions.load_standard import load_standard
from scoring.models import PersonTarget
from tests.cast import build_cast
from tests.journeys.test_every_page import faults_of
from tests.scoring.rows import ENTRY, fill, open_sheet, people, simple_template

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR, SHEET = "/branches/b/targets/2026/", "/branches/b/months/2026-03/"
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = {clipboardData: data, bubbles: true, cancelable: true};
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", paste));
}"""


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel(ENTRY, tick=True):
        yield


@pytest.fixture
def cast():
    return build_cast()


@pytest.fixture
def draft(cast):
    """p01 to p03 have typed 90 of the template's 100."""
    load_standard(year=2026)
    simple_template()
    people(cast.branch_b, 3)
    sheet = open_sheet(cast.branch_b)
    fill(sheet, {"p01": "90", "p02": "90", "p03": "90"}, by=cast.secretary_b)
    return sheet


def stored():
    rows = PersonTarget.objects.select_related("member").order_by("member__employee_number", "month")
    return [(row.member.employee_number, str(row.month or ""), row.value) for row in rows]


def totals(page) -> dict[str, str]:
    page.goto(SHEET)
    rows = page.locator("table tbody tr").all()
    return {row.locator("th").inner_text().split("\n")[0]: row.locator("td.total").inner_text() for row in rows}


def test_a_pasted_block_a_month_and_a_workbook_change_the_marks(cast, draft, arrive, tmp_path):
    page = arrive("2001")
    page.goto(YEAR)
    page.get_by_label("p01 生产指标完成率").focus()
    page.evaluate(PASTE, "120\n80%\n")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存2项目标").wait_for()
    assert stored() == [("p01", "", 120), ("p02", "", 80)]
    assert totals(page) == {"p01": "75.00", "p02": "100.00", "p03": "90.00"}

    page.goto(f"{YEAR}?month=2026-03")
    box = page.get_by_label("p01 生产指标完成率")
    assert box.get_attribute("placeholder") == "120"
    box.fill("0")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("目标值必须大于 0").first.wait_for()
    page.get_by_label("p01 生产指标完成率").fill("180")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("已保存1项目标").wait_for()
    assert totals(page)["p01"] == "50.00"

    page.goto(YEAR)
    with page.expect_download() as found:
        page.get_by_role("link", name="下载工作簿").click()
    path = tmp_path / "targets.xlsx"
    found.value.save_as(path)
    book = load_workbook(path)
    rows = {book.active.cell(row, 1).value: row for row in range(4, book.active.max_row + 1)}
    book.active.cell(rows["p03"], 9).value = 45  # March
    book.active.cell(rows["p01"], 9).value = None
    book.save(path)
    page.get_by_role("link", name="上传或粘贴").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name=re.compile("确认")).click()
    page.get_by_text("已保存2项目标").wait_for()
    assert stored() == [("p01", "", 120), ("p02", "", 80), ("p03", "2026-03", 45)]
    assert totals(page) == {"p01": "75.00", "p02": "100.00", "p03": "100.00"}


def test_all_of_it_works_without_scripts(cast, draft, arrive):
    page = arrive("2001", java_script_enabled=False)
    page.goto(YEAR)
    page.get_by_label("p01 生产指标完成率").fill("120")
    page.get_by_role("button", name="保存").click()
    page.goto(f"{YEAR}import/?month=2026-03")
    page.locator("textarea").fill("工号\t生产指标完成率\np02\t75\np03\t60")
    page.get_by_role("button", name="预览").click()
    page.get_by_role("button", name=re.compile("确认")).click()
    assert stored() == [("p01", "", 120), ("p02", "2026-03", 75), ("p03", "2026-03", 60)]


def test_the_preview_and_the_page_of_a_refusal_are_accessible(cast, draft, arrive):
    for width, height in ((1440, 900), (390, 844)):
        page = arrive("2001", width=width, height=height)
        for address in (YEAR, f"{YEAR}?month=2026-03", f"{YEAR}import/", f"{SHEET}carry-over/"):
            assert faults_of(page, address, address) == []
