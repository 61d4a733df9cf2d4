"""The workbook of targets: one row for each person and indicator, the year and its twelve months side by side.

Chinese, like every official document. A very hidden sheet holds the targets as they were, so that what the workbook
changed can be told from what somebody has set on the page meanwhile.
"""

import json

from django.utils.crypto import constant_time_compare, salted_hmac
from openpyxl import Workbook

from flagship import workbooks
from flagship.figures import plain
from flagship.periods import Month
from flagship.workbooks import writing
from scoring.queries.target_table import TargetCell, TargetTable

NUMBER, NAME, INDICATOR, UNIT, DEFAULT, YEAR = "工号", "姓名", "指标", "单位", "细则目标", "全年"
MONTHS = tuple(f"{number}月" for number in range(1, 13))
HEADINGS = (NUMBER, NAME, INDICATOR, UNIT, DEFAULT, YEAR, *MONTHS)
SHEET, KEY = "个人目标", "flagship-targets"
HEAD = 3
_WIDTHS = (12, 12, 24, 8, 10, 11, *(9 for _month in MONTHS))
_CLOSED = 5
_GUIDE = (
    "白色单元格可以填写，灰色单元格请勿改动；工作表的保护没有密码。",
    "每人每项指标一行，按工号和指标认行；删去的行保持原样。",
    "“全年”是全年各月通用的目标值，某月另有目标的填在该月；都不填的按“细则目标”执行。",
    "清空已有的目标值，上传后即为取消；已提交的月份不能再改。",
    "比率按“%”填写，如 96.5 或 96.5%；数值不要带其他单位。",
    "填好后在“个人目标”页面上传：先预览全部变化和问题，确认之后才写入。",
)

Held = dict[tuple[str, str, str], str]
"""Targets as text, by employee number, indicator code and period ("" for the year, or 2026-03)."""


def target_workbook(table: TargetTable) -> bytes:
    """The targets of a year, to be filled in."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    writing.put_title(sheet, f"{table.branch.name}{table.year}年个人目标", f"编号：{_identity(table)}")
    writing.put_headings(sheet, HEAD, HEADINGS, _WIDTHS)
    shut = [_CLOSED + 1 + month.number for month in table.fixed]
    rows = (
        (line.member.employee_number, line.member.name, *_values(cell, table.year))
        for line in table.rows
        for cell in line.cells
    )
    last = writing.put_rows(sheet, HEAD + 1, rows, closed=_CLOSED, figures_from=_CLOSED, shut=shut)
    writing.only_figures(sheet, "F", "R", (HEAD + 1, max(last, HEAD + 1)))
    writing.finish(sheet, freeze=f"D{HEAD + 1}", heading_row=HEAD)
    writing.put_guide(book, _GUIDE)
    _write_key(book, table)
    return writing.as_bytes(book, f"{table.branch.name}{table.year}年个人目标")


def _values(cell: TargetCell, year: int) -> tuple:
    column = cell.column
    periods = (None, *(Month(year, number) for number in range(1, 13)))
    return (
        column.name,
        column.unit,
        column.default.value if column.default else "",
        *("" if (value := cell.own(period)) is None else value for period in periods),
    )


def _identity(table: TargetTable) -> str:
    return f"{table.branch.code}/{table.year}"


def _write_key(book: Workbook, table: TargetTable) -> None:
    sheet = book.create_sheet(KEY)
    sheet.sheet_state = "veryHidden"
    head, rows = [_identity(table)], _key_rows(table)
    for number, texts in enumerate([[*head, _digest([head, *rows])], *rows], start=1):
        for place, text in enumerate(texts, start=1):
            writing.put(sheet, number, place, text).number_format = "@"


def _key_rows(table: TargetTable) -> list[list[str]]:
    periods = (None, *(Month(table.year, number) for number in range(1, 13)))
    return [
        [line.member.employee_number, cell.column.code, str(period or ""), plain(value)]
        for line in table.rows
        for cell in line.cells
        for period in periods
        if (value := cell.own(period)) is not None
    ]


def _digest(rows: list[list[str]]) -> str:
    return salted_hmac("scoring.target_sheets", json.dumps(rows)).hexdigest()


def read_key(book: workbooks.Workbook, table: TargetTable) -> Held | None:
    """The targets as they were at the download; None for a workbook that is not this branch's and year's own."""
    sheet = book.sheet(KEY)
    filled = [list(row) for row in sheet.rows if any(row)] if sheet else []
    if not filled or len(filled[0]) < 2 or filled[0][0] != _identity(table):
        return None
    head, digest, rows = filled[0][:1], filled[0][1], [row[:4] for row in filled[1:]]
    if not constant_time_compare(_digest([head, *rows]), digest):
        return None
    return {(number, code, period): value for number, code, period, value in rows}
