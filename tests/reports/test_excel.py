"""Workbooks: real numbers and dates, text that stays text, formulas that give what is stored, pages ready to print."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from flagship.figures import rounded
from flagship.periods import TZ
from reports.delimited import as_csv
from reports.excel.book import Book, Column, Formula, Style, Table
from reports.excel.month import group_table, month_book, standings_table
from reports.excel.text import CUT, LONGEST, sheet_name, text_of
from reports.lists import lists_of
from reports.provenance import Provenance

ORIGIN = Provenance(by="陈书记", at=dt.datetime(2026, 4, 8, 9, 5, tzinfo=TZ), digest="0123456789abcdef")
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://x","y")',
    "\t=1",
    "_x0041_",
    "<script>",
    "]]>&amp;",
    "名\n称",
)

pytestmark = pytest.mark.django_db


def book() -> Book:
    return Book(title="册", author="人", created=ORIGIN.at, footer="脚")


def one_column(values, style: Style = Style.TEXT, foot: str = "") -> Table:
    return Table("表", "表", (Column("列", 20, style, foot=foot),), [[value] for value in values], pinned=1)


def opened(table: Table, *, values: bool = False):
    made = book()
    made.table(table)
    return load_workbook(BytesIO(made.packed()), data_only=values)["表"]


def column_of(table: Table) -> list:
    return [row[0] for row in opened(table).iter_rows(min_row=4, values_only=True)]


@pytest.fixture(scope="module")
def record(month):
    """The settled month's workbook: as formulas, and as stored results."""
    data = month_book(month.settled, ORIGIN)
    return load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)


# --- text and numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text):
    cell = opened(one_column([text]))["A4"]

    assert cell.data_type == "s"
    assert cell.value.replace("_x005F_", "_") == text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_what_a_cell_cannot_hold_is_left_out_or_cut():
    assert text_of("张\x00三\x0b\ufffe\ud800李\u202e四\r\n") == "张三李四\n"
    long = text_of("字" * 40_000)
    assert (len(long), long.endswith(CUT)) == (LONGEST, True)
    assert opened(one_column(["字" * 40_000]))["A4"].value == long


def test_a_sheet_name_is_one_that_every_spreadsheet_takes():
    assert sheet_name("[甲]:*?/\\'乙", set()) == "甲乙"
    assert sheet_name("", set()) == "表"
    assert len(sheet_name("长" * 60, set())) == 31
    assert sheet_name("名次表", {"名次表"}) == "名次表-2"


def test_numbers_and_dates_are_real_ones():
    moment = dt.datetime(2026, 4, 7, 16, 30, tzinfo=dt.UTC)  # half past midnight in Shanghai

    assert column_of(one_column([Decimal("92.06"), 3, None], Style.MARKS)) == [92.06, 3, None]
    assert column_of(one_column([dt.date(2026, 4, 7), moment], Style.DAY)) == [
        dt.datetime(2026, 4, 7),
        dt.datetime(2026, 4, 8, 0, 30),
    ]


@pytest.mark.parametrize(
    ("points", "shown"),
    [(Decimal(3), '+0;"−"0;0'), (Decimal("2.50"), '+0.00;"−"0.00;0'), (Decimal("-2.00"), '+0;"−"0;0')],
)
def test_points_keep_their_sign_and_split_points_their_places(points, shown):
    cell = opened(one_column([points], Style.POINTS))["A4"]
    assert (cell.value, cell.number_format) == (points, shown)


# --- formulas ---------------------------------------------------------------------------------------------------------


