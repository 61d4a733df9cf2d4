"""Submitting, settling and the ways back, from the pages; excuses and consents."""

import re

import pytest

from scoring.models import MonthSheet, Participant, PointsEntry, SheetRevision
from scoring.states import SheetState
from tests.scoring.conftest import POSTED
from tests.scoring.rows import ENTRY, IN_PUBLICITY, SETTLED, declare, fill, ledger, open_sheet
from tests.scoring.views.conftest import page

MEETING = {"meeting_kind": "committee", "meeting_date": "2026-04-07"}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def state(sheet) -> SheetState:
    return MonthSheet.objects.get(pk=sheet.pk).state


def test_submitting_shows_what_it_comes_to_and_then_does_it(cast, filled, at, signed_in):
    at(ENTRY)
    client, address = signed_in(cast.secretary_b), page("move", filled, name="submit")
    shown = words(client.get(address))
    assert "陈书记 · 第 1 名 +4" in shown
    assert "p11 · 倒数第 1 名 −3" in shown
    assert "公示 3 个工作日" in shown
    response = client.post(address, {"revision": "0"})
    assert (response.status_code, response.url) == (303, page("sheet", filled))
    assert state(filled) is SheetState.PUBLICISED
    assert "本月考核已提交公示。" in words(client.get(response.url))


