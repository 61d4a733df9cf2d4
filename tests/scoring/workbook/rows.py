"""Months with every kind of indicator, and workbooks of them to be changed by hand."""

from collections.abc import Callable
from io import BytesIO

from openpyxl import Workbook, load_workbook

from flagship.categories import FlagCategory
from flagship.models import IndicatorTemplate
from flagship.workbooks import read_workbook
from scoring.models import MonthSheet
from scoring.queries.sheet_document import sheet_document
from scoring.workbook.checks import Plan, plan_import
from scoring.workbook.reader import read_lines
from scoring.workbook.words import cell_words
from scoring.workbook.writer import entry_workbook
from tests.scoring.rows import ENTRY, RUBRIC, published
from tests.workbooks import packed

MATRIX = {
    "row_name": "完成率",
    "column_name": "回款率",
    "row_edges": ["80", "100"],
    "column_edges": ["90"],
    "cells": [["0", "2"], ["4", "6"], ["8", "10"]],
}
AWARDS = {"levels": [{"code": "none", "zh": "无", "marks": "0"}, {"code": "first", "zh": "=一等奖", "marks": "10"}]}
INDICATORS = (
    ("output", "生产指标完成率", "%", 20, True, "ratio", {"target": "100"}),
    ("sales", "销售收入", "万元", 10, True, "ratio", {"target": "500"}),
    ("growth", "收入增长率", "万元", 10, True, "growth", {"target": "10", "kind": "rise"}),
    ("breach", "个人违章", "次", 10, True, "deduction", {"rate": "2"}),
    ("both", "双因素", "%", 10, True, "matrix", {"table": MATRIX}),
    ("drill", "是否参加演练", "", 10, True, "yes_no", {}),
    ("award", "受奖等级", "", 10, True, "levels", AWARDS),
    ("attitude", "担当作为", "", 20, False, "rubric", RUBRIC),
)
"""Code, name, unit, weight, quantitative, formula and its parameters."""


def rich_template(category: FlagCategory = FlagCategory.SAFETY, **columns) -> IndicatorTemplate:
    """Eight indicators, every way of asking among them."""
    return published(category, INDICATORS, **{"code": f"rich-{category}"} | columns)


def download(sheet: MonthSheet) -> bytes:
    return entry_workbook(sheet_document(sheet, now=ENTRY))


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody worked on it."""
    book = load_workbook(BytesIO(data))
    change(book)
    return packed(book)


def plan(sheet: MonthSheet, data: bytes, *, user) -> Plan:
    """What uploading it would do."""
    document = sheet_document(sheet, now=ENTRY)
    return plan_import(read_lines(read_workbook(data), document), document, user=user)


def cells_of(data: bytes) -> dict[str, dict[str, object]]:
    """Every filled cell of every sheet but the key, whose text is packed."""
    book = load_workbook(BytesIO(data))
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book
    }


def told(found) -> list[str]:
    """A plan in short: changes, people who are missing on a sheet that was read, problems, notes."""

    def words(change) -> str:
        old, new = cell_words(change.seen, change.column), cell_words(change.wanted, change.column)
        return " ".join(filter(None, [change.row.name, change.column.name, old])) + f" → {new}"

    problems = [f"!{one.sheet} {one.row} {one.column}：{one.what}" for one in found.problems]
    missing = [f"{found.missing} missing"] if found.missing and not problems else []
    return [*map(words, found.changes), *problems, *missing, *(f"*{note}" for note in found.notes)]
