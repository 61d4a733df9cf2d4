"""A table of the branch's own: what its columns probably mean, how it is read, and that it is recognised again."""

import pytest
from django.utils import translation
from openpyxl import Workbook

from flagship.categories import FlagCategory
from flagship.workbooks import read_workbook
from members.models import Member
from scoring.queries.sheet_document import sheet_document
from scoring.workbook.checks import Kind, plan_import
from scoring.workbook.foreign import read_foreign
from scoring.workbook.layouts import (
    NAME,
    NUMBER,
    fingerprint,
    guesses,
    headings_at,
    likely_head,
    matching_problems,
    recognised,
    targets_of,
)
from tests.scoring.rows import ENTRY, full_template, open_sheet, people
from tests.scoring.workbook.rows import rich_template
from tests.workbooks import packed, workbook_of

OUTPUT, BREACH, ATTITUDE = "生产指标完成率（%）", "个人违章（次）", "担当作为"
HEADINGS = ["序号", "姓名", "部门", "本月生产指标完成率", "违章次数", "担当作为"]
TABLE = [
    ["机关党支部3月份考核情况"],
    HEADINGS,
    [1, "p01", "一班", "96.5%", 0, "好"],
    [2, "p02", "一班", 88, None, "较好"],
    ["合计", None, None, 184.5, 0, None],
    ["填表人：陈书记"],
]


@pytest.fixture
def document(cast, programme):
    full_template()
    people(cast.branch_b, 4)
    return sheet_document(open_sheet(cast.branch_b), now=ENTRY)


def names(*renamed: tuple[str, str]) -> None:
    for number, name in renamed:
        Member.objects.filter(employee_number=number).update(name=name)


