"""Photographs of nominees and title-holders, and the files of a decision: who sees them, and who does not."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from flagship.models import Attachment, AuditEvent
from reports.actions.decision import Vote, record_decision
from reports.actions.nominate import set_photo
from reports.actions.rollup import pick, propose
from reports.actions.titles import confer, publicise, revoke
from reports.models import FlagTitle, Nomination, QuarterRollup
from tests.files import PDF, pdf, photo, statuses
from tests.reports.rows import Q1, at


def page(name, **more):
    return reverse(f"reports:{name}", kwargs={"code": "a", "quarter": Q1, **more})


def nominee_photo(nomination):
    return page("nominee_photo", pk=nomination.pk)


@pytest.fixture
def pictured(cast, nominated):
    return set_photo(nominated, photo=photo(), by=cast.secretary_a)


@pytest.fixture
def decided(cast, pictured, accepted):
    """The nomination with its photograph, picked, proposed, and decided with the minutes."""
    pick(Nomination.objects.get(), by=cast.officer)
    propose(quarter=Q1, by=cast.officer, now=at("2026-04-15 09:00"))
    return record_decision(
        quarter=Q1,
        decision_date=at("2026-04-20 09:00").date(),
        minutes_number="7号",
        votes={pictured.pk: Vote(True)},
        files=[pdf("会议纪要.pdf")],
        by=cast.recorder,
        now=at("2026-04-20 15:00"),
    )


def test_the_form_of_the_decision_that_nobody_has_sent_finds_no_fault(cast, pictured, accepted, signed_in):
    pick(Nomination.objects.get(), by=cast.officer)
    propose(quarter=Q1, by=cast.officer, now=at("2026-04-15 09:00"))
    answer = signed_in(cast.recorder).get(reverse("reports:decision", kwargs={"quarter": Q1}))
    assert (answer.status_code, dict(answer.context["form"].errors)) == (200, {})


@pytest.fixture
def title(cast, decided):
    publicise(quarter=Q1, by=cast.officer, now=at("2026-04-21 09:00"))
    confer(quarter=Q1, by=cast.officer, now=at("2026-05-06 09:00"))
    return FlagTitle.objects.get()


def test_a_secretary_nominates_with_a_photograph_changes_and_removes_it(cast, nominated, signed_in):
    client = signed_in(cast.secretary_a)
    change = page("change_nomination", pk=nominated.pk)
    assert client.get(nominee_photo(nominated)).status_code == 404
    client.post(change, {"photo": photo()})
    first = Nomination.objects.get().photo
    shown = client.get(nominee_photo(nominated))
    assert Image.open(BytesIO(shown.content)).size == (480, 640)
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert nominee_photo(nominated) in client.get(page("quarter_report")).content.decode()
    client.post(change, {"photo": photo((300, 300))})
    assert not Attachment.objects.filter(pk=first.pk).exists()
    client.post(change, {"no_photo": "1"})
    assert (Nomination.objects.get().photo, Attachment.objects.count()) == (None, 0)


def test_what_is_no_picture_is_said_and_changes_nothing(cast, pictured, signed_in):
    answer = signed_in(cast.secretary_a, language="en").post(
        page("change_nomination", pk=pictured.pk), {"photo": pdf("p.jpg")}, follow=True
    )
    assert "This is no picture that can be read" in answer.content.decode()
    assert Nomination.objects.get().photo_id == pictured.photo_id


def test_a_nominees_photograph_is_for_those_who_read_the_report(cast, pictured, signed_in):
    may = {"secretary_a", "clerk_a", "officer", "second_officer", "recorder", "auditor"}
    found = statuses(cast, signed_in, nominee_photo(pictured))
    assert {name for name, status in found.items() if status == 200} == may
    assert {status for name, status in found.items() if name not in may} == {404}


def test_a_filed_nomination_keeps_its_photograph(cast, pictured, filed, signed_in):
    signed_in(cast.secretary_a).post(page("change_nomination", pk=pictured.pk), {"no_photo": "1"})
    assert Nomination.objects.get().photo_id == pictured.photo_id


def test_colleagues_see_the_title_holder_on_the_wall_and_the_public_never(cast, title, signed_in, client):
    address = reverse("reports:title_photo", kwargs={"serial": title.serial})
    assert set(statuses(cast, signed_in, address).values()) == {200}
    member = signed_in(cast.employee)
    for shown in ("/titles/", f"/titles/{title.serial}/"):
        assert address in member.get(shown).content.decode()
        assert "甲一" in member.get(shown).content.decode()
    verified = client.get(f"/verify/{title.verify_code}/").content.decode()
    assert "甲一" in verified
    assert "photo" not in verified
    assert client.get(address).status_code == 302


def test_the_photograph_of_a_revoked_title_is_gone(cast, title, signed_in):
    revoke(title, reason="事实不符", by=cast.officer)
    address = reverse("reports:title_photo", kwargs={"serial": title.serial})
    assert signed_in(cast.officer).get(address).status_code == 404
    assert address not in signed_in(cast.officer).get(f"/titles/{title.serial}/").content.decode()


def test_the_minutes_are_for_those_who_see_the_roll_up(cast, decided, signed_in):
    kept = QuarterRollup.objects.get().attachments.get()
    address = reverse("reports:decision_file", kwargs={"quarter": Q1, "file": kept.pk})
    found = statuses(cast, signed_in, address)
    assert {name for name, status in found.items() if status == 200} == {
        "officer",
        "second_officer",
        "recorder",
        "auditor",
    }
    officer = signed_in(cast.officer)
    assert "会议纪要.pdf" in officer.get("/quarters/2026Q1/").content.decode()
    sent = officer.get(address)
    assert sent.content == PDF
    assert sent["Content-Disposition"].startswith("attachment; filename*=utf-8''%E4%BC%9A")
    assert AuditEvent.objects.filter(act="download", what="会议纪要.pdf", by=cast.officer).exists()


def test_a_file_of_something_else_is_not_reached_through_a_roll_up(cast, decided, pictured, signed_in):
    address = reverse("reports:decision_file", kwargs={"quarter": Q1, "file": pictured.photo_id})
    assert signed_in(cast.officer).get(address).status_code == 404
