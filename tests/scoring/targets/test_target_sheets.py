"""The workbook of targets: out, filled in, back; and a block pasted from a spreadsheet."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from flagship.workbooks import read_workbook
from scoring.actions.set_targets import set_targets
from scoring.models import PersonTarget
from scoring.queries.target_table import target_table
from scoring.target_sheets.plan import plan_targets
from scoring.target_sheets.reader import block_sheet, read_targets
from scoring.target_sheets.writer import HEAD, HEADINGS, KEY, SHEET, read_key, target_workbook
from tests.scoring.rows import ENTRY, MARCH, submitted
from tests.scoring.targets.test_set_targets import set_

pytestmark = pytest.mark.django_db
COLUMN = {heading: place for place, heading in enumerate(HEADINGS, start=1)}


@pytest.fixture
def some(cast, draft):
    """p01 has 110 for the year and 90 for March, p02 95.5 for the year."""
    set_(cast, ("p01", "output", None, "110"), ("p01", "output", MARCH, "90"), ("p02", "output", None, "95.5"))
    return draft


def downloaded(cast, change=None) -> bytes:
    """The workbook as Excel hands it back after `change(rows)`; rows by employee number."""
    data = target_workbook(target_table(cast.branch_b, 2026, MARCH))
    if change is None:
        return data
    book = load_workbook(BytesIO(data))
    sheet = book[SHEET]
    rows = {sheet.cell(row, 1).value: row for row in range(HEAD + 1, sheet.max_row + 1)}
    change(lambda number, heading, value: setattr(sheet.cell(rows[number], COLUMN[heading]), "value", value), sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def plan_of(cast, data: bytes):
    book, table = read_workbook(data), target_table(cast.branch_b, 2026, MARCH)
    given, problems = read_targets(book.sheet(SHEET), table, None)
    assert problems == []
    return plan_targets(given, table, read_key(book, table))


def told(plan):
    return [(one.row.member.employee_number, str(one.month or ""), one.before, one.after) for one in plan.changes]


def stored():
    rows = PersonTarget.objects.order_by("member__employee_number", "month")
    return {(row.member.employee_number, str(row.month or "")): row.value for row in rows.select_related("member")}


def cells(data: bytes):
    return [[str(cell.value or "") for cell in row] for row in load_workbook(BytesIO(data))[SHEET].iter_rows()]


def test_what_is_downloaded_and_uploaded_unchanged_changes_nothing(cast, some):
    plan = plan_of(cast, downloaded(cast))
    assert (plan.changes, plan.problems, plan.same, plan.missing) == ((), (), 3, 0)


def test_downloaded_filled_in_stored_and_downloaded_again_is_the_same_sheet(cast, some):
    def change(put, _sheet):
        put("p03", "全年", 120)
        put("p03", "5月", "96.5%")
        put("p01", "3月", None)
        put("p02", "全年", "１，２００")

    data = downloaded(cast, change)
    plan = plan_of(cast, data)
    assert told(plan) == [
        ("p01", "2026-03", 90, None),
        ("p02", "", 95.5, 1200),
        ("p03", "", None, 120),
        ("p03", "2026-05", None, 96.5),
    ]
    set_targets(branch=cast.branch_b, year=2026, entries=plan.entries, by=cast.secretary_b, now=ENTRY)
    assert stored() == {("p01", ""): 110, ("p02", ""): 1200, ("p03", ""): 120, ("p03", "2026-05"): 96.5}
    again = downloaded(cast)
    typed = cells(data)
    typed[HEAD + 2][COLUMN["全年"] - 1], typed[HEAD + 3][COLUMN["5月"] - 1] = "1200", "96.5"
    assert cells(again) == typed


def test_what_somebody_set_since_the_download_is_kept_where_the_workbook_says_nothing_new(cast, some):
    data = downloaded(cast, lambda put, _sheet: put("p03", "全年", 120))
    set_(cast, ("p01", "output", None, "130"), ("p04", "output", None, "77"))
    plan = plan_of(cast, data)
    assert told(plan) == [("p03", "", None, 120)]


def test_what_both_have_changed_is_shown_as_such(cast, some):
    data = downloaded(cast, lambda put, _sheet: put("p01", "全年", 120))
    set_(cast, ("p01", "output", None, "130"))
    plan = plan_of(cast, data)
    assert told(plan) == [("p01", "", 130, 120)]
    assert plan.since == {0}


def test_every_problem_is_told_with_its_place(cast, some):
    def change(put, sheet):
        put("p01", "全年", 0)
        put("p02", "4月", "不详")
        put("p03", "姓名", "别人")
        put("p04", "指标", "没有这项")
        put("p04", "全年", 5)
        put("p05", "工号", "0p05")
        put("p06", "全年", "#N/A")
        sheet.cell(sheet.max_row + 1, 1, "p07")
        sheet.cell(sheet.max_row, COLUMN["指标"], "生产指标完成率")
        sheet.cell(sheet.max_row, COLUMN["全年"], 3)
        put("p07", "全年", 4)

    plan = plan_of(cast, downloaded(cast, change))
    row = {number: HEAD + 1 + place for place, number in enumerate(["2001", *(f"p{n:02}" for n in range(1, 12))])}
    assert [(one.row, one.column) for one in plan.problems] == [
        (row["p01"], "全年"),
        (row["p02"], "4月"),
        (row["p03"], "姓名"),
        (row["p04"], "指标"),
        (row["p05"], "工号"),
        (row["p06"], "全年"),
        (row["p11"] + 1, "全年"),
    ]
    assert stored() == {("p01", ""): 110, ("p01", "2026-03"): 90, ("p02", ""): 95.5}


def test_a_submitted_month_is_shut_in_the_workbook_and_refused(cast, filled):
    submitted(filled, by=cast.secretary_b)
    data = downloaded(cast, lambda put, _sheet: put("p01", "3月", 50))
    sheet = load_workbook(BytesIO(data))[SHEET]
    locked = [sheet.cell(HEAD + 1, COLUMN[heading]).protection.locked for heading in ("全年", "3月", "4月")]
    assert locked == [False, True, False]
    assert [problem.column for problem in plan_of(cast, data).problems] == ["3月"]


def test_a_key_that_was_altered_or_is_another_branchs_says_nothing(cast, some):
    book = load_workbook(BytesIO(downloaded(cast)))
    book[KEY].cell(2, 4).value = "999"
    out = BytesIO()
    book.save(out)
    table = target_table(cast.branch_b, 2026, MARCH)
    assert read_key(read_workbook(out.getvalue()), table) is None
    other = target_table(cast.branch_a, 2026, MARCH)
    assert read_key(read_workbook(downloaded(cast)), other) is None


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "_x0041_", "+8613", '"引号"'])
def test_names_like_formulas_stay_names(cast, some, name):
    person = some.participants.get(member__employee_number="p01").member
    person.name = name
    person.save()
    assert plan_of(cast, downloaded(cast)).problems == ()
    assert load_workbook(BytesIO(downloaded(cast)))[SHEET].cell(HEAD + 2, 2).data_type == "s"


def block(cast, text, period=None):
    table = target_table(cast.branch_b, 2026, period or MARCH)
    given, problems = read_targets(block_sheet(text), table, period)
    return problems or plan_targets(given, table, None)


@pytest.mark.parametrize(("period", "shown"), [(None, ""), (MARCH, "2026-03")], ids=["the year", "a month"])
def test_a_pasted_block_with_a_column_for_each_indicator_means_the_period_of_the_page(cast, some, period, shown):
    plan = block(cast, "姓名\t工号\t生产指标完成率（%）\np03\tp03\t88\r\np04\tp04\t\np05\tp05\t９９%\n", period)
    assert told(plan) == [("p03", shown, None, 88), ("p05", shown, None, 99)]
    assert plan.problems == ()


def test_a_pasted_block_of_the_years_months_is_read_too(cast, some):
    plan = block(cast, "工号\t指标\t全年\t2月\np03\toutput\t100\t80\np01\t生产指标完成率\t\t70")
    assert told(plan) == [("p03", "", None, 100), ("p03", "2026-02", None, 80), ("p01", "2026-02", None, 70)]


def test_a_block_without_headings_or_with_one_twice_is_refused_with_a_sentence(cast, some):
    for text in ("p01\t88", "", "工号\t说明\np01\t88"):
        assert [problem.column for problem in block(cast, text)] == ["工号"]
    twice = block(cast, "工号\t生产指标完成率\t生产指标完成率\np01\t88\t89")
    assert [problem.column for problem in twice] == ["生产指标完成率"]


def test_a_month_of_another_year_is_no_column(cast, some):
    assert told(block(cast, "工号\t指标\t全年\t13月\np03\toutput\t100\t80")) == [("p03", "", None, 100)]
