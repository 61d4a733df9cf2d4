"""Objections: raised by the people of the branch or logged from paper, answered, reviewed, decided."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from flagship.periods import TZ
from members.models import Member
from scoring.models import MonthSheet, Objection
from scoring.states import ObjectionState, SheetState
from tests.factories import MemberFactory
from tests.scoring.rows import ENTRY, IN_PUBLICITY, SETTLED
from tests.scoring.views.conftest import page

OVERDUE = dt.datetime(2026, 4, 10, 9, 0, tzinfo=TZ)


def user_of(number):
    return Member.objects.get(employee_number=number).user


def pk_of(number) -> int:
    return Member.objects.get(employee_number=number).pk


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def raised(signed_in, sheet, number: str = "p05", **given) -> Objection:
    data = {"kind": "mark", "about": pk_of(number), "indicator_code": "output", "text": "产量少计一批"} | given
    response = signed_in(user_of(number)).post(page("objections", sheet), data)
    assert response.status_code == 303, words(response)
    return Objection.objects.latest("raised_at", "pk")


def address(name: str, row: Objection) -> str:
    return reverse(f"scoring:{name}", args=[row.pk])


@pytest.fixture
def objection(publicised, at, signed_in) -> Objection:
    """p05 objects to a mark on the first day of the display."""
    at(IN_PUBLICITY)
    return raised(signed_in, publicised)


def test_somebody_of_the_branch_objects_while_the_month_is_on_display(objection, publicised, signed_in):
    assert (objection.state, objection.by_member_id, objection.text) == (
        ObjectionState.OPEN,
        pk_of("p05"),
        "产量少计一批",
    )
    assert "待答复" in words(signed_in(user_of("p05")).get(page("objections", publicised)))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": ""}, "必填"),
        ({"kind": ""}, "必填"),
        ({"kind": "omission"}, "不属于漏列"),
        ({"about": "0"}, "有效"),
        ({"indicator_code": "nothing"}, "有效"),
    ],
)
def test_a_refused_objection_keeps_what_was_typed(publicised, at, signed_in, given, told):
    at(IN_PUBLICITY)
    data = {"kind": "mark", "about": pk_of("p05"), "indicator_code": "output", "text": "产量少计一批"} | given
    response = signed_in(user_of("p05")).post(page("objections", publicised), data)
    assert response.status_code == 422
    assert (data["text"] in response.content.decode(), Objection.objects.count()) == (True, 0)
    assert told in words(response)


def test_the_same_objection_twice_is_one(objection, publicised, signed_in):
    data = {"kind": "mark", "about": pk_of("p05"), "indicator_code": "output", "text": "再说一次"}
    response = signed_in(user_of("p05")).post(page("objections", publicised), data)
    assert response.status_code == 422
    assert Objection.objects.count() == 1


def test_there_is_no_form_before_and_after_the_display(filled, at, signed_in, cast):
    at(ENTRY)
    assert signed_in(cast.secretary_b).get(page("objections", filled)).context["form"] is None
    assert signed_in(cast.secretary_b).post(page("objections", filled), {"text": "x"}).status_code == 403


def test_when_the_display_is_over_nobody_objects(publicised, at, signed_in):
    at(SETTLED)
    client = signed_in(user_of("p05"))
    assert client.get(page("objections", publicised)).context["form"] is None
    assert client.post(page("objections", publicised), {"text": "x"}).status_code == 403


def test_strangers_find_neither_page_nor_objection(objection, publicised, cast, stranger, signed_in):
    for user in (stranger, cast.secretary_a, cast.admin):
        client = signed_in(user)
        assert client.get(page("objections", publicised)).status_code == 404
        assert client.get(address("objection", objection)).status_code == 404


def test_colleagues_see_neither_the_objection_nor_its_text(objection, publicised, signed_in):
    client = signed_in(user_of("p06"))
    assert "产量少计一批" not in words(client.get(page("objections", publicised)))
    assert client.get(address("objection", objection)).status_code == 404


def test_the_secretary_sees_what_the_sheet_says_of_the_cell(objection, cast, signed_in):
    shown = words(signed_in(cast.secretary_b).get(address("objection", objection)))
    assert "考核表所列 92 % · 92.00 分" in shown


def test_an_upheld_objection_returns_the_month(objection, publicised, cast, signed_in):
    given = {"uphold": "yes", "answer": "核实无误，予以更正"}
    response = signed_in(cast.secretary_b).post(address("answer_objection", objection), given)
    assert response.url == address("objection", objection)
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == (ObjectionState.UPHELD, "核实无误，予以更正")
    assert MonthSheet.objects.get(pk=publicised.pk).state is SheetState.DRAFT


def test_an_answer_needs_its_reason_and_a_refused_one_keeps_the_text(objection, cast, signed_in):
    client = signed_in(cast.secretary_b)
    for given in ({"uphold": "no", "answer": ""}, {"answer": "台账为准"}, {"uphold": "maybe", "answer": "台账为准"}):
        response = client.post(address("answer_objection", objection), given)
        assert response.status_code == 422
        assert given["answer"] in response.content.decode()
    objection.refresh_from_db()
    assert objection.state is ObjectionState.OPEN


def test_a_second_answer_is_told_and_changes_nothing(objection, cast, signed_in):
    client = signed_in(cast.secretary_b)
    client.post(address("answer_objection", objection), {"uphold": "no", "answer": "台账为准"})
    response = client.post(address("answer_objection", objection), {"uphold": "yes", "answer": "改"}, follow=True)
    assert "已被他人处理" in words(response)
    objection.refresh_from_db()
    assert (objection.state, objection.answer) == (ObjectionState.DISMISSED, "台账为准")


def test_after_a_dismissal_the_person_asks_for_a_review_and_the_department_decides(
    objection, publicised, cast, signed_in
):
    signed_in(cast.secretary_b).post(address("answer_objection", objection), {"uphold": "no", "answer": "台账为准"})
    mine = signed_in(user_of("p05"))
    assert mine.get(address("objection", objection)).context["appeal_form"] is not None
    mine.post(address("appeal", objection), {"text": "台账漏记"})
    objection.refresh_from_db()
    assert objection.state is ObjectionState.APPEALED
    assert signed_in(cast.secretary_b).get(address("objection", objection)).context["decision_form"] is None
    department = signed_in(cast.officer)
    department.post(address("decide_objection", objection), {"uphold": "no", "answer": "维持"})
    objection.refresh_from_db()
    assert (objection.state, objection.final_answer) == (ObjectionState.FINAL_DISMISSED, "维持")
    assert MonthSheet.objects.get(pk=publicised.pk).state is SheetState.PUBLICISED


def test_a_review_asked_for_by_somebody_else_is_not_found(objection, cast, signed_in):
    signed_in(cast.secretary_b).post(address("answer_objection", objection), {"uphold": "no", "answer": "台账为准"})
    assert signed_in(user_of("p06")).post(address("appeal", objection), {"text": "帮问"}).status_code == 404
    response = signed_in(cast.secretary_b).post(address("appeal", objection), {"text": "帮问"})
    assert response.status_code == 422
    objection.refresh_from_db()
    assert objection.state is ObjectionState.DISMISSED


def test_an_overdue_objection_is_decided_by_the_department(objection, cast, at, signed_in):
    at(OVERDUE)
    secretary = signed_in(cast.secretary_b)
    page_of_secretary = secretary.get(address("objection", objection))
    assert page_of_secretary.context["answer_form"] is None
    assert "逾期未答复，转党群工作部" in words(page_of_secretary)
    assert secretary.post(address("answer_objection", objection), {"uphold": "no", "answer": "迟"}).status_code == 422
    department = signed_in(cast.officer)
    assert department.get(address("objection", objection)).context["decision_form"] is not None
    department.post(address("decide_objection", objection), {"uphold": "no", "answer": "不成立"})
    objection.refresh_from_db()
    assert objection.state is ObjectionState.FINAL_DISMISSED


@pytest.mark.parametrize(("who", "answer"), [("officer", 403), ("auditor", 403), ("secretary_a", 404)])
def test_others_do_not_answer(objection, cast, signed_in, who, answer):
    response = signed_in(getattr(cast, who)).post(
        address("answer_objection", objection), {"uphold": "no", "answer": "x"}
    )
    assert response.status_code == answer


@pytest.mark.parametrize(("who", "answer"), [("secretary_b", 403), ("auditor", 403), ("secretary_a", 404)])
def test_others_do_not_decide(objection, cast, signed_in, who, answer):
    response = signed_in(getattr(cast, who)).post(
        address("decide_objection", objection), {"uphold": "no", "answer": "x"}
    )
    assert response.status_code == answer


def test_the_department_logs_an_objection_from_paper(publicised, cast, at, signed_in):
    at(IN_PUBLICITY)
    client = signed_in(cast.officer)
    assert "登记书面异议" in words(client.get(page("objections", publicised)))
    data = {"by_member": pk_of("p07"), "kind": "rank", "about": pk_of("p07"), "text": "书面材料"}
    client.post(page("objections", publicised), data)
    row = Objection.objects.get()
    assert (row.by_member_id, row.on_paper) == (pk_of("p07"), True)


def test_somebody_left_out_objects_to_the_omission(publicised, cast, at, signed_in):
    newcomer = MemberFactory(employee_number="n01", name="新来人", branch=cast.branch_b, account=True)
    at(IN_PUBLICITY)
    row = raised(signed_in, publicised, "n01", kind="omission", about=newcomer.pk, indicator_code="")
    assert (row.about, row.kind) == (newcomer, "omission")
    assert "漏列" in words(signed_in(newcomer.user).get(address("objection", row)))
