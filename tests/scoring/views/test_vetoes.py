"""一票否决 on the pages: proposed, confirmed, refused, lifted."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flagship.periods import Month
from members.models import BranchMembership, Member
from scoring.models import Veto
from scoring.states import VetoState
from tests.scoring.conftest import POSTED
from tests.scoring.rows import ENTRY, SETTLED, ledger

LIST = "/vetoes/"


def pk_of(number) -> int:
    return Member.objects.get(employee_number=number).pk


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def given(number: str = "p01", **more) -> dict:
    return {"member": pk_of(number), "month": "2026-03", "kind": "safety", "evidence": "违章作业，见通报"} | more


@pytest.fixture
def veto(cast, filled, at, signed_in) -> Veto:
    at(ENTRY)
    signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), given())
    return Veto.objects.get()


def decide(client, veto: Veto, **data):
    return client.post(reverse("scoring:decide_veto", args=[veto.pk]), data)


def test_a_secretary_proposes_a_veto_with_its_evidence(veto, cast, signed_in):
    assert (veto.state, veto.month, veto.evidence) == (VetoState.PROPOSED, Month(2026, 3), "违章作业，见通报")
    assert "违章作业，见通报" in words(signed_in(cast.secretary_b).get(LIST))


@pytest.mark.parametrize("wrong", [{"evidence": ""}, {"month": "三月"}, {"kind": "x"}, {"month": "2026-09"}])
def test_a_refused_proposal_keeps_what_was_typed(cast, filled, at, signed_in, wrong):
    at(ENTRY)
    data = given(**wrong)
    response = signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), data)
    assert response.status_code == 422
    assert data["evidence"] in response.content.decode()
    assert "error-summary" in response.content.decode()
    assert Veto.objects.count() == 0


def test_nobody_of_another_branch_can_be_chosen(cast, filled, at, signed_in):
    at(ENTRY)
    data = given() | {"member": cast.party_member.person.pk}
    assert signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), data).status_code == 422
    assert Veto.objects.count() == 0


def test_somebody_who_was_elsewhere_in_that_month_is_told_and_nothing_typed_is_lost(cast, filled, at, signed_in):
    at(ENTRY)
    data = given(month="2026-02")
    BranchMembership.objects.filter(member=data["member"]).update(branch=cast.branch_a)
    response = signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), data)
    assert response.status_code == 422
    assert "应由该支部书记提出" in words(response)
    assert "违章作业，见通报" in words(response)
    assert Veto.objects.count() == 0


@pytest.mark.parametrize("who", ["officer", "auditor", "clerk_a", "party_member", "admin"])
def test_only_secretaries_propose(cast, filled, signed_in, who):
    assert signed_in(getattr(cast, who)).get(reverse("scoring:propose_veto")).status_code == 403
    assert signed_in(getattr(cast, who)).post(reverse("scoring:propose_veto"), given()).status_code == 403


def test_the_department_confirms_by_a_document(veto, cast, signed_in):
    client = signed_in(cast.officer)
    assert decide(client, veto, move="confirm", document_number="").status_code == 422
    assert decide(client, veto, move="confirm", document_number="新升党发〔2026〕3号").status_code == 303
    veto.refresh_from_db()
    assert (veto.state, veto.document_number) == (VetoState.CONFIRMED, "新升党发〔2026〕3号")


def test_a_second_decision_is_told_and_changes_nothing(veto, cast, signed_in):
    decide(signed_in(cast.officer), veto, move="confirm", document_number="3号")
    client = signed_in(cast.second_officer)
    decide(client, veto, move="refuse", reason="不属实")
    assert "已被他人处理" in words(client.get(reverse("scoring:veto", args=[veto.pk])))
    veto.refresh_from_db()
    assert veto.state is VetoState.CONFIRMED


def test_refusing_needs_a_reason(veto, cast, signed_in):
    client = signed_in(cast.officer)
    assert decide(client, veto, move="refuse", reason="").status_code == 422
    assert decide(client, veto, move="refuse", reason="证据不足").status_code == 303
    veto.refresh_from_db()
    assert veto.state is VetoState.REFUSED


def test_confirming_after_settlement_adjusts_and_lifting_gives_back(cast, settled_month, at, signed_in):
    at(SETTLED)
    signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), given("2001") | {"member": pk_of("p01")})
    veto, client = Veto.objects.get(), signed_in(cast.officer)
    decide(client, veto, move="confirm", document_number="3号")
    assert ledger() == {number: points for number, points in POSTED.items() if number != "p01"}
    decide(client, veto, move="lift", document_number="4号", reason="复查不属实")
    assert ledger() == POSTED


@pytest.mark.parametrize(("who", "answer"), [("secretary_b", 403), ("auditor", 403), ("secretary_a", 404)])
def test_others_do_not_decide(veto, cast, signed_in, who, answer):
    response = decide(signed_in(getattr(cast, who)), veto, move="confirm", document_number="3号")
    assert response.status_code == answer


def test_an_unknown_decision_changes_nothing(veto, cast, signed_in):
    assert decide(signed_in(cast.officer), veto, move="forget", document_number="3号").status_code == 422
    veto.refresh_from_db()
    assert veto.state is VetoState.PROPOSED


def test_a_foreign_secretary_sees_nothing_of_it(veto, cast, signed_in):
    client = signed_in(cast.secretary_a)
    assert "违章作业" not in words(client.get(LIST))
    assert client.get(reverse("scoring:veto", args=[veto.pk])).status_code == 404


def test_people_without_an_office_have_no_list(veto, cast, signed_in):
    assert signed_in(cast.party_member).get(LIST).status_code == 403


def test_the_list_needs_as_many_queries_for_three_as_for_one(veto, cast, signed_in):
    client = signed_in(cast.officer)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in ("p02", "p03"):
        signed_in(cast.secretary_b).post(reverse("scoring:propose_veto"), given(number))
    with CaptureQueriesContext(connection) as three:
        response = client.get(LIST)
    assert len(response.context["page"].object_list) == 3
    assert len(three) == len(one)
