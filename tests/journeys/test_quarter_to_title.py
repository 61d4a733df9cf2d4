"""The main job in a real browser: from typed values to a flag title, every figure worked by hand.

Branch A in the first quarter of 2026: Secretary Wang (service), clerk Li, Zhang and the non-Party employee Zhao (all
safety), under the shipped templates. n = 4, so the lowest tier: +3 +2 and −2 among three Party people (五（三）3).

    March    Zhang  104×25/100 = 26.00, 99.2 → 20, 96 → 15, 20, 10, 4×2 = 8                 99.00
             Li     96.5×25/100 = 24.125 → 24.13, 98.4 → 17, 15×100/104 = 14.42, 20, 5, 10   90.55
             Zhao   90×25/100 = 22.50, 97.5 → 14, 15, 20, 10, 2×2 = 4                        85.50
             Wang   4×7 = 28, 3.2×5 = 16, 10, good 16                                        70.00
    January  Wang 100.00 (+3), Zhang 96.00 (+2), Zhao 88.75, Li 72.00 (−2)
    February Zhang 97.50 (+3), Zhao 88.75, Li 69.00 (+2), Wang 57.00 (−2)
    Quarter  Zhang (96.00 + 97.50 + 99.00) ÷ 3 = 97.50, points +2 +3 +3 = +8, twice at rank 1
"""

import datetime as dt
import io
import re

import openpyxl
import pypdf
import pytest

from flagship import clock
from flagship.categories import FlagCategory
from flagship.periods import TZ, Month
from members.models import User
from scoring.actions.enter_values import enter_values
from scoring.actions.open_month import open_month
from scoring.models import MonthSheet, Participant
from scoring.rules.entries import Entry
from tests.scoring.rows import declare, settled, submitted

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "旗帜-flag-2026"
SAFETY = ("output", "quality", "cost", "safety-record", "violations", "hazards")
SERVICE = ("problems-solved", "benefit", "urgent-tasks")
JANUARY = {
    "1001": ("5", "5", "2", "excellent"),
    "1002": ("80", "95", "125", "0", "0", "0"),
    "1003": ("100", "99", "100", "0", "0", "3"),
    "1004": ("95", "99", "100", "0", "0", "0"),
}
FEBRUARY = {
    "1001": ("3", "2", "1", "good"),
    "1002": ("88", "96", "100", "1", "0", "1"),
    "1003": ("102", "98", "100", "0", "0", "5"),
    "1004": ("95", "99", "100", "0", "0", "0"),
}
MARCH = {
    "1001": ("4", "3.2", "1", "good"),
    "1002": ("96.5", "98.4", "104", "0", "1", "5"),
    "1003": ("104", "99.2", "96", "0", "0", "4"),
    "1004": ("90", "97.5", "100", "0", "0", "2"),
}


def at(month, day, hour=9):
    return dt.datetime(2026, month, day, hour, tzinfo=TZ)


@pytest.fixture
def it_is(monkeypatch):
    """`it_is(4, 2)`: for the site it is 9 o'clock on 2 April 2026."""

    def move_to(month, day, hour=9):
        monkeypatch.setattr(clock, "now", lambda: at(month, day, hour))

    move_to(4, 2)
    return move_to


@pytest.fixture
def branch_a(cast, programme):
    """Branch A with two settled months and an open March."""
    declare(cast.secretary_a.person, category=FlagCategory.SERVICE)
    declare(cast.clerk_a.person, cast.party_member.person, cast.employee.person, category=FlagCategory.SAFETY)
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    past_month(cast, Month(2026, 1), JANUARY, entered=at(2, 2), ended=at(2, 6))
    past_month(cast, Month(2026, 2), FEBRUARY, entered=at(3, 2), ended=at(3, 6))
    open_month(month=Month(2026, 3), now=at(4, 1))
    return cast.branch_a


