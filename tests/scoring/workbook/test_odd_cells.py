"""Odd cells, each with what becomes of it: understood, or refused by name; never silently misread.

Every case is one person's row of one workbook, so that all of them are read at once.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import translation

from scoring.workbook.words import cell_words
from tests.scoring.rows import open_sheet, people
from tests.scoring.workbook.rows import changed, download, plan, rich_template

SAFETY = "安全生产"
OUTPUT, SALES, NOW, BASE = "生产指标完成率（%）", "销售收入（万元）", "收入增长率·本期实际（万元）", "收入增长率·基数"
BREACH, DONE, PAID = "个人违章（次）", "双因素·完成率（%）", "双因素·回款率"
DRILL, AWARD, ATTITUDE, WHY = "是否参加演练", "受奖等级", "担当作为", "担当作为·评定理由"
TARGET, GROWTH_TARGET = "生产指标完成率·个人目标（%）", "收入增长率·个人目标（%）"
REASON = "生产指标完成率·不适用原因"


@dataclass(frozen=True)
class Shown:
    """A value in a cell with a number format."""

    value: Any
    number_format: str


def per_cent(value) -> Shown:
    return Shown(value, "0.00%")


UNDERSTOOD = [
    (OUTPUT, 96.5, "96.5"),
    (OUTPUT, 96, "96"),
    (OUTPUT, 0, "0"),
    (OUTPUT, "96.5", "96.5"),
    (OUTPUT, " 96.5 ", "96.5"),
    (OUTPUT, "96.50", "96.5"),
    (OUTPUT, "096.5", "96.5"),
    (OUTPUT, "96.5%", "96.5"),
    (OUTPUT, "96.5 %", "96.5"),
    (OUTPUT, "96.5％", "96.5"),
    (OUTPUT, "９６．５", "96.5"),
    (OUTPUT, "９６．５％", "96.5"),
    (OUTPUT, "\u300096.5\u3000", "96.5"),
    (OUTPUT, "96.5\u00a0", "96.5"),
    (OUTPUT, "\u200b96.5", "96.5"),
    (OUTPUT, "\ufeff96.5", "96.5"),
    (OUTPUT, "96.5\n", "96.5"),
    (OUTPUT, per_cent(0.965), "96.5"),
    (OUTPUT, per_cent(1), "100"),
    (OUTPUT, per_cent(0), "0"),
    (OUTPUT, per_cent(1.2345), "123.45"),
    (OUTPUT, Shown(0.07, "0%"), "7"),
    (OUTPUT, Shown(96.5, "0"), "96.5"),
    (OUTPUT, Shown(96.5, '0.0"%"'), "96.5"),
    (OUTPUT, Shown("96.5", "@"), "96.5"),
    (OUTPUT, 0.1 + 0.2, "0.3"),
    (SALES, 1234.56, "1234.56"),
    (SALES, "1,234.56", "1234.56"),
    (SALES, "1，234.56", "1234.56"),
    (SALES, "120万元", "120"),
    (SALES, "120 万", "120"),
    (SALES, "+120", "120"),
    (SALES, Shown(1234.5, "#,##0.00"), "1234.5"),
    (SALES, Shown(120, '"¥"#,##0'), "120"),
    (SALES, 123456789.1234, "123456789.1234"),
    (BREACH, 2, "2"),
    (BREACH, "2次", "2"),
    (BREACH, "2 次", "2"),
    (BREACH, "2个", "2"),
    (NOW, 120, "120 / —"),
    (BASE, 100, "— / 100"),
    (NOW, -5.5, "−5.5 / —"),
    (NOW, "−5.5", "−5.5 / —"),
    (NOW, "(5.5)", "−5.5 / —"),
    (NOW, "（5.5）", "−5.5 / —"),
    (DONE, per_cent(0.85), "85 / —"),
    (PAID, "95", "— / 95"),
    (DRILL, "是", "是"),
    (DRILL, "否", "否"),
    (DRILL, "yes", "是"),
    (DRILL, "N", "否"),
    (DRILL, "√", "是"),
    (DRILL, "×", "否"),
    (DRILL, 1, "是"),
    (DRILL, 0, "否"),
    (DRILL, True, "是"),
    (DRILL, False, "否"),
    (AWARD, "无", "无"),
    (AWARD, "=一等奖", "=一等奖"),
    (AWARD, " 无 ", "无"),
    (ATTITUDE, "好", "好"),
    (ATTITUDE, "good", "好"),
    (WHY, "带头攻关", "带头攻关"),
    (WHY, "=SUM(A1)", "=SUM(A1)"),
    (WHY, "+1", "+1"),
    (WHY, "-1", "-1"),
    (WHY, "@某", "@某"),
    (WHY, "_x0041_", "_x0041_"),
    (WHY, "<b>&amp;</b>", "<b>&amp;</b>"),
    (WHY, "第一行\n第二行", "第一行\n第二行"),
    (WHY, "𠮷㛃䶮", "𠮷㛃䶮"),
    (WHY, 12, "12"),
    (WHY, Shown("#N/A", "@"), "#N/A"),
    (TARGET, 98, "个人目标 98"),
    (TARGET, "98%", "个人目标 98"),
    (GROWTH_TARGET, per_cent(0.08), "个人目标 8"),
    (REASON, "借调", "不适用：借调"),
    (OUTPUT, None, ""),
    (OUTPUT, "", ""),
    (OUTPUT, "   ", ""),
]
REFUSED = [
    (OUTPUT, "很多", "不是一个数"),
    (OUTPUT, "96.5 左右", "无法识别"),
    (OUTPUT, "95~98", "不是一个数"),
    (OUTPUT, "95-98", "不是一个数"),
    (OUTPUT, "9.6.5", "不是一个数"),
    (OUTPUT, "96,5", "逗号含义不明"),
    (OUTPUT, "9.65E+01", "科学计数法"),
    (OUTPUT, "1e3", "科学计数法"),
    (OUTPUT, "九十六", "不是一个数"),
    (OUTPUT, "—", "不是数"),
    (OUTPUT, "/", "不是数"),
    (OUTPUT, "无", "不是数"),
    (OUTPUT, "NaN", "不是"),
    (OUTPUT, "∞", "不是有限的数"),
    (OUTPUT, "96.5万元", "请换算后填写"),
    (OUTPUT, "96.5‰", "请换算后填写"),
    (OUTPUT, 1 / 3, "小数超过 4 位"),
    (OUTPUT, 1e16, "太大"),
    (OUTPUT, "1" * 70, "太长"),
    (OUTPUT, "2026-03-01", "不是一个数"),
    (OUTPUT, Shown(45000, "yyyy-mm-dd"), "不是一个数"),
    (OUTPUT, True, "不是一个数"),
    (OUTPUT, "#N/A", "错误值 #N/A"),
    (OUTPUT, "#DIV/0!", "错误值 #DIV/0!"),
    (OUTPUT, "#REF!", "错误值 #REF!"),
    (OUTPUT, "=1+1", "公式没有计算结果"),
    (OUTPUT, "=VLOOKUP(A4,B:C,2,0)", "公式没有计算结果"),
    (SALES, per_cent(0.965), "请换算后填写"),
    (SALES, "1.2亿元", "请换算后填写"),
    (SALES, "$120", "不是一个数"),
    (BREACH, -1, ""),
    (BREACH, "2人", "请换算后填写"),
    (DRILL, "也许", "请填“是”或“否”"),
    (DRILL, 2, "请填“是”或“否”"),
    (AWARD, "特等奖", "没有“特等奖”这个等级"),
    (ATTITUDE, "很好", "没有“很好”这个等级"),
    (ATTITUDE, Shown("#VALUE!", "General"), "错误值 #VALUE!"),
    (WHY, "长" * 301, "文字过长，最多300个字"),
    (WHY, Shown("#NAME?", "General"), "错误值 #NAME?"),
    (REASON, "长" * 201, "文字过长，最多200个字"),
    (TARGET, 0, "必须大于 0"),
    (TARGET, "没有", "不是数"),
]


def test_there_are_more_than_a_hundred_of_them():
    assert len(UNDERSTOOD) + len(REFUSED) > 100


def outcomes(branch, user, cases) -> list[str]:
    """What becomes of each case: the cell in words, or `!` and the place and the sentence of its problem."""
    rich_template()
    folk = people(branch, len(cases))
    sheet = open_sheet(branch)
    data = download(sheet)

    def type_cases(book):
        table = book[SAFETY]
        headings = {cell.value: cell.column for cell in table[3]}
        rows = {table.cell(row, 1).value: row for row in range(4, table.max_row + 1)}
        for person, (heading, value, _expected) in zip(folk, cases, strict=True):
            put(table.cell(rows[person.employee_number], headings[heading]), value)

    with translation.override("zh-hans"):
        found = plan(sheet, changed(data, type_cases), user=user)
        told = {change.row.employee_number: cell_words(change.wanted, change.column) for change in found.changes}
        lines = {str(problem.row): f"!{problem.column.partition(' ')[2]}：{problem.what}" for problem in found.problems}
    order = sorted(person.employee_number for person in folk)
    by_row = {number: lines.get(str(row)) for row, number in enumerate(order, start=4)}
    return [by_row[person.employee_number] or told.get(person.employee_number, "") for person in folk]


def put(cell, value) -> None:
    if isinstance(value, Shown):
        cell.number_format, value = value.number_format, value.value
    cell.value = value
    if isinstance(value, str) and value and (cell.column > 10 or not value.startswith("=")):
        cell.data_type = "e" if value.startswith("#") and cell.number_format != "@" else "s"
    if value == "_x0041_":
        cell.value = "_x005F_x0041_"


@pytest.fixture
def undeclared_out(cast):
    """Only the people of the cases are on the sheet that is looked at."""
    return cast.branch_b


def test_what_can_mean_one_thing_only_is_understood(cast, programme, undeclared_out):
    assert outcomes(undeclared_out, cast.secretary_b, UNDERSTOOD) == [expected for *_case, expected in UNDERSTOOD]


def test_what_could_mean_two_things_is_refused_by_name(cast, programme, undeclared_out):
    found = outcomes(undeclared_out, cast.secretary_b, REFUSED)
    wrong = [
        (heading, value, expected, outcome)
        for (heading, value, expected), outcome in zip(REFUSED, found, strict=True)
        if not (outcome.startswith(f"!{heading}：") and expected in outcome)
    ]
    assert wrong == []
