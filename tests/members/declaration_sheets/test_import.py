"""Declarations from a workbook: out and back, every odd row with its sentence, changes from a month on."""

from io import BytesIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from flagship import clock
from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.periods import Month
from flagship.workbooks import read_workbook
from flagship.workbooks.tables import read_table
from members.actions.declare import accept_declaration
from members.actions.import_declarations import import_declarations
from members.declaration_sheets.plan import plan_declarations
from members.declaration_sheets.rows import COLUMNS
from members.declaration_sheets.workbook import SHEET, declaration_workbook
from members.models import Declaration
from members.queries.declarations import declaration_overview
from members.states import DeclarationState
from tests.factories import DeclarationFactory, MemberFactory

pytestmark = pytest.mark.usefixtures("spring", "programme")
HEADINGS = ["工号", "姓名", "旗手类别", "创新类别", "起始月份", "目标", "下一步打算"]
GOOD = ["1003", "张先进", "安全生产", "", "", "全年无事故", "每班排查"]


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


def sheet_of(*rows, headings=HEADINGS) -> bytes:
    book = Workbook()
    book.active.append(headings)
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def table_of(data: bytes):
    book = read_workbook(data)
    return read_table(book.sheet(SHEET) or book.first, COLUMNS)


def plan(cast, *rows):
    return plan_declarations(table_of(sheet_of(*rows)).rows, branch=cast.branch_a, year=2026, now=clock.now())


def brought(cast, data, by=None):
    return import_declarations(rows=table_of(data).rows, branch=cast.branch_a, year=2026, by=by or cast.clerk_a)


def downloaded(cast) -> bytes:
    overview = declaration_overview(cast.secretary_a, year=2026, day=clock.today(), branch=cast.branch_a)
    return declaration_workbook(cast.branch_a, 2026, overview)


def test_what_is_downloaded_filled_in_and_brought_back_is_handed_in_once(cast):
    book = load_workbook(BytesIO(downloaded(cast)))
    sheet = book[SHEET]
    assert [sheet.cell(row, 1).value for row in range(4, 8)] == ["1001", "1002", "1003", "1004"]
    for row, category, track in ((6, "创新创效", "群众创新"), (7, "精益市场", None)):
        for place, text in ((3, category), (4, track), (6, "=提质增效"), (7, "一是对标；\n二是改善")):
            sheet.cell(row, place).value = text
            sheet.cell(row, place).data_type = "s"
    out = BytesIO()
    book.save(out)
    assert len(brought(cast, out.getvalue()).planned) == 2
    columns = ("member__employee_number", "category", "track", "goal", "from_month", "state")
    said = [tuple(map(str, row)) for row in Declaration.objects.order_by(columns[0]).values_list(*columns)]
    assert said == [
        ("1003", "innovation", "mass", "=提质增效", "2026-01", "submitted"),
        ("1004", "lean", "", "=提质增效", "2026-01", "submitted"),
    ]
    again = brought(cast, out.getvalue())
    assert (again.planned, again.same, again.blank) == ((), 2, 2)
    assert (
        plan_declarations(table_of(downloaded(cast)).rows, branch=cast.branch_a, year=2026, now=clock.now()).same == 2
    )
    assert AuditEvent.objects.filter(act="import_declarations").count() == 1


