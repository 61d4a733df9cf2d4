"""Odd workbooks of one month, each with what becomes of it.

Branch B has Secretary Chen (2001) and p01–p03 under safety and m01 under marketing; p04 and 0077 are excused. p01 and
p02 have a value. One month serves all cases, because a plan stores nothing.
"""

import re
import zipfile
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl.worksheet.protection import SheetProtection

from flagship.categories import FlagCategory
from members.models import Member
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.models import MonthSheet
from scoring.rules.entries import Entry
from scoring.workbook.columns import KEY
from tests.scoring.rows import ENTRY, declare, full_template, open_sheet, people
from tests.scoring.workbook.rows import changed, download, plan, told
from tests.workbooks import with_part

SAFETY, MARKETING = "安全生产", "市场营销"


def at(book, number: str, sheet: str = SAFETY) -> int:
    return next(row for row in range(4, 40) if str(book[sheet].cell(row, 1).value) == number)


def column(book, heading: str, sheet: str = SAFETY) -> int:
    return next(cell.column for cell in book[sheet][3] if cell.value == heading)


def put(book, number: str, heading: str, value, sheet: str = SAFETY) -> None:
    book[sheet].cell(at(book, number, sheet), column(book, heading, sheet)).value = value


OUTPUT, BREACH, ATTITUDE, WHY = "生产指标完成率（%）", "个人违章（次）", "担当作为", "担当作为·评定理由"
TARGET, REASON = "生产指标完成率·个人目标（%）", "生产指标完成率·不适用原因"


def fill_p03(book) -> None:
    put(book, "p03", OUTPUT, 95)


def without(sheet: str):
    return lambda book: (fill_p03(book), book.remove(book[sheet]))


def reordered(book) -> None:
    """The columns from last to first, the rows too."""
    fill_p03(book)
    table = book[SAFETY]
    rows = [[cell.value for cell in row] for row in table.iter_rows(min_row=3, max_row=table.max_row)]
    rows = [rows[0], *reversed(rows[1:])]
    for number, values in enumerate(rows, start=3):
        for place, value in enumerate(reversed(values), start=1):
            table.cell(number, place).value = value


def hidden(book) -> None:
    fill_p03(book)
    table = book[SAFETY]
    table.row_dimensions[at(book, "p03")].hidden = True
    table.column_dimensions["C"].hidden = True


def hidden_sheet(book) -> None:
    fill_p03(book)
    book[SAFETY].sheet_state = "hidden"


def merged_people(book) -> None:
    row = at(book, "p02")
    book[SAFETY].merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)


def merged_title(book) -> None:
    fill_p03(book)
    book[SAFETY].merge_cells("A1:H1")


def merged_headings(book) -> None:
    book[SAFETY].merge_cells("C3:D3")


def extra_column(book) -> None:
    fill_p03(book)
    book[SAFETY].insert_cols(3)
    book[SAFETY].cell(3, 3).value = "备注"
    book[SAFETY].cell(5, 3).value = "随手写"


def own_sheet(book) -> None:
    fill_p03(book)
    book.create_sheet("我的计算").append(["合计", 100])


def renamed(book) -> None:
    fill_p03(book)
    book[SAFETY].title = "Sheet9"


def copied_values_only(book) -> None:
    """What remains after the rows were pasted into a new workbook."""
    fill_p03(book)
    rows = [[cell.value for cell in row] for row in book[SAFETY].iter_rows(min_row=3)]
    for name in list(book.sheetnames):
        book.remove(book[name])
    fresh = book.create_sheet("Sheet1")
    for row in rows:
        fresh.append(row)


def header_lower(book) -> None:
    fill_p03(book)
    book[SAFETY].insert_rows(3, 4)


def set_line(text: str):
    def change(book) -> None:
        book[SAFETY].cell(2, 1).value = text

    return change


def set_key(place: str, text: str):
    def change(book) -> None:
        fill_p03(book)
        book[KEY][place].value = text

    return change


def heading(old: str, new: str | None, *, also=lambda book: None):
    def change(book) -> None:
        also(book)
        book[SAFETY].cell(3, column(book, old)).value = new

    return change


def number(old: str, new) -> object:
    def change(book) -> None:
        book[SAFETY].cell(at(book, old), 1).value = new

    return change


def name(of: str, new) -> object:
    def change(book) -> None:
        fill_p03(book)
        book[SAFETY].cell(at(book, of), 2).value = new

    return change


def value(of: str, under: str, new, sheet: str = SAFETY):
    return lambda book: put(book, of, under, new, sheet)


def row_added(*values, sheet: str = SAFETY):
    return lambda book: book[sheet].append(values)


def row_gone(of: str):
    def change(book) -> None:
        fill_p03(book)
        book[SAFETY].delete_rows(at(book, of))

    return change


def duplicated(book) -> None:
    book[SAFETY].append(["p01", "p01", 50])


def duplicated_sheet(book) -> None:
    book.copy_worksheet(book[SAFETY])


def wrong_sheet(book) -> None:
    book[SAFETY].append(["m01", "m01", 90])