def figure(sheet, formula: str) -> Decimal | None:
    """What a formula of ours gives, worked out from the cells it names; only SUM, AVERAGE and ROUND are known."""
    match = re.fullmatch(r"=(ROUND\()?(SUM|AVERAGE)\(([A-Z0-9:,]+)\)(?:,2\))?", formula)
    assert match, formula
    cells = []
    for part in match[3].split(","):
        left, top, right, bottom = range_boundaries(part)
        cells += [cell for row in sheet.iter_rows(top, bottom, left, right, values_only=True) for cell in row]
    numbers = [Decimal(str(value)) for value in cells if isinstance(value, int | float)]
    found = sum(numbers, Decimal(0))
    if match[2] == "AVERAGE":
        found /= len(numbers)
    return rounded(found) if match[1] else found


def disagreeing(formulas, stored) -> list[str]:
    """The places where a formula does not give the result that is stored beside it."""
    wrong = []
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    kept = stored[sheet.title][cell.coordinate].value
                    if kept is None or Decimal(str(kept)) != figure(stored[sheet.title], cell.value):
                        wrong.append(f"{sheet.title} {cell.coordinate} {cell.value} {kept}")
    return wrong


def test_every_formula_gives_the_figure_stored_beside_it(record, month):
    formulas, stored = record
    assert disagreeing(formulas, stored) == []
    # One total for everybody who has marks, the means below, and the sum of the points.
    count = sum(cell.data_type == "f" for sheet in formulas for row in sheet.iter_rows() for cell in row)
    assert count > len(month.settled.rows)


def test_the_comparison_finds_a_formula_that_is_wrong():
    made = book()
    made.table(
        Table("表", "表", (Column("列", 9, Style.MARKS),) * 2, [[Decimal(1), Formula("=SUM(A4:A4)", Decimal(2))]])
    )
    data = made.packed()
    assert disagreeing(load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)) != []


def test_a_total_that_is_not_the_sum_is_written_as_it_is(month):
    """E.g. where the cap of 100 decides."""
    group = month.settled.groups[0]
    capped = replace(group, rows=(replace(group.rows[0], total=Decimal("100.00")), *group.rows[1:]))
    first, second = [row[-2] for row in group_table(capped).rows][:2]

    assert first == Decimal("100.00")
    assert isinstance(second, Formula)


def test_feet_sum_and_average_what_stands_above():
    columns = (
        Column("姓名", 20),
        Column("得分", 9, Style.MARKS, foot="mean"),
        Column("分", 9, Style.POINTS, foot="sum"),
    )
    rows = [["甲", Decimal("90.00"), Decimal(3)], ["乙", Decimal("90.01"), Decimal(-2)], ["丙", "—", None]]
    sheet = opened(Table("表", "表", columns, rows), values=True)

    assert [cell.value for cell in sheet[7]] == ["合计／平均", 90.01, 1]  # 90.005 is rounded away from zero


# --- the month --------------------------------------------------------------------------------------------------------


def test_the_standings_are_those_of_the_document(record, month):
    _formulas, stored = record
    found = [row[:8] for row in stored["名次表"].iter_rows(min_row=4, values_only=True)][:-1]
    [(_pool, rows)] = month.settled.rankings

    assert [(row[0], row[1], row[2], row[3]) for row in found] == [
        (row.rank, row.name, row.employee_number, row.status.zh) for row in rows
    ]
    assert [Decimal(str(row[5])) for row in found] == [row.total for row in rows]
    assert [row[7] for row in found] == ["—" if row.account == "staff" else row.points for row in rows]
    assert sum(row.points for row in rows) == 9  # n > 30: +5 +4 +3 +2 +1 −3 −2 −1


def is_one_number(value) -> bool:
    return value.number is not None and value.second is None


def test_every_value_and_every_mark_stands_on_the_sheet_of_its_template(record, month):
    _formulas, stored = record
    for group in month.settled.groups:
        sheet = stored[sheet_name(group.template_label.zh, set())]
        found = list(sheet.iter_rows(min_row=5, max_row=4 + len(group.rows), values_only=True))
        for row, cells in zip(group.rows, found, strict=True):
            assert cells[:3] == (row.employee_number, row.name, row.status.zh)
            marks = [Decimal(str(value)) if value is not None else None for value in cells[4:-2:2]]
            assert marks == [cell.marks for cell in row.cells]
            assert Decimal(str(cells[-2])) == row.total
            typed = [Decimal(str(value)) for value in cells[3:-2:2] if isinstance(value, float | int)]
            assert typed == [cell.value.number for cell in row.cells if is_one_number(cell.value)]


