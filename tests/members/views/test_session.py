"""Signing in and out, passwords, and what is written down about it."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from flagship.models import AuditEvent
from members.actions.accounts import deactivate, reactivate, set_temporary_password

PASSWORD = "forge ahead 2026"


@pytest.fixture
def clerk(cast):
    cast.clerk_a.set_password(PASSWORD)
    cast.clerk_a.save()
    return cast.clerk_a


@pytest.fixture
def browser():
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def sign_in(browser, username, password=PASSWORD, **more):
    return browser.post("/login/", {"username": username, "password": password, **more})


def acts():
    return list(AuditEvent.objects.order_by("pk").values_list("act", "what", "by__username"))


def test_a_person_signs_in_by_employee_number(browser, clerk):
    answer = sign_in(browser, "1002")
    assert (answer.status_code, answer.url) == (303, "/")
    assert browser.session[SESSION_KEY] == str(clerk.pk)
    assert acts() == [("sign_in", "1002", "1002")]


def test_signing_in_leads_to_the_page_that_was_asked_for(browser, clerk):
    assert browser.get("/members/").url == "/login/?next=/members/"
    assert 'name="next" value="/members/"' in browser.get("/login/?next=/members/").text
    assert sign_in(browser, "1002", next="/members/").url == "/members/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"])
def test_signing_in_never_leads_elsewhere(browser, clerk, wanted):
    assert sign_in(browser, "1002", next=wanted).url == "/"


def test_a_wrong_password_and_an_unknown_number_read_the_same(browser, clerk):
    answers = [sign_in(browser, number, "wrong").text for number in ("1002", "nobody")]
    assert all("The employee number or the password is wrong." in text for text in answers)
    assert acts() == [("sign_in_refused", "1002", None), ("sign_in_refused", "?", None)]


def test_a_password_typed_into_the_wrong_box_is_not_written_down(browser, clerk):
    sign_in(browser, "canary secret words", "x")
    assert "canary" not in str(list(AuditEvent.objects.values()))


def test_a_closed_account_does_not_come_in(browser, clerk, cast):
    deactivate(user=clerk, by=cast.admin)
    assert "is wrong" in sign_in(browser, "1002").text
    assert SESSION_KEY not in browser.session


def test_six_wrong_passwords_lock_the_account_at_that_place(browser, clerk):
    for _ in range(5):
        assert sign_in(browser, "1002", "wrong").status_code == 422
    answer = sign_in(browser, "1002", "wrong")
    assert answer.status_code == 429
    assert "locked at this place for 15 minutes" in answer.text
    assert sign_in(browser, "1002").status_code == 429  # the right one does not help now
    assert SESSION_KEY not in browser.session
    assert ("locked_out", "1002", None) in acts()

    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere, "1002").status_code == 303


def test_a_lock_out_of_one_person_does_not_lock_the_office(browser, clerk, cast):
    for _ in range(7):
        sign_in(browser, "1001", "wrong")
    assert sign_in(browser, "1002").status_code == 303


def test_signing_out_needs_a_post(browser, clerk):
    browser.force_login(clerk, backend="members.backends.AppointmentBackend")
    assert browser.get("/logout/").status_code == 405
    assert browser.post("/logout/").url == "/login/"
    assert SESSION_KEY not in browser.session
    assert acts()[-1] == ("sign_out", "1002", "1002")


def test_closing_an_account_or_a_new_password_ends_its_sessions(signed_in, clerk, cast):
    for end in (deactivate, set_temporary_password):
        browser = signed_in(clerk)
        assert browser.get("/members/").status_code == 200
        end(user=clerk, by=cast.admin)
        assert browser.get("/members/").url == "/login/?next=/members/"
        reactivate(user=clerk, by=cast.admin)


def test_somebody_signed_in_needs_no_login_page(signed_in, clerk):
    assert signed_in(clerk).get("/login/").url == "/"


def test_a_temporary_password_leads_to_the_password_page_only(browser, clerk, cast):
    temporary = set_temporary_password(user=clerk, by=cast.admin)
    sign_in(browser, "1002", temporary)
    assert browser.get("/members/").url == "/password/"
    assert browser.get("/members/", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/password/"
    assert browser.get("/healthz").status_code == 200
    assert "temporary password" in browser.get("/password/").text

    answer = browser.post("/password/", {"present": temporary, "new": PASSWORD, "again": PASSWORD})
    assert (answer.status_code, answer.url) == (303, "/")
    assert SESSION_KEY in browser.session
    assert browser.get("/password/").status_code == 200
    assert "temporary password" not in browser.get("/password/").text


@pytest.mark.parametrize(
    ("present", "new", "again", "says"),
    [
        ("wrong", "quite another 7", "quite another 7", "not your present password"),
        (PASSWORD, "quite another 7", "quite another 8", "two new passwords differ"),
        (PASSWORD, "short", "short", "too short"),
        (PASSWORD, "1234567890123", "1234567890123", "entirely numeric"),
        (PASSWORD, PASSWORD, PASSWORD, "must differ"),
    ],
)
def test_a_new_password_must_hold(signed_in, clerk, present, new, again, says):
    browser = signed_in(clerk, language="en")
    answer = browser.post("/password/", {"present": present, "new": new, "again": again})
    assert answer.status_code == 422
    assert says in answer.text
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
