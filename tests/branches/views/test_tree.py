"""The tree of units as pages."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from branches.models import Branch
from flagship.workbooks import read_workbook
from tests.factories import BranchFactory, MemberFactory
from tests.queries import queries_of
from tests.workbooks import workbook_of

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def officer(cast, signed_in):
    return signed_in(cast.officer, language="en")


def test_everybody_sees_the_own_part_of_the_tree(cast, signed_in):
    def seen(user):
        return [unit.branch.code for unit in signed_in(user).get("/branches/").context["units"]]

    assert seen(cast.officer) == ["company", "a", "b", "lg", "lg-1", "lg-2"]
    assert seen(cast.general_secretary) == ["lg", "lg-1", "lg-2"]
    assert seen(cast.clerk_a) == ["a"]
    assert signed_in(cast.employee).get("/branches/").status_code == 403


def test_a_foreign_branch_is_not_there(cast, signed_in):
    browser = signed_in(cast.secretary_a)
    assert "王书记" in browser.get("/branches/a/").text
    for act in ("", "rename/", "move/", "close/"):
        assert browser.get(f"/branches/b/{act}").status_code in (404, 405)
        assert browser.post(f"/branches/a/{act}").status_code in (404, 405)


def test_the_department_plants_renames_moves_and_closes(cast, officer):
    data = {"code": "c", "name": "采掘党支部", "kind": "branch", "parent": cast.company.pk, "layer": "operations"}
    assert officer.post("/branches/new/", data).url == "/branches/c/"
    officer.post("/branches/c/rename/", {"name-name": "采掘一党支部", "name-layer": ""})
    officer.post("/branches/c/move/", {"move-parent": cast.general_branch.pk})
    officer.post("/branches/c/close/", {"close-on": "2026-03-02", "close-successor": cast.branch_a.pk})
    branch = Branch.objects.get(code="c")
    assert (branch.name, branch.parent, branch.successor) == ("采掘一党支部", cast.general_branch, cast.branch_a)
    assert str(branch.closed_on) == "2026-03-02"
    assert "机电党支部 finishes its months." in officer.get("/branches/c/").text


def test_a_refusal_is_one_sentence(cast, officer):
    answer = officer.post("/branches/new/", {"code": "a", "name": "x", "kind": "branch", "parent": cast.company.pk})
    assert (answer.status_code, "There is already a unit with the code a." in answer.text) == (422, True)
    answer = officer.post("/branches/a/close/", {"close-on": "2026-03-02"}, follow=True)
    assert "4 people belong to 机电党支部 on that day" in answer.text
    answer = officer.post("/branches/a/close/", {"close-on": "soon"}, follow=True)
    assert "Write the day as 2026-03-01." in answer.text


def test_only_those_who_manage_the_tree_change_it(cast, signed_in):
    for name, user in cast.everyone.items():
        allowed = name in ("admin", "officer", "second_officer")
        browser = signed_in(user)
        assert (browser.get("/branches/new/").status_code == 200) is allowed, name
        assert (browser.get("/branches/import/").status_code == 200) is allowed, name


def test_administrators_see_no_way_to_marks(cast, signed_in):
    assert "/months/" not in signed_in(cast.admin).get("/branches/a/").text


def test_the_tree_takes_the_same_queries_for_any_number(cast, signed_in):
    browser = signed_in(cast.officer)
    few = queries_of(lambda: browser.get("/branches/"))
    page = queries_of(lambda: browser.get("/branches/a/"))
    for _ in range(3):
        MemberFactory(branch=BranchFactory(parent=cast.company))
        MemberFactory(branch=cast.branch_a)
    assert queries_of(lambda: browser.get("/branches/")) == few
    assert queries_of(lambda: browser.get("/branches/a/")) == page


def test_the_tree_comes_from_its_own_workbook(cast, officer):
    rows = read_workbook(officer.get("/branches/import/branches.xlsx").content).first.rows
    assert [row[0] for row in rows] == ["代码", "company", "a", "b", "lg", "lg-1", "lg-2"]
    data = workbook_of(*rows, ["c", "采掘党支部", "党支部", "lg", "生产经营"])
    preview = officer.post("/branches/import/", {"file": SimpleUploadedFile("t.xlsx", data)})
    assert ([u.code for u in preview.context["plan"].new], preview.context["plan"].same) == (["c"], 6)
    assert not Branch.objects.filter(code="c").exists()
    officer.post("/branches/import/", {"sealed": preview.context["confirm_form"].initial["sealed"]})
    assert Branch.objects.get(code="c").parent == cast.general_branch


def test_a_wrong_workbook_is_told_and_stores_nothing(cast, officer):
    data = workbook_of(["代码", "名称", "类型", "上级代码"], ["c", "采掘", "小组", "company"])
    preview = officer.post("/branches/import/", {"file": SimpleUploadedFile("t.xlsx", data)})
    assert [(p.row, p.column) for p in preview.context["problems"]] == [(2, "类型")]
    assert officer.post("/branches/import/", {"file": SimpleUploadedFile("t.xlsx", b"x")}).status_code == 422
    assert "no longer valid" in officer.post("/branches/import/", {"sealed": "x"}, follow=True).text
