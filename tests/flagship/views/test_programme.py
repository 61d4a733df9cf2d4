"""The policies of a year as pages."""

import pytest
import time_machine

from flagship.categories import Account
from flagship.models import CalendarDay, Programme, TierTable
from flagship.periods import Month
from flagship.policies import POLICY_NAMES, Policy
from flagship.policy_words import ALWAYS, policy_lines

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


def test_every_policy_is_one_sentence(cast, programme, signed_in):
    page = signed_in(cast.employee).get("/programme/2026/").text
    for line in (*policy_lines(Policy()), *ALWAYS):
        assert line.zh in page
    for text in ("10–30", "+4", "−3", "≥31", "《员工积分制管理积分标准》"):
        assert text in page


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("zh-hans", "10 至 11 人没有档次。"), ("en", "There is no row for 10 to 11 participants.")],
)
def test_a_faulty_tier_table_is_refused_in_the_readers_language(cast, programme, signed_in, language, sentence):
    said = {"tiers-account": "staff", "tiers-valid_from": "2026-04", "tiers-rows": "1-9: 3 2 / 2\n12-: 4 3 / 3"}
    answer = signed_in(cast.officer, language=language).post("/programme/2026/tiers/", said, follow=True)
    assert sentence in answer.text
    assert not TierTable.objects.filter(account="staff").exists()


def test_the_menu_leads_to_this_year(cast, programme, signed_in):
    assert signed_in(cast.employee).get("/programme/").url == "/programme/2026/"


def test_without_a_year_the_department_opens_one(cast, signed_in):
    officer = signed_in(cast.officer)
    assert "/programme/open/" in officer.get("/programme/").text
    assert "/programme/open/" not in signed_in(cast.employee).get("/programme/").text
    assert signed_in(cast.employee).post("/programme/open/", {"year": 2026}).status_code == 403
    assert officer.post("/programme/open/", {"year": "2026"}).url == "/programme/2026/"
    assert officer.post("/programme/open/", {"year": "9999"}).status_code == 404
    assert Programme.objects.get().year == 2026


def test_the_department_sets_policies_and_others_do_not(cast, programme, signed_in):
    data = Policy(non_party="separate", publicity_days=2).to_json()
    for name, user in cast.everyone.items():
        if name not in ("officer", "second_officer"):
            assert signed_in(user).post("/programme/2026/edit/", data).status_code == 403, name
    officer = signed_in(cast.officer, language="en")
    assert "First confirm how non-Party employees are counted" in officer.get("/programme/2026/edit/").text
    assert officer.post("/programme/2026/edit/", data).url == "/programme/2026/"
    programme.refresh_from_db()
    assert programme.policy == Policy(non_party="separate", publicity_days=2)
    assert "First confirm" not in officer.get("/programme/2026/edit/").text


def test_the_form_asks_every_policy_and_non_party_first(cast, programme, signed_in):
    form = signed_in(cast.officer).get("/programme/2026/edit/").context["form"]
    assert set(form.fields) == set(POLICY_NAMES)
    assert next(iter(form.fields)) == "non_party"


def test_a_policy_out_of_range_is_said_and_nothing_changes(cast, programme, signed_in):
    answer = signed_in(cast.officer).post("/programme/2026/edit/", Policy().to_json() | {"due_day": "31"})
    assert answer.status_code == 422
    programme.refresh_from_db()
    assert (programme.policy, programme.policy_version) == (Policy(), 1)


def test_a_tier_table_is_typed_in(cast, programme, signed_in):
    rows = "1-9: 3 2 / 2\r\n10–30：4，3，2／3、2\n31以上: 5 4 3 2 1 / 3 2 1"
    data = {"tiers-account": "staff", "tiers-valid_from": "2026-04", "tiers-rows": rows}
    signed_in(cast.officer).post("/programme/2026/tiers/", data)
    star = TierTable.objects.in_force(Month(2026, 4), Account.STAR)
    staff = TierTable.objects.in_force(Month(2026, 4), Account.STAFF)
    assert [(r.low, r.high, r.bonus, r.deduction) for r in staff.rows] == [
        (r.low, r.high, r.bonus, r.deduction) for r in star.rows
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("viele: 3 2", "is not a row"),
        ("1-: drei / 2", "points are numbers"),
        ("1-: -3 / 2", "points are numbers"),
        ("1-9: 3 / 2", "no upper end"),
        ("1-9: 3 / 2\n11-: 3 / 2", "no row for 10"),
    ],
)
def test_a_tier_table_that_is_wrong_is_said(cast, programme, signed_in, rows, says):
    data = {"tiers-account": "staff", "tiers-valid_from": "2026-04", "tiers-rows": rows}
    answer = signed_in(cast.officer, language="en").post("/programme/2026/tiers/", data, follow=True)
    assert says in answer.text
    assert not TierTable.objects.filter(account=Account.STAFF).exists()


def test_a_holiday_is_entered_and_removed(cast, programme, signed_in):
    officer = signed_in(cast.officer)
    officer.post("/programme/2026/days/", {"day-date": "2026-10-01", "day-working": "no", "day-note": "国庆节"})
    assert "国庆节" in officer.get("/programme/2026/").text
    assert (
        signed_in(cast.secretary_a).post(f"/programme/days/{CalendarDay.objects.get().pk}/forget/").status_code == 403
    )
    officer.post(f"/programme/days/{CalendarDay.objects.get().pk}/forget/")
    assert not CalendarDay.objects.exists()