def read(rows, document, columns, *, head=1, change=lambda table: None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    with translation.override("zh-hans"):
        reading = read_foreign(read_workbook(packed(book)).first, head, columns, document)
        found = plan_import(reading, document, user=_NOBODY)
        return (
            [f"{one.row.employee_number} {one.column.code} {one.kind}" for one in found.changes],
            [f"{one.row} {one.column}：{one.what}" for one in found.problems],
            list(found.notes),
        )


class _NOBODY:
    person = None


COLUMNS = {1: NAME, 3: OUTPUT, 4: BREACH, 5: ATTITUDE}


def test_headings_that_look_alike_are_chosen_already(document):
    sheet = read_workbook(workbook_of(*TABLE)).first
    targets = targets_of(document)
    assert likely_head([sheet], targets) == (sheet, 1)
    assert guesses(headings_at(sheet, 1), targets, {}) == COLUMNS


def test_what_the_branch_said_of_a_heading_before_goes_first(document):
    found = guesses(["姓名", "产出", "担当作为"], targets_of(document), {"产出": OUTPUT, "担当作为": ""})
    assert found == {0: NAME, 1: OUTPUT}


def test_people_are_found_by_name_and_rows_of_nobody_are_told(document):
    changes, problems, notes = read(TABLE, document, COLUMNS)
    assert changes == [
        "p01 output new",
        "p01 breach new",
        "p01 attitude new",
        "p02 output new",
        "p02 attitude new",
    ]
    assert problems == []
    assert notes[0] == "以下各行不属于任何人，未读取：5 合计。"


def test_a_blank_cell_leaves_the_month_as_it_is(document):
    changes, problems, _notes = read([["姓名", "完成率"], ["p01", None]], document, {0: NAME, 1: OUTPUT}, head=0)
    assert (changes, problems) == ([], [])


def test_two_people_of_one_name_and_a_name_of_nobody_are_problems_of_their_rows(cast, programme):
    full_template()
    people(cast.branch_b, 3)
    names(("p01", "王伟"), ("p02", "王 伟"))
    document = sheet_document(open_sheet(cast.branch_b), now=ENTRY)
    rows = [["姓名", "完成率"], ["王伟", 90], ["张三", 80], [None, 70], ["p03", 60], ["p03", 61]]
    changes, problems, _notes = read(rows, document, {0: NAME, 1: OUTPUT}, head=0)
    assert changes == ["p03 output new"]
    assert problems == [
        "2 A 姓名：本表中有2人名为王伟（p01、p02）。",
        "3 A 姓名：本表中没有名为“张三”的人。",
        "4 A 姓名：该行有数值，但没有人员。",
        "6 工号：工号p03已在工作表“Sheet”第5行出现。",
    ]


def test_the_employee_number_decides_and_the_name_must_agree(cast, programme):
    full_template()
    people(cast.branch_b, 2)
    names(("p01", "王伟"), ("p02", "王伟"))
    document = sheet_document(open_sheet(cast.branch_b), now=ENTRY)
    rows = [["编号", "姓名", "完成率"], ["p01", "王伟", 90], ["p02", "李四", 80], ["p09", "王伟", 70]]
    changes, problems, _notes = read(rows, document, {0: NUMBER, 1: NAME, 2: OUTPUT}, head=0)
    assert changes == ["p01 output new"]
    assert problems == [
        "3 姓名：工号p02是王伟，而该行写的是李四。",
        "4 工号：本月考核表中没有工号“p09”。",
    ]


def test_a_value_for_somebody_whose_category_has_no_such_indicator_is_refused(cast, programme):
    full_template()
    rich_template(FlagCategory.MARKETING)
    people(cast.branch_b, 1)
    people(cast.branch_b, 1, category=FlagCategory.MARKETING, prefix="m")
    document = sheet_document(open_sheet(cast.branch_b), now=ENTRY)
    sales = "销售收入（万元）"
    rows = [["姓名", "完成率", "收入"], ["p01", 90, 10], ["m01", 80, 20]]
    changes, problems, _notes = read(rows, document, {0: NAME, 1: OUTPUT, 2: sales}, head=0)
    assert changes == ["p01 output new", "m01 output new", "m01 sales new"]
    assert problems == ["2 C 收入：p01按“安全生产”计分，没有“销售收入（万元）”。"]


@pytest.mark.parametrize(
    ("figures", "warned"),
    [((0.95, 0.9), True), ((1, 0.9), True), ((0.95, 96), False), ((0.95,), False), (("95%", "90%"), False)],
)
def test_figures_that_look_like_shares_are_pointed_out(document, figures, warned):
    rows = [["姓名", "完成率"], *([f"p{number:02}", figure] for number, figure in enumerate(figures, start=1))]
    _changes, problems, notes = read(rows, document, {0: NAME, 1: OUTPUT}, head=0)
    assert (problems, any("像是小数" in note for note in notes)) == ([], warned)


def test_merged_cells_and_formulas_without_a_result_are_refused_here_too(document):
    rows = [["姓名", "完成率"], ["p01", 90], ["p02", None], ["p03", "=1+1"]]
    _changes, problems, _notes = read(
        rows, document, {0: NAME, 1: OUTPUT}, head=0, change=lambda table: table.merge_cells("B2:B3")
    )
    assert problems == ["2 B 完成率：单元格 B2 至 B3 已合并。", "4 B 完成率：公式没有计算结果。"]


def test_headings_in_two_rows_take_the_merged_text_above():
    book = Workbook()
    for row in [["姓名", "生产", None], [None, "完成率", "产值"]]:
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    assert headings_at(read_workbook(packed(book)).first, 1) == ("姓名", "完成率", "产值")


def test_next_months_table_is_recognised_and_another_is_not(document):
    known = {fingerprint(["姓名", "2026年3月完成率"]): None}
    april = read_workbook(workbook_of(["机关党支部"], [], ["姓名", "2026年4月 完成率"], ["p01", 9]))
    assert recognised(april, known)[1:] == (2, next(iter(known)))
    assert recognised(read_workbook(workbook_of(["姓名", "违章"], ["p01", 9])), known) is None


@pytest.mark.parametrize(
    ("columns", "problems"),
    [
        (COLUMNS, []),
        ({3: OUTPUT}, ["nobody"]),
        ({1: NAME}, ["nothing"]),
        ({1: NAME, 2: OUTPUT, 3: OUTPUT}, ["twice"]),
        ({1: NAME, 2: "别的指标", 3: OUTPUT}, ["unknown"]),
    ],
)
def test_what_is_said_of_the_columns_must_make_sense(document, columns, problems):
    assert matching_problems(columns, targets_of(document)) == problems


def test_kinds_are_said_in_the_preview():
    assert {kind.value for kind in Kind} == {"new", "changed", "emptied", "conflict"}