def past_month(cast, month, values, *, entered, ended):
    open_month(month=month, now=entered)
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=month)
    enter_values(sheet=sheet, entries=[entry for row in values.items() for entry in entries_of(*row)], by=cast.clerk_a)
    submitted(sheet, by=cast.secretary_a, now=entered)
    settled(sheet, by=cast.secretary_a, now=ended, meeting=ended.date())


def entries_of(number, values):
    if len(values) == 4:
        conduct = Entry(number, "conduct", choice=values[3], comment="群众评议")
        return [*(Entry(number, code, number=text) for code, text in zip(SERVICE, values, strict=False)), conduct]
    return [Entry(number, code, number=text) for code, text in zip(SAFETY, values, strict=True)]


@pytest.fixture
def arrive(sit_down):
    """`page = arrive("1002")`: sign in with the employee number."""

    def sign_in(number, **size):
        page = sit_down(**size)
        page.goto("/login/")
        page.locator("[name=username]").fill(number)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form [type=submit]").last.click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    return sign_in


def text_of(page):
    return re.sub(r"\s+", "", page.locator("main").inner_text())


def type_month(page, values):
    """Type a month into the cells, person by person, as a clerk would."""
    for number, typed in values.items():
        person = Participant.objects.get(member__employee_number=number, month=Month(2026, 3))
        cells = page.locator(f"tr[data-person='{person.pk}'] td[data-indicator]")
        assert cells.count() == len(typed)
        for at_, text in enumerate(typed):
            boxes = cells.nth(at_).locator("[data-box]")
            if boxes.first.evaluate("box => box.tagName") == "SELECT":
                boxes.first.select_option(text)
                boxes.nth(1).fill("办实事主动，群众评价良好")
            else:
                boxes.first.fill(text)