def test_the_cover_says_what_it_is_where_from_and_by_which_policies(record):
    _formulas, stored = record
    cover = {row[0]: row[1] for row in stored["封面"].iter_rows(values_only=True)}

    assert next(iter(cover)) == "2026年3月考核评选情况"
    wanted = {
        "单位": "机关党支部",
        "考核月份": "2026年3月",
        "状态": "已结算",
        "版本": "第1次提交",
        "报送截止": dt.datetime(2026, 4, 8),
        "提交": dt.datetime(2026, 4, 2, 9, 0),
        "公示期至": "2026年4月7日24时",
        "研究确认": dt.datetime(2026, 4, 7),
        "结算": dt.datetime(2026, 4, 8, 9, 0),
        "导出人": "陈书记",
        "导出时间": dt.datetime(2026, 4, 8, 9, 5),
        "数据摘要": "0123456789abcdef",
        "总分相同": "总分相同的，定量指标得分率高者在前；仍相同的并列。",
    }
    assert {name: cover.get(name) for name in wanted} == wanted
    assert "执行的政策（第1版）" in cover


def test_sheets_are_ready_to_be_read_and_printed(record):
    formulas, _stored = record
    standings = formulas["名次表"]

    assert formulas.sheetnames == ["封面", "名次表", "市场营销", "服务发展", "精益市场", "安全生产", "不参加排名"]
    assert standings.freeze_panes == "C4"
    assert standings.auto_filter.ref == "A3:J39"
    assert standings.print_title_rows == "$3:$3"
    assert standings.print_area == "'名次表'!$A$1:$J$40"
    assert (standings.page_setup.paperSize, standings.page_setup.orientation) in ((9, "landscape"), ("9", "landscape"))
    assert (standings.sheet_properties.pageSetUpPr.fitToPage, standings.page_setup.fitToHeight) == (True, 0)
    assert "数据摘要 0123456789abcdef" in standings.oddFooter.left.text
    assert standings.column_dimensions["J"].width > standings.column_dimensions["A"].width
    assert formulas["安全生产"].print_title_rows == "$3:$4"
    properties = formulas.properties
    assert (properties.title, properties.creator, properties.language) == ("2026年3月考核评选情况", "陈书记", "zh-CN")


def test_a_month_of_nobody_is_a_workbook_all_the_same(month):
    nobody = replace(month.draft, groups=(), pools=(), absent=())
    assert load_workbook(BytesIO(month_book(nobody, ORIGIN))).sheetnames == ["封面"]


# --- beside it as CSV -------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_and_computes_nothing(month):
    rows = [[Decimal("-2.00"), text] for text in HOSTILE[:6]]
    data = as_csv(Table("表", "表", (Column("加扣分", 9, Style.POINTS), Column("名", 9)), rows))

    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "加扣分,名"
    assert lines[1] == "-2.00,'=1+1"
    assert all(line.partition(",")[2].lstrip('"').startswith("'") for line in lines[1:-1])


def test_csv_says_what_the_workbook_says(month):
    table = standings_table(month.settled, lists_of(month.settled), "名次表")
    lines = as_csv(table).decode("utf-8-sig").splitlines()
    [(_pool, rows)] = month.settled.rankings

    assert lines[1].split(",")[:6] == [
        *(str(rows[0].rank), rows[0].name, rows[0].employee_number, "党员"),
        *(month.settled.category_of[rows[0].member_id].category.zh, str(rows[0].total)),
    ]
    assert len(lines) == 1 + len(rows)