def everything_gone(book) -> None:
    for row in book[SAFETY].iter_rows(min_row=4):
        for cell in row:
            cell.value = None


def not_applicable(book) -> None:
    put(book, "p01", OUTPUT, None)
    put(book, "p01", REASON, "借调")


def both_value_and_reason(book) -> None:
    put(book, "p01", REASON, "借调")


def judgement(book) -> None:
    put(book, "p03", ATTITUDE, "好")
    put(book, "p03", WHY, "带头")


def protected_again(book) -> None:
    fill_p03(book)
    book[SAFETY].protection = SheetProtection(sheet=True, password="x")


NEW = "p03 生产指标完成率 → 95"
CASES = {
    # unharmed
    "nothing changed": (lambda book: None, []),
    "one value": (fill_p03, [NEW]),
    "a changed value": (value("p01", OUTPUT, 97), ["p01 生产指标完成率 96 → 97"]),
    "the same value as text": (value("p01", OUTPUT, "96.00%"), []),
    "an emptied value": (value("p01", OUTPUT, None), ["p01 生产指标完成率 96 → "]),
    "a target of one's own": (value("p01", TARGET, 98), ["p01 生产指标完成率 96 → 96 · 个人目标 98"]),
    "not applicable": (not_applicable, ["p01 生产指标完成率 96 → 不适用：借调"]),
    "a judgement": (judgement, ["p03 担当作为 → 好 · 带头"]),
    "a judgement without its reason": (value("p03", ATTITUDE, "好"), ["p03 担当作为 → 好"]),
    "a formula with a result": ("cached", [NEW]),
    "columns and rows reordered": (reordered, [NEW]),
    "hidden row and column": (hidden, [NEW]),
    "a hidden sheet": (hidden_sheet, [NEW, "*隐藏的工作表“安全生产”也已读取。"]),
    "a merged title": (merged_title, [NEW]),
    "a column of one's own": (extra_column, [NEW, "*工作表“安全生产”中以下各列未读取：备注。"]),
    "a sheet of one's own": (own_sheet, [NEW, "*工作表“我的计算”没有工号列，未读取。"]),
    "a renamed sheet": (renamed, [NEW]),
    "a sheet removed": (without(MARKETING), [NEW, "1 missing"]),
    "the guide removed": (without("填写说明"), [NEW]),
    "the key removed": (without(KEY), [NEW, "*工作簿中没有下载时的记录，凡与系统不一致的均视为修改。"]),
    "the key altered": (
        set_key("A2", "p09"),
        [NEW, "*工作簿中没有下载时的记录，凡与系统不一致的均视为修改。"],
    ),
    "rows pasted into a new workbook": (
        copied_values_only,
        [NEW, "1 missing", "*工作簿中没有下载时的记录，凡与系统不一致的均视为修改。"],
    ),
    "headings further down": (header_lower, [NEW]),
    "a heading without its unit": (heading(OUTPUT, "生产指标完成率", also=fill_p03), [NEW]),
    "a heading in narrow brackets": (heading(OUTPUT, "生产指标完成率 (%)", also=fill_p03), [NEW]),
    "a heading with a line break": (heading(OUTPUT, "生产指标\n完成率（%）", also=fill_p03), [NEW]),
    "another word for the employee number": (heading("工号", "员工编号", also=fill_p03), [NEW]),
    "an optional column removed": (heading(TARGET, None, also=fill_p03), [NEW]),
    "the name column removed": (heading("姓名", None, also=fill_p03), [NEW]),
    "a person's row removed": (row_gone("p02"), [NEW, "1 missing"]),
    "a person without a name": (name("p03", None), [NEW]),
    "a name with a blank in it": (name("p03", "p 03"), [NEW]),
    "an employee number in wide letters": (number("p01", "ｐ０１"), []),
    "an employee number as a number": (number("2001", 2001), []),
    "an empty row at the end": (row_added(None, None, None), []),
    "somebody excused, without values": (row_added("p04", "p04"), []),
    "protected by another password": (protected_again, [NEW]),
    "every row gone": (everything_gone, ["4 missing"]),
    # refused by name
    "a merged value": (merged_people, ["!安全生产 6 C 生产指标完成率（%）：单元格 C6 至 C7 已合并。"]),
    "merged headings": (merged_headings, ["!安全生产 3 个人违章（次）：缺少该表头。"]),
    "a formula without a result": (
        value("p03", OUTPUT, "=90+5"),
        ["!安全生产 7 C 生产指标完成率（%）：公式没有计算结果。"],
    ),
    "a value and not applicable": (
        both_value_and_reason,
        ["!安全生产 5 C 生产指标完成率（%）：p01：既有数值又标明“不适用”，请二选一。"],
    ),
    "an unknown person": (row_added("9999", "谁", 1), ["!安全生产 8 工号：本月考核表中没有工号“9999”。"]),
    "a row of totals": (row_added("合计", None, 96), ["!安全生产 8 工号：本月考核表中没有工号“合计”。"]),
    "somebody twice": (duplicated, ["!安全生产 8 工号：工号p01已在工作表“安全生产”第5行出现。"]),
    "a sheet twice": (
        duplicated_sheet,
        [f"!安全生产 Copy {row} 工号：工号{who}已在工作表“安全生产”第{row}行出现。"
         for row, who in enumerate(("2001", "p01", "p02", "p03"), start=4)],
    ),
    "a row without employee number": (number("p01", None), ["!安全生产 5 A 工号：工号为空。"]),
    "an error for an employee number": (
        number("p01", "#N/A"),
        ["!安全生产 5 工号：单元格是 Excel 的错误值 #N/A。"],
    ),
    "zeros that Excel dropped": (
        row_added(77, "零零", 1),
        ["!安全生产 8 工号：“77”不存在，但有0077：Excel去掉了前面的0"],
    ),
    "names of two people exchanged": (
        name("p01", "p02"),
        [NEW, "!安全生产 5 姓名：工号p01是p01，而该行写的是p02。"],
    ),
    "somebody of another category": (
        wrong_sheet,
        ["!安全生产 8 工号：m01按“市场营销”计分，不按“安全生产”计分。"],
    ),
    "somebody excused, with values": (
        row_added("p04", "p04", 96),
        ["!安全生产 8 工号：p04本月不参加计分（不参加）。"],
    ),
    "a heading missing": (heading(BREACH, None), ["!安全生产 3 个人违章（次）：缺少该表头。"]),
    "a heading in another unit": (
        heading(OUTPUT, "生产指标完成率（万元）"),
        [
            "!安全生产 3 生产指标完成率（%）：缺少该表头。",
            "*工作表“安全生产”中以下各列未读取：生产指标完成率（万元）。",
        ],
    ),
    "a heading twice": (heading(BREACH, OUTPUT), [
        "!安全生产 3 生产指标完成率（%）：表头重复。",
        "!安全生产 3 个人违章（次）：缺少该表头。",
    ]),
    "two employee number columns": (heading("姓名", "工号"), ["!安全生产 3 工号：表头重复。"]),
    "no heading for the employee number": (
        heading("工号", "号"),
        ["!安全生产 0 工号：缺少含有“工号”的表头行。"],
    ),
    "another month": (
        set_line("填报编号：b/2026-02/full-safety/1"),
        ["!安全生产 0 ：这是 b 2026-02 的工作簿，而本页是机关党支部（b） 2026-03。"],
    ),
    "another branch": (
        set_line("填报编号：a/2026-03/full-safety/1"),
        ["!安全生产 0 ：这是 a 2026-03 的工作簿，而本页是机关党支部（b） 2026-03。"],
    ),
    "an earlier version of the template": (
        set_line("填报编号：b/2026-03/full-safety/7"),
        ["!安全生产 0 ：该工作表按模板第7版制作，现执行第1版。"],
    ),
    "a template nobody has": (
        set_line("填报编号：b/2026-03/elsewhere/1"),
        ["!安全生产 0 ：本月没有人按模板“elsewhere”计分。"],
    ),
    "an empty workbook": (
        lambda book: [book.remove(sheet) for sheet in list(book)[1:]],
        ["! 0 ：工作簿中没有一张工作表含有本月指标的表头。"],
    ),
}  # fmt: skip