ODD = {
    "no number": (["", "张先进", "安全生产", "", "", "目标", "措施"], "工号"),
    "unknown number": (["9999", "", "安全生产", "", "", "目标", "措施"], "工号"),
    "a number of another branch": (["2001", "", "安全生产", "", "", "目标", "措施"], "工号"),
    "another name": (["1003", "李四", "安全生产", "", "", "目标", "措施"], "工号"),
    "no category": (["1003", "", "", "", "", "目标", "措施"], "旗手类别"),
    "a category nobody knows": (["1003", "", "安全标兵", "", "", "目标", "措施"], "旗手类别"),
    "a number for a category": (["1003", "", 6, "", "", "目标", "措施"], "旗手类别"),
    "innovation without track": (["1003", "", "创新创效", "", "", "目标", "措施"], "创新类别"),
    "a track nobody knows": (["1003", "", "创新创效", "市场创新", "", "目标", "措施"], "创新类别"),
    "a track beside another category": (["1003", "", "安全生产", "技术创新", "", "目标", "措施"], "创新类别"),
    "two different tracks": (["1003", "", "技术创新", "群众创新", "", "目标", "措施"], "创新类别"),
    "no goal": (["1003", "", "安全生产", "", "", "", "措施"], "目标"),
    "blanks for a goal": (["1003", "", "安全生产", "", "", "　 ", "措施"], "目标"),
    "no steps": (["1003", "", "安全生产", "", "", "目标", ""], "下一步打算"),
    "a goal too long": (["1003", "", "安全生产", "", "", "长" * 1001, "措施"], "目标"),
    "steps too long": (["1003", "", "安全生产", "", "", "目标", "长" * 2001], "下一步打算"),
    "a month of another year": (["1003", "", "安全生产", "", "2025-03", "目标", "措施"], "起始月份"),
    "month thirteen": (["1003", "", "安全生产", "", "2026-13", "目标", "措施"], "起始月份"),
    "no month at all": (["1003", "", "安全生产", "", "明年", "目标", "措施"], "起始月份"),
    "an error of Excel": (["1003", "", "#N/A", "", "", "目标", "措施"], "旗手类别"),
    "only a month and a goal": (["1003", "", "", "", "3月", "目标", ""], "下一步打算"),
}


@pytest.mark.parametrize("case", ODD)
def test_an_odd_row_is_told_with_its_column_and_nothing_is_stored(cast, case):
    row, column = ODD[case]
    rows = (["1004", "", "精益市场", "", "", "目标", "措施"], row)
    found = plan(cast, *rows)
    assert column in {problem.column for problem in found.problems}
    assert {problem.row for problem in found.problems} == {3}
    with pytest.raises(Refused):
        brought(cast, sheet_of(*rows))
    assert not Declaration.objects.exists()


UNDERSTOOD = {
    "the flag's title": (["1003", "", "安全生产旗手", "", "", "目标", "措施"], ("safety", "", "2026-01")),
    "the code": (["1003", "", "safety", "", "", "目标", "措施"], ("safety", "", "2026-01")),
    "English": (["1003", "", "Work safety", "", "", "目标", "措施"], ("safety", "", "2026-01")),
    "a track alone": (["1003", "", "群众创新", "", "", "目标", "措施"], ("innovation", "mass", "2026-01")),
    "blanks within": (["1003", "张 先进", "安全 生产", "", "", "目标", "措施"], ("safety", "", "2026-01")),
    "a month": (["1003", "", "安全生产", "", "2026-05", "目标", "措施"], ("safety", "", "2026-05")),
    "a month in Chinese": (["1003", "", "安全生产", "", "2026年5月", "目标", "措施"], ("safety", "", "2026-05")),
    "a bare month": (["1003", "", "安全生产", "", "5月份", "目标", "措施"], ("safety", "", "2026-05")),
    "a number for a month": (["1003", "", "安全生产", "", 5, "目标", "措施"], ("safety", "", "2026-05")),
    "a date for a month": (["1003", "", "安全生产", "", "2026-05-01", "目标", "措施"], ("safety", "", "2026-05")),
}


@pytest.mark.parametrize("case", UNDERSTOOD)
def test_what_people_write_is_understood(cast, case):
    row, said = UNDERSTOOD[case]
    brought(cast, sheet_of(row))
    one = Declaration.objects.get()
    assert (str(one.category), str(one.track), str(one.from_month)) == said


def test_the_same_person_twice_is_told(cast):
    assert [(p.row, p.column) for p in plan(cast, GOOD, GOOD).problems] == [(3, "工号")]


def test_zeros_that_excel_dropped_make_nobody_else(cast):
    MemberFactory(employee_number="0042", name="零", branch=cast.branch_a)
    (problem,) = plan(cast, ["42", "", *GOOD[2:]]).problems
    assert "0042" in problem.what


def test_missing_headings_are_told(cast):
    table = table_of(sheet_of(["1003", "安全生产"], headings=["工号", "旗手类别"]))
    assert [problem.column for problem in table.problems] == ["目标、下一步打算"]


