"""The roster from a workbook: dry run and confirmed run are one path."""

import datetime as dt

import pytest
import time_machine

from flagship.categories import PoliticalStatus, WorkLayer
from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.workbooks import read_workbook
from flagship.workbooks.tables import read_table
from members.actions.import_roster import import_roster
from members.models import BranchMembership, Member, StatusPeriod, User
from members.roster.plan import plan_roster
from members.roster.rows import COLUMNS, STATUS_WORDS
from members.roster.workbook import roster_template
from tests.factories import MemberFactory, UserFactory
from tests.workbooks import workbook_of

HEAD = ["工号", "姓名", "党支部", "政治面貌", "岗位", "层面", "起始日期"]
DAY = dt.date(2026, 3, 1)

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


def rows_of(*rows, head=HEAD):
    table = read_table(read_workbook(workbook_of(head, *rows)).first, COLUMNS)
    assert table.problems == ()
    return table.rows


def plan(cast, *rows):
    return plan_roster(rows_of(*rows), effective=DAY, by=cast.officer)


def run(cast, *rows):
    return import_roster(rows=rows_of(*rows), effective=DAY, by=cast.officer)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Member, BranchMembership, StatusPeriod, User)]


def test_new_people_are_planned_and_then_stored(cast):
    waiting = UserFactory(username="6001")
    rows = [
        [6001, "甲", "机电党支部", "中共党员", "电工", "机关", None],
        ["6002", "乙", "B", "群众", None, None, dt.date(2026, 1, 15)],
    ]
    before = everything()
    planned = plan(cast, *rows)
    assert [(x.employee_number, x.branch, x.status, x.since) for x in planned.new] == [
        ("6001", cast.branch_a, PoliticalStatus.PARTY, None),
        ("6002", cast.branch_b, PoliticalStatus.NON_PARTY, dt.date(2026, 1, 15)),
    ]
    assert everything() == before

    assert run(cast, *rows) == planned
    first, second = Member.objects.filter(employee_number__startswith="600").order_by("employee_number")
    assert (first.user, first.post, first.layer) == (waiting, "电工", WorkLayer.OFFICE)
    assert [first.branch_on(d) for d in (dt.date(2026, 2, 28), DAY)] == [None, cast.branch_a]
    assert second.branch_on(dt.date(2026, 1, 15)) == cast.branch_b
    assert second.status_on(DAY) is PoliticalStatus.NON_PARTY


def test_the_same_workbook_twice_changes_nothing(cast):
    rows = [
        ["6001", "甲", "a", "预备党员", "电工", "生产经营", None],
        ["1004", "赵职工", "b", "预备党员", "钳工", None, None],
    ]
    run(cast, *rows)
    after = everything()
    again = run(cast, *rows)
    assert (again.new, again.changed, again.same) == ((), (), 2)
    assert everything() == after


def test_changes_name_the_old_and_the_new(cast):
    planned = plan(cast, ["1004", "赵新名", "机关党支部", "预备党员", None, None, None])
    (change,) = planned.changed
    assert change.texts == (
        ("姓名", "赵职工", "赵新名"),
        ("党支部", "机电党支部", "机关党支部"),
        ("政治面貌", "Non-Party employee", "Probationary member"),
    )
    run(cast, ["1004", "赵新名", "机关党支部", "预备党员", None, None, None])
    person = Member.objects.get(employee_number="1004")
    assert [person.branch_on(d) for d in (dt.date(2026, 2, 28), DAY)] == [cast.branch_a, cast.branch_b]
    assert person.status_on(DAY) is PoliticalStatus.PROBATIONARY


def test_empty_optional_cells_say_nothing(cast):
    MemberFactory(employee_number="6001", name="甲", post="电工", branch=cast.branch_a)
    assert plan(cast, ["6001", "甲", "a", "党员", None, None, None]).same == 1


def test_people_who_are_not_in_the_workbook_stay_and_are_counted(cast):
    planned = plan(cast, ["1004", "赵职工", "a", "群众", None, None, None])
    assert (planned.same, planned.absent) == (1, Member.objects.count() - 1)