def test_a_month_is_carried_from_the_browser_to_a_flag_title(branch_a, arrive, it_is):
    # The clerk fills in March; the figures follow while typing, and stay after saving.
    clerk = arrive("1002")
    clerk.goto("/branches/a/months/2026-03/entry/")
    type_month(clerk, MARCH)
    clerk.wait_for_function(
        "() => [...document.querySelectorAll('[data-total]')].some(t => t.textContent.trim() === '99.00')"
    )
    clerk.locator("button[name=next][value=sheet]").click()
    clerk.wait_for_url("**/months/2026-03/")
    assert "70.00" in text_of(clerk)
    clerk.goto("/branches/a/months/2026-03/?tab=safety")
    page = text_of(clerk)
    assert "99.00" in page
    assert "90.55" in page
    assert "85.50" in page
    assert "参加4人，其中党员3人" in page

    # The secretary submits; before the period is over it cannot be settled.
    secretary = arrive("1001")
    secretary.goto("/branches/a/months/2026-03/moves/submit/")
    secretary.locator("main form [type=submit]").click()
    secretary.wait_for_url("**/months/2026-03/")
    assert "公示中" in text_of(secretary)

    # A colleague sees the public ranking on a phone.
    colleague = arrive("1004", width=390, height=844)
    colleague.goto("/me/ranking/")
    assert "99.00" in text_of(colleague)

    # The period ends with Tuesday 7 April; the secretary settles on the 8th.
    it_is(4, 8)
    secretary.goto("/branches/a/months/2026-03/moves/settle/")
    secretary.locator("[name=meeting_kind][value=committee]").check()
    secretary.locator("[name=meeting_date]").fill("2026-04-07")
    secretary.locator("main form [type=submit]").click()
    secretary.wait_for_url("**/months/2026-03/")
    assert "已结算" in text_of(secretary)

    # Zhang sees on a phone why: value, marks, total, rank, tier, clause.
    phone = arrive("1003", width=390, height=844)
    phone.goto("/me/?year=2026")
    assert "88" in phone.locator(".hero .big").inner_text()  # base 80 of the example scheme + 2 + 3 + 3
    phone.locator("details.entry summary").first.click()
    why = re.sub(r"\s+", "", phone.locator("details.entry").first.inner_text())
    assert "+3" in why
    assert "完成率104%×权重25=26.00" in why
    assert "99.00（定量99.00，定性0.00）" in why
    assert "参加4人（1—9人档），党员3人中排第1名：争星晋级考核加3分。依据五（三）3。" in why

    # The secretary files the quarter with a nomination.
    secretary.goto("/branches/a/quarters/2026Q1/")
    assert "97.50" in text_of(secretary)
    zhang = User.objects.get(username="1003").member
    secretary.locator("[name=whom]").select_option(f"{zhang.pk}-safety")
    nomination = secretary.locator("form").filter(has=secretary.locator("[name=whom]"))
    nomination.locator("[name=citation]").fill("带头查改隐患十二项，班组全季无违章。")
    nomination.locator("[type=submit]").click()
    secretary.wait_for_load_state()
    confirm(secretary, "submit")
    assert "已报送" in text_of(secretary)

    # The Department accepts, picks and proposes.
    it_is(4, 9)
    officer = arrive("9002")
    officer.goto("/branches/a/quarters/2026Q1/")
    confirm(officer, "accept")
    assert "已接收" in text_of(officer)
    officer.goto("/quarters/2026Q1/?category=safety")
    desk = text_of(officer)
    assert "97.50" in desk
    assert "+8" in desk
    officer.locator("form[action$='/pick/'] [type=submit]").first.click()
    officer.wait_for_load_state()
    confirm(officer, "propose")
    assert "已提请研究" in text_of(officer)

    # The roll-up as a workbook: the same figures.
    book = download(officer, "/quarters/2026Q1/rollup.xlsx")
    cells = [value for sheet in openpyxl.load_workbook(io.BytesIO(book)) for row in sheet.values for value in row]
    assert "张先进" in cells
    assert {97.5, 77.18} <= {round(float(value), 2) for value in cells if isinstance(value, int | float)}

    # The committee's decision is recorded, by a third person.
    it_is(4, 10)
    recorder = arrive("9004")
    recorder.goto("/quarters/2026Q1/decision/")
    recorder.locator("[name=decision_date]").fill("2026-04-10")
    recorder.locator("[name=minutes_number]").fill("党委会纪要〔2026〕7号")
    recorder.locator("[name^=vote-][value=yes]").check()
    recorder.locator("main form [type=submit]").click()
    recorder.wait_for_url("**/quarters/2026Q1/")
    assert "已研究决定" in text_of(recorder)

    # Five working days of publicity, then the title is conferred.
    officer.goto("/quarters/2026Q1/")
    confirm(officer, "publicise")
    it_is(4, 20)
    officer.goto("/quarters/2026Q1/")
    confirm(officer, "confer")
    assert "已授予" in text_of(officer)

    # The certificate says what was decided, and verifies.
    phone.goto("/titles/")
    assert "张先进" in text_of(phone)
    phone.locator("main a[href^='/titles/']", has_text="张先进").first.click()
    phone.wait_for_url("**/titles/*/")
    certificate = download(officer, f"{phone.url}certificate.pdf")
    paper = pypdf.PdfReader(io.BytesIO(certificate))
    words = re.sub(r"\s+", "", paper.pages[0].extract_text())
    assert len(paper.pages) == 1
    assert "张先进" in words
    assert "安全生产旗手" in words
    assert "2026年第一季度" in words


def confirm(page, name):
    """Press the button of a move and confirm it where the page asks."""
    form = page.locator("form").filter(has=page.locator(f"input[name=move][value='{name}']"))
    folded = page.locator("details.move").filter(has=page.locator(f"input[name=move][value='{name}']"))
    if folded.count():
        folded.locator("summary").click()
    form.locator("[type=submit]").click()
    page.wait_for_load_state()


def download(page, address):
    """The bytes behind an address, fetched with the page's session."""
    response = page.request.get(address)
    assert response.ok, f"{address}: {response.status}"
    return response.body()
