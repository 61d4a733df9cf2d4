"""Files of objections and vetoes: attached, refused, and fetched by those who see the row."""

import pytest
from django.urls import reverse

from flagship.models import Attachment
from flagship.moves import Refused
from scoring.actions.raise_objection import raise_objection
from scoring.actions.veto import propose_veto
from scoring.models import Objection, Veto
from scoring.states import ObjectionKind, VetoKind
from tests.files import opened_by, pdf, statuses
from tests.scoring.rows import ENTRY, IN_PUBLICITY, MARCH, SETTLED
from tests.scoring.views.conftest import page

COMPANY = {"officer", "second_officer", "recorder", "auditor"}


@pytest.fixture
def objected(cast, publicised, at):
    at(IN_PUBLICITY)
    person = publicised.participants.get(member__employee_number="p01").member
    return raise_objection(
        sheet=publicised,
        kind=ObjectionKind.RANK,
        about=person,
        text="名次有误",
        files=[pdf("产量单.pdf")],
        by=person.user,
        now=IN_PUBLICITY,
    )


def test_an_objection_is_raised_with_a_file_online_and_on_paper(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    person = publicised.participants.get(member__employee_number="p01").member
    given = {"kind": "rank", "about": person.pk, "text": "名次有误", "files": [pdf("产量单.pdf")]}
    signed_in(person.user).post(page("objections", publicised), given)
    other = publicised.participants.get(member__employee_number="p02").member
    given |= {"by_member": other.pk, "about": other.pk, "files": [pdf("来信.pdf")]}
    signed_in(cast.officer).post(page("objections", publicised), given)
    rows = Objection.objects.order_by("pk")
    assert [(row.on_paper, row.attachments.get().name) for row in rows] == [(False, "产量单.pdf"), (True, "来信.pdf")]


def test_a_form_that_nobody_has_sent_finds_no_fault(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    person = publicised.participants.get(member__employee_number="p01").member
    forms = [
        signed_in(person.user).get(page("objections", publicised)),
        signed_in(cast.officer).get(page("objections", publicised)),
        signed_in(cast.secretary_b).get("/vetoes/new/"),
    ]
    assert [(answer.status_code, dict(answer.context["form"].errors)) for answer in forms] == [(200, {})] * 3


def test_a_lying_file_is_said_and_the_objection_is_not_raised(publicised, at, signed_in):
    at(IN_PUBLICITY)
    person = publicised.participants.get(member__employee_number="p01").member
    given = {"kind": "rank", "about": person.pk, "text": "名次有误", "files": [pdf("产量单.pdf", b"<html>")]}
    answer = signed_in(person.user, language="en").post(page("objections", publicised), given)
    assert (answer.status_code, "not what its ending" in answer.text, "名次有误" in answer.text) == (422, True, True)
    assert not Objection.objects.exists()


def test_the_file_of_an_objection_is_for_those_who_see_the_objection(cast, objected, signed_in):
    address = reverse("scoring:objection_file", args=[objected.pk, objected.attachments.get().pk])
    assert opened_by(cast, signed_in, address) == COMPANY | {"secretary_b"}
    assert signed_in(objected.by_member.user).get(address).status_code == 200
    bystander = objected.revision.sheet.participants.get(member__employee_number="p02").member.user
    assert signed_in(bystander).get(address).status_code == 404
    assert "产量单.pdf" in signed_in(objected.by_member.user).get(f"/objections/{objected.pk}/").text


def test_a_file_of_another_row_is_not_reached(cast, objected, signed_in, clerk_b):
    stray = Attachment.objects.create(name="x.pdf", size=1, digest="0", at=ENTRY, by=clerk_b, file="attachments/x.pdf")
    address = reverse("scoring:objection_file", args=[objected.pk, stray.pk])
    assert signed_in(cast.officer).get(address).status_code == 404


def test_a_veto_carries_its_evidence_for_those_who_see_the_veto(cast, settled_month, signed_in, at):
    at(SETTLED)
    person = settled_month.participants.get(member__employee_number="p01").member
    given = {"member": person.pk, "month": "2026-03", "kind": "safety", "evidence": "违章", "files": [pdf("通报.pdf")]}
    signed_in(cast.secretary_b).post("/vetoes/new/", given)
    veto = Veto.objects.get()
    address = reverse("scoring:veto_file", args=[veto.pk, veto.attachments.get().pk])
    found = statuses(cast, signed_in, address)
    assert {name for name, status in found.items() if status == 200} == COMPANY | {"secretary_b"}
    assert signed_in(person.user).get(address).status_code == 404
    assert "通报.pdf" in signed_in(cast.officer).get(f"/vetoes/{veto.pk}/").text


def test_a_refused_file_leaves_no_veto(cast, settled_month):
    person = settled_month.participants.get(member__employee_number="p01").member
    with pytest.raises(Refused, match="坏"):
        propose_veto(
            member=person,
            month=MARCH,
            kind=VetoKind.SAFETY,
            evidence="违章",
            files=[pdf("坏.pdf", b"x")],
            by=cast.secretary_b,
            now=SETTLED,
        )
    assert not Veto.objects.exists()
