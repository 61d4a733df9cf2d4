"""The accounts pages, for administrators alone."""

import pytest
from axes.models import AccessAttempt

from flagship.models import AuditEvent
from flagship.permissions import Role
from members.models import Appointment, User
from tests.factories import AppointmentFactory, MemberFactory, UserFactory
from tests.queries import queries_of


@pytest.fixture
def admin(cast, signed_in):
    return signed_in(cast.admin, language="en")


def test_only_administrators_see_accounts(cast, signed_in):
    for name, user in cast.everyone.items():
        assert (signed_in(user).get("/accounts/").status_code == 200) is (name == "admin"), name


def test_nobody_else_sets_passwords_or_appoints(cast, signed_in):
    clerk = cast.clerk_a
    for user in (cast.officer, cast.recorder, cast.secretary_a):
        browser = signed_in(user)
        for act in ("password", "close", "open", "unlock", "appoint"):
            assert browser.post(f"/accounts/{clerk.pk}/{act}/").status_code == 404, act
        assert browser.get(f"/accounts/{clerk.pk}/").status_code == 404
        assert browser.post(f"/appointments/{Appointment.objects.first().pk}/end/").status_code in (403, 404)


def test_the_list_shows_what_is_held_today(admin):
    page = admin.get("/accounts/?q=王书记").text
    assert "Branch secretary" in page
    assert "机电党支部" in page
    assert "李考核" not in page


def test_the_list_finds_the_locked(admin):
    AccessAttempt.objects.create(username="1002", ip_address="10.0.0.1", failures_since_start=6)
    page = admin.get("/accounts/?state=locked").text
    assert "李考核" in page
    assert "王书记" not in page


def test_the_list_takes_the_same_queries_for_any_number(cast, admin):
    few = queries_of(lambda: admin.get("/accounts/"))
    for _ in range(3):
        AppointmentFactory(user=MemberFactory(account=True).user)
    assert queries_of(lambda: admin.get("/accounts/")) == few


def test_a_new_account_leads_to_its_page(admin, cast):
    MemberFactory(employee_number="5005", name="周芳", branch=cast.branch_a)
    answer = admin.post("/accounts/new/", {"username": "5005"})
    user = User.objects.get(username="5005")
    assert (answer.status_code, answer.url) == (303, f"/accounts/{user.pk}/")
    assert "周芳" in admin.get(answer.url).text


def test_an_account_of_nobody_needs_a_name(admin):
    answer = admin.post("/accounts/new/", {"username": "office-1"})
    assert answer.status_code == 422
    assert "Nobody in the roster has this number" in answer.text


def test_a_number_that_is_taken_is_said_on_the_form(admin):
    answer = admin.post("/accounts/new/", {"username": "1001", "name": "x"})
    assert answer.status_code == 422
    assert "There is already an account 1001" in answer.text


def test_a_temporary_password_is_shown_once(admin, cast):
    answer = admin.post(f"/accounts/{cast.clerk_a.pk}/password/")
    user = User.objects.get(pk=cast.clerk_a.pk)
    shown = answer.context["temporary_password"]
    assert shown in answer.text
    assert user.check_password(shown)
    assert "no-store" in answer.headers["Cache-Control"]
    assert shown not in admin.get(f"/accounts/{user.pk}/").text


def test_appointing_on_the_page(admin, cast):
    user = UserFactory()
    data = {"role": "clerk", "branch": cast.branch_b.pk, "since": "2026-03-01", "until": "2026-03-14"}
    answer = admin.post(f"/accounts/{user.pk}/appoint/", data)
    assert answer.status_code == 303
    assert [(p.role, p.branch) for p in user.appointments.all()] == [(Role.CLERK, cast.branch_b)]


def test_a_refused_appointment_keeps_the_form(admin, cast):
    user = UserFactory()
    data = {"role": "department", "branch": cast.branch_b.pk, "since": "2026-03-01"}
    answer = admin.post(f"/accounts/{user.pk}/appoint/", data)
    assert answer.status_code == 422
    assert "committee only" in answer.text
    assert 'value="2026-03-01"' in answer.text
    assert not user.appointments.exists()


def test_ending_an_appointment_on_the_page(admin, cast):
    post = Appointment.objects.get(user=cast.clerk_a)
    admin.post(f"/appointments/{post.pk}/end/", {"last_day": "2026-03-01"})
    post.refresh_from_db()
    assert str(post.until) == "2026-03-01"
    answer = admin.post(f"/appointments/{post.pk}/end/", {"last_day": "soon"}, follow=True)
    assert "Write the day as 2026-03-01." in answer.text


def test_closing_opening_unlocking(admin, cast):
    page = f"/accounts/{cast.clerk_a.pk}/"
    assert "The account is closed." in admin.post(f"{page}close/", follow=True).text
    assert "The account is open again." in admin.post(f"{page}open/", follow=True).text
    assert "can sign in again" in admin.post(f"{page}unlock/", follow=True).text
    assert [e.act for e in AuditEvent.objects.filter(by=cast.admin).order_by("pk")][-3:] == [
        "deactivate",
        "reactivate",
        "unlock",
    ]


def test_an_administrator_sees_no_buttons_that_lie(admin, cast):
    answer = admin.post(f"/accounts/{cast.admin.pk}/close/", follow=True)
    assert "Nobody closes their own account" in answer.text


def test_changes_are_posts_only(admin, cast):
    for act in ("password", "close", "open", "unlock", "appoint"):
        assert admin.get(f"/accounts/{cast.clerk_a.pk}/{act}/").status_code == 405