def test_a_change_begins_this_month_or_later_and_the_months_before_stay(cast):
    DeclarationFactory(member=cast.party_member.person)
    assert [p.column for p in plan(cast, [*GOOD[:2], "精益市场", "", "2026-02", *GOOD[5:]]).problems] == ["起始月份"]
    change = plan(cast, [*GOOD[:2], "精益市场", "", "", *GOOD[5:]]).changes[0]
    assert str(change.from_month) == "2026-03"
    brought(cast, sheet_of([*GOOD[:2], "精益市场", "", "6月", *GOOD[5:]]))
    newest = Declaration.objects.latest("pk")
    accept_declaration(declaration=newest, by=cast.secretary_a)
    in_force = {
        str(month): str(Declaration.objects.filter(member=newest.member).in_force(month).first().category)
        for month in (Month(2026, 5), Month(2026, 6))
    }
    assert in_force == {"2026-05": "safety", "2026-06": "lean"}


def test_a_row_that_says_what_is_accepted_already_hands_in_nothing(cast):
    DeclarationFactory(member=cast.party_member.person)
    found = plan(cast, ["1003", "", "安全生产", "", "", "全年安全\n无事故", "每班开展隐患排查"])
    assert (found.planned, found.same) == ((), 1)


def test_one_that_waits_is_not_changed_under_the_secretarys_eyes(cast):
    DeclarationFactory(member=cast.party_member.person, state=DeclarationState.SUBMITTED)
    assert [problem.column for problem in plan(cast, GOOD).problems] == ["旗手类别"]


def test_a_returned_one_is_taken_up_again(cast):
    row = DeclarationFactory(
        member=cast.party_member.person, state=DeclarationState.RETURNED, from_month=Month(2026, 4)
    )
    brought(cast, sheet_of(GOOD))
    row.refresh_from_db()
    assert (row.state, row.goal, str(row.from_month)) == (DeclarationState.SUBMITTED, "全年无事故", "2026-04")


def test_only_whoever_types_in_for_the_branch_imports(cast):
    for user in (cast.secretary_b, cast.officer, cast.auditor, cast.party_member, cast.admin):
        with pytest.raises(PermissionDenied):
            brought(cast, sheet_of(GOOD), by=user)
    assert not Declaration.objects.exists()


def test_whoever_imports_their_own_does_not_accept_it(cast):
    brought(cast, sheet_of(["1001", "", *GOOD[2:]]), by=cast.secretary_a)
    with pytest.raises(Refused):
        accept_declaration(declaration=Declaration.objects.get(), by=cast.secretary_a)


def test_the_page_shows_first_and_hands_in_when_confirmed(cast, signed_in):
    clerk, address = signed_in(cast.clerk_a), "/declarations/import/a/2026/"
    shown = clerk.post(address, {"file": SimpleUploadedFile("申报.xlsx", sheet_of(GOOD))})
    assert "全年无事故" in shown.text
    assert not Declaration.objects.exists()
    sealed = shown.context["confirm_form"].initial["sealed"]
    signed_in(cast.secretary_a).post(address, {"sealed": sealed})
    assert not Declaration.objects.exists()
    assert clerk.post(address, {"sealed": sealed}).status_code == 303
    assert Declaration.objects.get().state is DeclarationState.SUBMITTED
    wrong = clerk.post(address, {"file": SimpleUploadedFile("申报.xlsx", sheet_of(ODD["no goal"][0]))})
    assert (wrong.status_code, "confirm_form" in wrong.context) == (422, False)
    assert clerk.post(address, {"file": SimpleUploadedFile("申报.xlsx", b"nothing")}).status_code == 422


def test_foreign_branches_are_not_there_and_readers_only_read(cast, signed_in):
    address = "/declarations/import/a/2026/"
    statuses = {
        name: (signed_in(user).get(address).status_code, signed_in(user).get(f"{address}declarations.xlsx").status_code)
        for name, user in cast.everyone.items()
    }
    assert statuses == {
        **dict.fromkeys(("secretary_a", "clerk_a"), (200, 200)),
        **dict.fromkeys(("officer", "second_officer", "recorder", "auditor"), (403, 200)),
        **dict.fromkeys(("admin", "general_secretary", "secretary_b", "party_member", "employee"), (404, 404)),
    }


def test_planning_takes_two_queries_for_any_number_of_rows(cast, django_assert_num_queries):
    rows = table_of(sheet_of(GOOD, ["1004", *GOOD[1:]], ["1002", *GOOD[1:]])).rows
    for some in (rows[:1], rows):
        with django_assert_num_queries(2):
            plan_declarations(some, branch=cast.branch_a, year=2026, now=clock.now())