def test_all_problems_are_told_at_once_and_nothing_is_stored(cast):
    MemberFactory(employee_number="0077", name="零", branch=cast.branch_a)
    MemberFactory(employee_number="6009", name="新近", branch=cast.branch_a, branch__since=dt.date(2026, 3, 2))
    cast.branch_b.closed_on = DAY
    cast.branch_b.save()
    rows = [
        [None, "甲", "a", "党员", None, None, None],
        ["6001", None, "a", "党员", None, None, None],
        ["6002", "丙", None, "党员", None, None, None],
        ["6003", "丁", "机电支部", "党员", None, None, None],
        ["6004", "戊", "b", "党员", None, None, None],
        ["6005", "己", "a", "民革成分", None, None, None],
        ["6006", "庚", "a", "党员", None, "地下", None],
        ["6007", "辛", "a", "党员", None, None, "三月"],
        ["60/8", "壬", "a", "党员", None, None, None],
        ["import", "癸", "a", "党员", None, None, None],
        [77, "零", "a", "党员", None, None, None],
        ["6009", "新近", "lg-1", "党员", None, None, None],
        ["6010", "子", "a", "党员", None, None, None],
        ["6010", "子", "a", "党员", None, None, None],
        ["6011", "丑" * 41, "a", "党员", "岗" * 61, None, None],
        ["6012", "寅", "a", "党员", None, None, "2062-03-01"],
        ["6013", "卯", "公司党委", "党员", None, None, None],
    ]
    before = everything()
    planned = plan(cast, *rows)
    assert [(p.row, p.column) for p in planned.problems] == [
        (2, "工号"),
        (3, "姓名"),
        (4, "党支部"),
        (5, "党支部"),
        (6, "党支部"),
        (7, "政治面貌"),
        (8, "层面"),
        (9, "起始日期"),
        (10, "工号"),
        (11, "工号"),
        (12, "工号"),
        (13, "党支部"),
        (15, "工号"),
        (16, "姓名"),
        (16, "岗位"),
        (17, "起始日期"),
        (18, "党支部"),
    ]
    by_row = {p.row: p for p in planned.problems}
    assert by_row[5].to_do == "Write “机电党支部”, if that is meant."
    assert "0077" in by_row[12].what
    assert all(p.what and p.to_do for p in planned.problems)
    with pytest.raises(Refused, match="nothing was stored"):
        run(cast, *rows)
    assert everything() == before


def test_a_branch_name_that_two_branches_have_needs_the_code(cast):
    cast.branch_b.name = cast.branch_a.name
    cast.branch_b.save()
    (problem,) = plan(cast, ["6001", "甲", "机电党支部", "党员", None, None, None]).problems
    assert problem.to_do == "Write the code: a、b"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("中共党员 党员", PoliticalStatus.PARTY),
        ("中共预备党员 预备党员", PoliticalStatus.PROBATIONARY),
        ("群众 共青团员 民主党派 民革党员 九三学社社员 无党派人士", PoliticalStatus.NON_PARTY),
    ],
)
def test_the_words_people_write_for_a_status(words, status):
    assert {STATUS_WORDS[word] for word in words.split()} == {status}


def test_planning_takes_the_same_queries_for_one_row_and_for_many(cast, django_assert_num_queries):
    few = rows_of(["6001", "甲", "a", "党员", None, None, None])
    many = rows_of(*[[f"6{n:03}", "甲", "a", "党员", None, None, None] for n in range(50)])
    cast.officer.authority  # noqa: B018 (read once)
    for rows in (few, many):
        with django_assert_num_queries(4):
            plan_roster(rows, effective=DAY, by=cast.officer)


def test_an_import_is_written_down_once(cast):
    run(cast, ["6001", "甲", "a", "党员", None, None, None])
    event = AuditEvent.objects.get(act="import_roster")
    assert (event.by, event.detail) == (cast.officer, {"new": 1, "changed": 0, "same": 0})


def test_the_template_is_read_by_the_importer_itself(cast):
    book = read_workbook(roster_template([cast.branch_a]))
    assert read_table(book.first, COLUMNS).problems == ()
    assert book.sheet("党支部").rows[1] == ("a", "机电党支部")


def test_a_branch_name_never_becomes_a_formula(cast):
    cast.branch_a.name = '=HYPERLINK("http://x")'
    book = read_workbook(roster_template([cast.branch_a]))
    assert book.sheet("党支部").rows[1][1] == '=HYPERLINK("http://x")'