def test_a_month_with_blanks_lists_them_and_cannot_be_submitted(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    fill(filled, {"p03": ""}, by=clerk_b)
    client, address = signed_in(cast.secretary_b), page("move", filled, name="submit")
    assert "p03（p03）“生产指标完成率”没有填写。" in words(client.get(address))
    response = client.post(address, {"revision": "0"})
    assert response.status_code == 422
    assert "p03（p03）“生产指标完成率”没有填写。" in words(response)
    assert state(filled) is SheetState.DRAFT


def test_ties_over_the_places_ask_for_a_reason_which_is_kept(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    fill(filled, {"p02": "95", "p03": "95"}, by=clerk_b)
    client, address = signed_in(cast.secretary_b), page("move", filled, name="submit")
    response = client.post(address, {"revision": "0", "over_places_reason": ""})
    assert response.status_code == 422
    assert 'name="over_places_reason"' in response.content.decode()
    response = client.post(address, {"revision": "0", "over_places_reason": "两人共同完成"})
    assert response.status_code == 303
    assert SheetRevision.objects.get(sheet=filled).over_places_reason == "两人共同完成"


def test_settling_records_the_meeting_and_posts_once(cast, publicised, at, signed_in):
    at(SETTLED)
    client, address = signed_in(cast.secretary_b), page("move", publicised, name="settle")
    assert "结算后名次固定、加扣分入账" in words(client.get(address))
    assert client.post(address, MEETING | {"revision": "1"}).status_code == 303
    assert state(publicised) is SheetState.SETTLED
    assert ledger() == POSTED
    revision = SheetRevision.objects.get(sheet=publicised)
    assert (str(revision.meeting_kind), str(revision.meeting_date)) == ("committee", "2026-04-07")


def test_a_second_click_on_settle_is_answered_with_a_sentence_and_posts_nothing(cast, publicised, at, signed_in):
    at(SETTLED)
    client, address = signed_in(cast.secretary_b), page("move", publicised, name="settle")
    client.post(address, MEETING | {"revision": "1"})
    before = PointsEntry.objects.count()
    response = client.post(address, MEETING | {"revision": "1"}, follow=True)
    assert "已被他人处理，页面显示的是最新状态。" in words(response)
    assert PointsEntry.objects.count() == before


def test_an_older_page_cannot_submit_a_newer_draft(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    client = signed_in(cast.secretary_b)
    client.post(page("move", publicised, name="withdraw"), {"reason": "补充数据", "revision": "1"})
    response = client.post(page("move", publicised, name="submit"), {"revision": "0"}, follow=True)
    assert "已被他人处理" in words(response)
    assert state(publicised) is SheetState.DRAFT


@pytest.mark.parametrize("name", ["submit", "settle", "withdraw", "reopen"])
def test_a_move_that_is_not_ones_own_is_refused_whatever_the_state(cast, publicised, at, signed_in, name):
    at(SETTLED)
    client, address = signed_in(cast.auditor), page("move", publicised, name=name)
    answers = client.get(address), client.post(address, MEETING | {"revision": "0", "reason": "x"})
    assert [answer.status_code for answer in answers] == [403, 403]
    assert state(publicised) is SheetState.PUBLICISED


def test_settling_before_its_time_says_until_when(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    client, address = signed_in(cast.secretary_b), page("move", publicised, name="settle")
    assert "4月7日24时" in words(client.get(address))
    response = client.post(address, MEETING | {"revision": "1"})
    assert response.status_code == 422
    assert "4月7日24时" in words(response)
    assert (state(publicised), PointsEntry.objects.count()) == (SheetState.PUBLICISED, 0)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"meeting_kind": "committee"},
        {"meeting_date": "2026-04-07"},
        {"meeting_kind": "party", "meeting_date": "2026-04-07"},
        {"meeting_kind": "committee", "meeting_date": "昨天"},
        {"meeting_kind": "committee", "meeting_date": "2026-04-09"},
        {"meeting_kind": "committee", "meeting_date": "2026-03-31"},
    ],
)
def test_settling_needs_a_meeting_that_can_have_confirmed_it(cast, publicised, at, signed_in, given):
    at(SETTLED)
    response = signed_in(cast.secretary_b).post(page("move", publicised, name="settle"), given | {"revision": "1"})
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    assert "公示中" in words(response)
    assert (state(publicised), PointsEntry.objects.count()) == (SheetState.PUBLICISED, 0)


def test_withdrawing_needs_a_reason(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    client, address = signed_in(cast.secretary_b), page("move", publicised, name="withdraw")
    assert client.post(address, {"reason": " ", "revision": "1"}).status_code == 422
    assert state(publicised) is SheetState.PUBLICISED
    assert client.post(address, {"reason": "补充数据", "revision": "1"}).status_code == 303
    assert state(publicised) is SheetState.DRAFT


def test_reopening_reverses_the_points(cast, settled_month, at, signed_in):
    at(SETTLED)
    address = page("move", settled_month, name="reopen")
    assert signed_in(cast.secretary_b).post(address, {"reason": "改数", "revision": "1"}).status_code == 403
    assert ledger() == POSTED
    signed_in(cast.officer).post(address, {"reason": "数据有误", "revision": "1"})
    assert (state(settled_month), ledger()) == (SheetState.DRAFT, {})


def test_a_month_of_nobody_can_be_set_aside_and_taken_up_again(cast, programme, at, signed_in):
    at(ENTRY)
    declare(cast.secretary_b.person)
    sheet = open_sheet(cast.branch_b)
    person = sheet.participants.get()
    client = signed_in(cast.officer)
    assert client.post(page("move", sheet, name="void"), {"reason": "停产"}).status_code == 422
    signed_in(cast.secretary_b).post(page("excuse", sheet, employee_number="2001"), {"reason": "全月脱产培训"})
    client.post(page("approve_excuse", sheet, employee_number="2001"))
    person.refresh_from_db()
    assert person.excuse_approved_by == cast.officer
    client.post(page("move", sheet, name="void"), {"reason": "停产"})
    assert state(sheet) is SheetState.VOID
    client.post(page("move", sheet, name="resume"), {"reason": "复产补考"})
    assert state(sheet) is SheetState.DRAFT


@pytest.mark.parametrize("who", ["clerk_b", "auditor", "officer"])
def test_only_the_secretary_submits(request, cast, filled, clerk_b, at, signed_in, who):
    at(ENTRY)
    user = clerk_b if who == "clerk_b" else getattr(cast, who)
    client, address = signed_in(user), page("move", filled, name="submit")
    assert client.get(address).status_code == 403
    assert client.post(address, {"revision": "0"}).status_code == 403
    assert state(filled) is SheetState.DRAFT


def test_a_foreign_secretary_finds_nothing_to_move(cast, filled, publicised, signed_in):
    client = signed_in(cast.secretary_a)
    for name in ("submit", "settle", "withdraw", "reopen", "void", "resume"):
        assert client.post(page("move", filled, name=name), {"reason": "x"}).status_code == 404
    assert state(publicised) is SheetState.PUBLICISED


@pytest.mark.parametrize("name", ["return", "nonsense"])
def test_an_unknown_move_is_not_found(cast, publicised, signed_in, name):
    assert signed_in(cast.secretary_b).post(page("move", publicised, name=name), {"reason": "x"}).status_code == 404


def test_somebody_is_excused_and_takes_part_after_all(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    client = signed_in(clerk_b)
    response = client.post(page("excuse", filled, employee_number="p05"), {"reason": "病休"}, follow=True)
    assert "p05 本月不参加考核。" in words(response)
    assert Participant.objects.get(member__employee_number="p05").excuse_reason == "病休"
    client.post(page("unexcuse", filled, employee_number="p05"))
    assert Participant.objects.get(member__employee_number="p05").excused is False


def test_an_excuse_needs_a_reason(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    response = signed_in(clerk_b).post(page("excuse", filled, employee_number="p05"), {"reason": ""}, follow=True)
    assert "请写明p05不参加考核的理由。" in words(response)
    assert Participant.objects.get(member__employee_number="p05").excused is False


@pytest.mark.parametrize(("who", "answer"), [("officer", 403), ("auditor", 403), ("secretary_a", 404)])
def test_others_excuse_nobody(cast, filled, at, signed_in, who, answer):
    at(ENTRY)
    client = signed_in(getattr(cast, who))
    assert client.post(page("excuse", filled, employee_number="p05"), {"reason": "病休"}).status_code == answer
    assert client.post(page("unexcuse", filled, employee_number="p05")).status_code == answer


def test_a_secretary_does_not_approve_excuses(cast, filled, at, signed_in):
    at(ENTRY)
    client = signed_in(cast.secretary_b)
    client.post(page("excuse", filled, employee_number="2001"), {"reason": "休假"})
    assert client.post(page("approve_excuse", filled, employee_number="2001")).status_code == 403
    assert Participant.objects.get(member=cast.secretary_b.person).excuse_approved_by is None


def test_when_everyone_ties_the_department_consents_first(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    everyone = Participant.objects.filter(sheet=filled).values_list("member__employee_number", flat=True)
    fill(filled, dict.fromkeys(everyone, "90"), by=clerk_b)
    secretary, officer = signed_in(cast.secretary_b), signed_in(cast.officer)
    given = {"revision": "0", "over_places_reason": "全员持平"}
    assert secretary.post(page("move", filled, name="submit"), given).status_code == 422
    assert secretary.post(page("consent", filled), {"reason": "同意"}).status_code == 403
    assert "须经党群工作部同意" in words(officer.get(page("sheet", filled)))
    officer.post(page("consent", filled), {"reason": "指标一致，情况属实"})
    assert secretary.post(page("move", filled, name="submit"), given).status_code == 303
    assert SheetRevision.objects.get(sheet=filled).tie_consent == "指标一致，情况属实"
