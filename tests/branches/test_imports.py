"""The branch tree from a workbook."""

import pytest

from branches.actions.import_tree import import_tree
from branches.imports import COLUMNS, plan_tree
from branches.models import Branch
from flagship.moves import Refused
from flagship.workbooks import read_workbook
from flagship.workbooks.tables import read_table
from tests.workbooks import workbook_of

HEAD = ["代码", "名称", "类型", "上级代码", "层面"]
COMPANY = ["company", "公司党委", "公司党委", ""]


def rows_of(*rows):
    table = read_table(read_workbook(workbook_of(HEAD, *rows)).first, COLUMNS)
    assert table.problems == ()
    return table.rows


def said(plan):
    return [(p.row, p.column, p.what) for p in plan.problems]


def test_new_units_are_planted_after_those_above_them(cast):
    rows = rows_of(
        ["x-1", "新一党支部", "党支部", "x", "生产经营"],
        ["x", "新总支", "党总支", "company"],
        COMPANY,
    )
    plan = plan_tree(rows)
    assert ([u.code for u in plan.new], plan.changed, plan.same, plan.problems) == (["x", "x-1"], (), 1, ())
    assert Branch.objects.count() == 6
    import_tree(rows=rows, by=cast.officer)
    branch = Branch.objects.get(code="x-1")
    assert branch.path == f"/{cast.company.pk}/{branch.parent.pk}/{branch.pk}/"


def test_a_second_run_changes_nothing(cast):
    rows = rows_of(["x", "新总支", "党总支", "company"], ["x-1", "新一党支部", "branch", "x"])
    import_tree(rows=rows, by=cast.officer)
    again = import_tree(rows=rows, by=cast.officer)
    assert (again.new, again.changed, again.same) == ((), (), 2)


def test_names_and_places_change(cast):
    rows = rows_of(["a", "机电一党支部", "党支部", "lg", "窗口服务"])
    plan = plan_tree(rows)
    assert [d.changes for d in plan.changed] == [
        (
            ("名称", "机电党支部", "机电一党支部"),
            ("上级代码", "company", "lg"),
            ("层面", "Production and operations", "Service windows"),
        )
    ]
    import_tree(rows=rows, by=cast.officer)
    branch = Branch.objects.get(code="a")
    assert (branch.name, branch.parent, branch.path.startswith(cast.general_branch.path)) == (
        "机电一党支部",
        cast.general_branch,
        True,
    )


def test_all_problems_are_told_at_once_and_nothing_is_stored(cast):
    rows = rows_of(
        ["", "无码", "党支部", "company"],
        ["n1", "新", "小组", "company"],
        ["n2", "新", "党支部", "nowhere"],
        ["n3", "新", "党支部", "a"],
        ["n3", "新", "党支部", "company"],
        ["b", "机关党支部", "党总支", "company"],
        ["import", "新", "党支部", "company"],
        ["n4", "新", "党支部", ""],
        ["hq", "另一党委", "公司党委", ""],
        ["company", "公司党委", "公司党委", "lg"],
        ["n5", "甲总支", "党总支", "n6"],
        ["n6", "乙总支", "党总支", "n5"],
    )
    plan = plan_tree(rows)
    assert [(row, column) for row, column, _ in said(plan)] == [
        (2, "代码"),
        (3, "类型"),
        (4, "上级代码"),
        (5, "上级代码"),
        (6, "代码"),
        (7, "类型"),
        (8, "代码"),
        (9, "上级代码"),
        (10, "代码"),
        (11, "上级代码"),
        (12, "上级代码"),
        (12, "上级代码"),
        (13, "上级代码"),
    ]
    assert all(problem.to_do for problem in plan.problems)
    with pytest.raises(Refused, match="nothing was stored"):
        import_tree(rows=rows, by=cast.officer)
    assert Branch.objects.count() == 6
