"""Files of a month as people attach, see and fetch them."""

import pytest
from django.urls import reverse

from flagship.models import Attachment, AuditEvent, Indicator
from scoring.actions.submit import submit
from scoring.models import Evidence, Standing
from tests.files import PDF, opened_by, pdf
from tests.scoring.proofs import proved, twelve_who_prove
from tests.scoring.rows import ENTRY, SETTLED, settled
from tests.scoring.views.conftest import page


@pytest.fixture
def twelve(cast, programme):
    return twelve_who_prove(cast)


@pytest.fixture
def indicator(filled):
    return Indicator.objects.get(template__code="simple-safety")


@pytest.fixture
def proven(filled, clerk_b):
    """The filled March with a file for everybody."""
    proved(filled, by=clerk_b)
    return filled


def adding(sheet, indicator, number="p01"):
    return page("attach_evidence", sheet, employee_number=number, indicator=indicator.pk)


def of(number) -> Evidence:
    return Evidence.objects.get(member__employee_number=number)


def fetching(evidence) -> str:
    return reverse("scoring:evidence", args=[evidence.pk])


COMPANY = {"officer", "second_officer", "recorder", "auditor"}


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_a_clerk_attaches_two_files_and_takes_one_off(filled, indicator, clerk_b, signed_in):
    client = signed_in(clerk_b, language="en")
    answer = client.post(adding(filled, indicator), {"files": [pdf("一.pdf"), pdf("二.pdf")]}, follow=True)
    assert "2 files are attached." in answer.text
    assert answer.redirect_chain[0][0].endswith(f"/entry/p01/#ev-{indicator.pk}")
    assert [kept.attachment.name for kept in Evidence.objects.all()] == ["一.pdf", "二.pdf"]
    first, second = Evidence.objects.all()
    answer = client.post(reverse("scoring:remove_evidence", args=[first.pk]), follow=True)
    assert fetching(second) in answer.text
    assert fetching(first) not in answer.text


@pytest.mark.usefixtures("on_the_day_of_entry")
@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "required"),
        ([pdf("a.exe")], "Attach a PDF"),
        ([pdf(), pdf("谎.pdf", b"<html>")], "not what its ending"),
        ([pdf("空.pdf", b"")], "empty"),
        ([pdf("大.pdf", PDF + b" " * 10 * 1024 * 1024)], "larger than 10 MB"),
        ([pdf(f"{n}.pdf") for n in range(11)], "Attach at most 10 files"),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_is_kept(filled, indicator, clerk_b, signed_in, files, said):
    answer = signed_in(clerk_b, language="en").post(adding(filled, indicator), {"files": files}, follow=True)
    assert said in answer.text
    assert not Attachment.objects.exists()


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_strangers_attach_and_remove_nothing(cast, proven, indicator, signed_in):
    removing = reverse("scoring:remove_evidence", args=[of("p01").pk])
    for name, status in [("secretary_a", 404), ("clerk_a", 404), ("officer", 403), ("auditor", 403), ("admin", 404)]:
        client = signed_in(getattr(cast, name))
        assert client.post(adding(proven, indicator), {"files": [pdf()]}).status_code == status, name
        # what may not be changed there is not even found
        assert client.post(removing).status_code == 404, name
    assert Evidence.objects.count() == 12


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_evidence_of_a_draft_is_for_those_who_see_the_sheet(cast, proven, signed_in):
    assert opened_by(cast, signed_in, fetching(of("p01"))) == COMPANY | {"secretary_b"}
    assert signed_in(of("p01").member.user).get(fetching(of("p01"))).status_code == 404


def test_a_member_fetches_what_the_own_standing_rests_on_and_nothing_else(cast, proven, signed_in, at):
    submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    settled(proven, by=cast.secretary_b)
    at(SETTLED)
    mine = of("p01")
    member = signed_in(mine.member.user, language="en")
    why = member.get(reverse("scoring:why", args=[Standing.objects.get(member=mine.member).pk])).text
    assert fetching(mine) in why
    assert mine.attachment.digest[:12] in why
    assert member.get(fetching(mine)).status_code == 200
    assert member.get(fetching(of("p02"))).status_code == 404
    assert opened_by(cast, signed_in, fetching(mine)) == COMPANY | {"secretary_b"}


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_a_file_leaves_as_a_download_under_its_own_name(filled, clerk_b, signed_in):
    name = '"><script>.html\r\nX-Evil: 1.pdf'
    (kept,) = proved(filled, ["p01"], files=[pdf(name)], by=clerk_b)
    sent = signed_in(clerk_b).get(fetching(kept))
    assert sent.content == PDF
    assert "X-Evil" not in sent.headers
    assert {header: sent[header] for header in ("Content-Type", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Type": "application/octet-stream",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert sent["Content-Disposition"] == 'attachment; filename="___script_.htmlX-Evil_ 1.pdf"'
    event = AuditEvent.objects.get(act="download")
    assert (event.by, event.detail["digest"]) == (clerk_b, kept.attachment.digest)
    page_of_the_person = signed_in(clerk_b).get(page("person_entry", filled, employee_number="p01")).text
    assert "<script>.html" not in page_of_the_person


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_what_is_missing_leads_to_the_persons_page(cast, filled, indicator, signed_in):
    shown = signed_in(cast.secretary_b).get(page("sheet", filled)).text
    assert f'{page("person_entry", filled, employee_number="p01")}#ev-{indicator.pk}"' in shown


@pytest.mark.usefixtures("on_the_day_of_entry")
def test_the_sheet_and_its_revision_list_the_files(cast, proven, signed_in):
    secretary = signed_in(cast.secretary_b)
    assert fetching(of("p01")) in secretary.get(page("sheet", proven)).text
    submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    for shown in (page("sheet", proven), page("revision", proven, number=1)):
        assert secretary.get(shown).text.count("/evidence/") == 12