@pytest.fixture
def month(cast, programme) -> MonthSheet:
    full_template()
    full_template(FlagCategory.MARKETING)
    declare(cast.secretary_b.person)
    people(cast.branch_b, 4)
    people(cast.branch_b, 1, category=FlagCategory.MARKETING, prefix="m")
    people(cast.branch_b, 1, prefix="00")
    Member.objects.filter(employee_number="0001").update(employee_number="0077", name="零零")
    sheet = open_sheet(cast.branch_b)
    for who in ("p04", "0077"):
        row = sheet.participants.get(member__employee_number=who)
        excuse(participant=row, reason="病假", by=cast.secretary_b, now=ENTRY)
    values = [Entry("p01", "output", number="96"), Entry("p02", "output", number="90")]
    enter_values(sheet=sheet, entries=values, by=cast.secretary_b, now=ENTRY)
    return sheet


def test_every_odd_workbook_ends_as_expected(cast, month):
    data = download(month)
    outcomes = {}
    with translation.override("zh-hans"):
        for case, (change, _expected) in CASES.items():
            book = with_cached_formula(data) if change == "cached" else changed(data, change)
            outcomes[case] = told(plan(month, book, user=cast.secretary_b))
    assert outcomes == {case: expected for case, (_change, expected) in CASES.items()}


def with_cached_formula(data: bytes) -> bytes:
    """p03's value as a formula whose result stands beside it."""
    data = changed(data, lambda book: put(book, "p03", OUTPUT, "=90+5"))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if b"<f>90+5</f>" in part:
                return with_part(data, name, re.sub(rb"<f>90\+5</f><v ?/?>(</v>)?", b"<f>90+5</f><v>95</v>", part))
    raise AssertionError("the formula is not there")
