"""Finding a table by its headings, and sealing its rows between preview and confirmation."""

import pytest
import time_machine

from flagship.moves import Refused
from flagship.workbooks.reading import Sheet
from flagship.workbooks.tables import Column, Row, Table, read_table

COLUMNS = (Column("number", "工号", ("员工编号",)), Column("name", "姓名"), Column("post", "岗位", required=False))


def sheet(*rows):
    return Sheet("Sheet1", True, tuple(tuple(row) for row in rows))


def test_the_table_is_found_below_a_title_and_in_any_order():
    table = read_table(
        sheet(["2026年花名册", "", ""], [], ["姓 名*", "备注", "员工编号（必填）"], ["张三", "x", "1"], ["", "", ""]),
        COLUMNS,
    )
    assert table == Table((Row(4, {"number": "1", "name": "张三"}),))
    assert table.rows[0]["post"] == ""


def test_short_rows_are_filled_up():
    assert read_table(sheet(["工号", "姓名"], ["1"]), COLUMNS).rows == (Row(2, {"number": "1", "name": ""}),)


def test_missing_headings_are_named():
    table = read_table(sheet(["员工编号", "名字"], ["1", "张三"]), COLUMNS)
    assert [(p.row, p.column) for p in table.problems] == [(0, "姓名")]
    assert table.rows == ()


def test_a_heading_that_is_there_twice_is_refused():
    table = read_table(sheet(["工号", "姓名", "员工编号"], ["1", "张三", "2"]), COLUMNS)
    assert [(p.row, p.column) for p in table.problems] == [(1, "工号")]


class User:
    def __init__(self, pk):
        self.pk = pk


TABLE = Table((Row(2, {"number": "1", "name": "张三"}),))


def test_sealed_rows_come_back_as_they_were():
    assert Table.unseal(TABLE.seal(kind="roster", by=User(1)), kind="roster", by=User(1)) == TABLE


@pytest.mark.parametrize(
    ("kind", "user", "change"),
    [("tree", 1, ""), ("roster", 2, ""), ("roster", 1, "x")],
    ids=["another kind", "another user", "changed"],
)
def test_a_seal_holds_for_one_user_and_one_kind(kind, user, change):
    with pytest.raises(Refused):
        Table.unseal(TABLE.seal(kind="roster", by=User(1)) + change, kind=kind, by=User(user))


def test_a_seal_grows_old():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        sealed = TABLE.seal(kind="roster", by=User(1))
    with time_machine.travel("2026-03-02 11:00:02+08:00", tick=False), pytest.raises(Refused):
        Table.unseal(sealed, kind="roster", by=User(1))
