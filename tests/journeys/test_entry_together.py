"""What can go wrong while a month is filled in: two people at one cell, a lost connection, an ended session."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session

from flagship import clock
from scoring.models import Measurement
from tests.journeys.conftest import sign_in
from tests.journeys.entry_month import (
    ENTRY_PAGE,
    box,
    box_name,
    office_clerk,
    open_grid,
    small_sheet,
    stored,
    wait_saved,
)
from tests.journeys.test_every_page import WCAG
from tests.scoring.rows import ENTRY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def month(monkeypatch, cast, programme):
    """The secretary, p01, p02 and p03; the clerk 8001 is not assessed."""
    monkeypatch.setattr(clock, "now", lambda: ENTRY)
    office_clerk(cast.branch_b)
    return small_sheet(cast.branch_b, cast.secretary_b)


def test_two_people_see_each_other_and_a_cell_changed_by_both_asks(arrive):
    clerk, secretary = open_grid(arrive("8001")), open_grid(arrive("2001"))
    # The clerk types and leaves the cell; the secretary, whose page is older, types another figure there.
    box(clerk, "p01", "output").fill("95")
    box(clerk, "p02", "output").focus()
    wait_saved(clerk)
    box(secretary, "p01", "output").fill("90")
    box(secretary, "p02", "output").focus()
    clash = secretary.locator(".clash")
    clash.wait_for()
    assert clash.inner_text().split("\n")[:2] == ["您填：90", "钱考核（09:00）：95"]
    assert stored() == {("p01", "output"): "95"}
    # Each sees who else is here.
    secretary.get_by_text("同时在填：钱考核").wait_for()
    clerk.get_by_text("同时在填：陈书记").wait_for(timeout=10_000)
    # With all of that on the page it stays accessible.
    assert [one["id"] for one in Axe().run(secretary, options=WCAG).response["violations"]] == []
    # Mine is kept only because I say so, and the other one sees it.
    clash.get_by_role("button", name="保留我的").click()
    wait_saved(secretary)
    assert stored() == {("p01", "output"): "90"}
    clerk.wait_for_function(
        "name => document.getElementsByName(name)[0].value === '90'", arg=box_name("p01", "output"), timeout=10_000
    )
    # The other way round: theirs is taken.
    box(secretary, "p03", "output").fill("80")
    box(secretary, "p03", "breach").focus()
    wait_saved(secretary)
    box(clerk, "p03", "output").fill("70")
    box(clerk, "p03", "breach").focus()
    clerk.get_by_role("button", name="采用对方").click()
    wait_saved(clerk)
    assert box(clerk, "p03", "output").input_value() == "80"
    assert stored() == {("p01", "output"): "90", ("p03", "output"): "80"}


def test_what_is_typed_without_a_connection_is_kept_and_sent_when_it_returns(arrive):
    page = open_grid(arrive("8001"))
    page.context.set_offline(True)
    box(page, "2001", "output").fill("95")
    page.keyboard.press("Enter")
    page.keyboard.type("96")
    page.keyboard.press("Enter")
    page.keyboard.type("abc")
    page.keyboard.press("Enter")
    page.get_by_text("未保存：网络已断开，3 格待发送").wait_for()
    assert Measurement.objects.count() == 0
    page.context.set_offline(False)
    page.get_by_text("1 格未保存，请改正。").wait_for()
    assert stored() == {("2001", "output"): "95", ("p01", "output"): "96"}
    # The wrong one stays in its field, also when the page is opened again; corrected it is saved.
    page.on("dialog", lambda dialog: dialog.accept())
    open_grid(page)
    page.get_by_text("“abc”不是一个数").wait_for()
    assert box(page, "p02", "output").input_value() == "abc"
    box(page, "p02", "output").fill("97")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert stored("output") == {"2001": "95", "p01": "96", "p02": "97"}
    page.wait_for_function("() => localStorage.length === 0")


def test_what_is_typed_after_the_session_ended_is_sent_after_signing_in_again_and_shown_to_nobody_else(arrive, cast):
    page = open_grid(arrive("8001"))
    arrive("2001").close()  # so that the secretary has a password
    Session.objects.all().delete()
    box(page, "2001", "output").fill("95")
    page.keyboard.press("Enter")
    page.get_by_text("未保存：登录已失效，1 格待发送").wait_for()
    assert Measurement.objects.count() == 0
    # Somebody else signs in at this computer: nothing of it is shown or sent.
    page.get_by_role("link", name="重新登录").click()
    page.wait_for_url(lambda url: "/login/?next=" in url)
    sign_in(page, "2001")
    page.locator("form[data-ready]").wait_for()
    page.locator("[data-here]").wait_for(state="attached")
    assert box(page, "2001", "output").input_value() == ""
    assert Measurement.objects.count() == 0
    # The clerk comes back, and what was typed goes its way.
    page.context.clear_cookies()
    page.goto(ENTRY_PAGE)
    sign_in(page, "8001")
    page.get_by_text("上次未保存的 1 格已恢复").wait_for()
    wait_saved(page)
    assert stored() == {("2001", "output"): "95"}
    assert Measurement.objects.get().entered_by.username == "8001"


def test_signing_in_again_in_another_window_is_enough(arrive):
    page = open_grid(arrive("8001"))
    Session.objects.all().delete()
    box(page, "2001", "output").fill("95")
    page.keyboard.press("Enter")
    page.get_by_text("未保存：登录已失效，1 格待发送").wait_for()
    other = page.context.new_page()
    other.goto("/login/")
    sign_in(other, "8001")
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_saved(page)
    assert stored() == {("2001", "output"): "95"}
