"""The people pages."""

import datetime as dt

import pytest
import time_machine

from flagship.categories import PoliticalStatus
from members.models import Exemption, Member
from tests.factories import DeclarationFactory, MemberFactory
from tests.queries import queries_of

DAY = dt.date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def officer(cast, signed_in):
    return signed_in(cast.officer, language="en")


def names(answer):
    return [person.name for person in answer.context["page"]]


def test_a_secretary_sees_the_own_branch_and_nobody_elses(cast, signed_in):
    browser = signed_in(cast.secretary_a)
    assert names(browser.get("/members/")) == ["王书记", "李考核", "张先进", "赵职工"]
    assert browser.get("/members/1003/").status_code == 200
    assert browser.get("/members/2001/").status_code == 404
    assert browser.get("/members/nobody/").status_code == 404


def test_people_without_an_office_see_no_roster(cast, signed_in):
    for user in (cast.party_member, cast.employee):
        assert signed_in(user).get("/members/").status_code == 403
        assert signed_in(user).get("/members/1001/").status_code == 404


def test_the_list_is_filtered(cast, officer):
    assert names(officer.get(f"/members/?branch={cast.branch_b.pk}")) == ["陈书记"]
    assert names(officer.get("/members/?status=non_party")) == ["赵职工"]
    assert names(officer.get("/members/?q=张")) == ["张先进"]
    assert len(names(officer.get("/members/?branch=x&status=y&page=z"))) == 6
    assert "Nobody matches" in officer.get("/members/?q=canary").text


def test_the_list_takes_the_same_queries_for_any_number(cast, signed_in):
    browser = signed_in(cast.secretary_b)
    few = queries_of(lambda: browser.get("/members/"))
    for _ in range(3):
        MemberFactory(branch=cast.branch_b)
    assert queries_of(lambda: browser.get("/members/")) == few


def test_the_department_adds_a_person(cast, officer):
    data = {
        "employee_number": "5001",
        "name": "新来",
        "branch": cast.branch_b.pk,
        "status": "probationary",
        "since": "2026-02-01",
        "post": "电工",
        "layer": "",
    }
    assert officer.post("/members/new/", data).url == "/members/5001/"
    assert Member.objects.get(employee_number="5001").branch == cast.branch_b
    again = officer.post("/members/new/", data)
    assert again.status_code == 422
    assert "There is already a person" in again.text


def test_changes_begin_on_their_day(cast, officer):
    page = "/members/1004/"
    assert "Transfer to another branch" in officer.get(page).text
    officer.post(f"{page}transfer/", {"transfer-branch": cast.branch_b.pk, "transfer-on": "2026-03-02"})
    officer.post(f"{page}status/", {"status-status": "probationary", "status-since": "2026-03-01"})
    officer.post(f"{page}details/", {"details-name": "赵新名", "details-post": "钳工", "details-layer": "office"})
    person = Member.objects.get(employee_number="1004")
    assert (person.branch, person.status_on(DAY)) == (cast.branch_b, PoliticalStatus.PROBATIONARY)
    assert (person.name, person.post, str(person.layer)) == ("赵新名", "钳工", "office")
    officer.post(f"{page}leave/", {"leave-on": "2026-03-03"})
    assert person.branch_on(dt.date(2026, 3, 3)) is None


def test_a_wrong_change_is_one_sentence_and_changes_nothing(cast, officer):
    answer = officer.post("/members/1004/transfer/", {"transfer-branch": cast.branch_b.pk}, follow=True)
    assert "From: This field is required." in answer.text
    answer = officer.post(
        "/members/1004/transfer/", {"transfer-branch": cast.branch_b.pk, "transfer-on": "2019-01-01"}, follow=True
    )
    assert "赵职工 has belonged to 机电党支部 since 2020-01-01" in answer.text
    assert Member.objects.get(employee_number="1004").branch == cast.branch_a


def test_the_department_exempts_and_ends_it(cast, officer):
    data = {"exemption-from_month": "2026-03", "exemption-until_month": "", "exemption-reason": "长期病休"}
    officer.post("/members/1003/exempt/", data)
    exemption = Exemption.objects.get()
    assert exemption.member == cast.party_member.person
    assert "长期病休" in officer.get("/members/1003/").text
    officer.post(f"/exemptions/{exemption.pk}/end/", {"last_month": "2026-06"})
    exemption.refresh_from_db()
    assert str(exemption.until_month) == "2026-06"
    answer = officer.post(f"/exemptions/{exemption.pk}/end/", {"last_month": "June"}, follow=True)
    assert "Write the month as 2026-03." in answer.text


@pytest.mark.parametrize("who", ["secretary_a", "clerk_a", "auditor", "recorder", "admin"])
def test_others_change_nobody(cast, signed_in, who):
    browser = signed_in(getattr(cast, who))
    assert "transfer/" not in browser.get("/members/1004/").text
    for act in ("transfer", "status", "details", "leave", "exempt"):
        assert browser.post(f"/members/1004/{act}/").status_code == 403, act
    assert browser.get("/members/new/").status_code == 403
    assert browser.get("/members/import/").status_code == 403


def test_administrators_see_people_but_not_what_they_declared(cast, programme, signed_in):
    DeclarationFactory(member=cast.party_member.person, programme=programme, goal="canary")
    assert "/declarations/" not in signed_in(cast.admin).get("/members/1003/").content.decode().split("<main")[1]
    assert "/declarations/" in signed_in(cast.secretary_a).get("/members/1003/").content.decode().split("<main")[1]
