"""Filling in a month in a real browser: a block from Excel, the keyboard alone, no scripts at all."""

import pytest

from flagship import clock
from scoring.models import Measurement, PointsEntry
from tests.journeys.entry_month import (
    ENTRY_PAGE,
    big_sheet,
    box,
    box_name,
    office_clerk,
    open_grid,
    put_on_clipboard,
    small_sheet,
    stored,
    wait_saved,
)
from tests.scoring.rows import ENTRY, SETTLED

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_the_day_of_entry(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: ENTRY)


@pytest.fixture
def clerk_b(cast):
    """A clerk of branch B who is not assessed: an office account."""
    return office_clerk(cast.branch_b)


def test_a_block_of_fifty_by_eight_from_excel_is_pasted_saved_submitted_and_settled(
    cast, programme, arrive, monkeypatch
):
    big_sheet(cast.branch_b, cast.secretary_b)
    page = open_grid(arrive("2001"))
    rows = [[f"{50 + row}.{column}" for column in range(1, 9)] for row in range(50)]
    put_on_clipboard(page, "\r\n".join("\t".join(row) for row in rows) + "\r\n")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/cells/") else None)
    page.locator("[data-box]").first.click()
    page.keyboard.press("Control+v")
    wait_saved(page)
    assert len(asked) == 1
    numbers = ["2001", *(f"p{number:02}" for number in range(1, 50))]
    wanted = {
        (number, f"c{column}"): f"{50 + row}.{column}" for row, number in enumerate(numbers) for column in range(1, 9)
    }
    assert stored() == wanted
    # 99.1 × 0.125 = 12.3875 → 12.39, …: 12.39 + 12.40 + 12.41 + 12.43 + 12.44 + 12.45 + 12.46 + 12.48
    best = page.locator("tr[data-person]").last
    assert best.locator("[data-total]").inner_text() == "99.46"
    assert best.locator("[data-rank]").inner_text() == "1"
    assert best.locator("[data-points]").inner_text() == "+5"

    page.goto("/branches/b/months/2026-03/moves/submit/")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/months/2026-03/")
    monkeypatch.setattr(clock, "now", lambda: SETTLED)
    page.goto("/branches/b/months/2026-03/moves/settle/")
    page.locator("[name=meeting_kind][value=committee]").check()
    page.locator("[name=meeting_date]").fill("2026-04-07")
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/months/2026-03/")
    posted = {entry.member.employee_number: entry.amount for entry in PointsEntry.objects.select_related("member")}
    assert posted == {"p49": 5, "p48": 4, "p47": 3, "p46": 2, "p45": 1, "2001": -3, "p01": -2, "p02": -1}


def test_the_keyboard_alone_fills_undoes_and_submits_nothing_wrong(cast, programme, arrive, clerk_b):
    small_sheet(cast.branch_b, cast.secretary_b)
    page = open_grid(arrive("8001"))
    keys = page.keyboard
    page.locator("[data-box]").first.focus()
    # Down a column with Enter, up again with Shift+Enter; a typed figure is one step of undo.
    for text in ("95", "９６．５％", "97"):
        keys.type(text)
        keys.press("Enter")
    wait_saved(page)
    assert stored("output") == {"2001": "95", "p01": "96.5", "p02": "97"}
    assert box(page, "p01", "output").input_value() == "96.5"
    # Fill the last one from above, then take it back and do it again.
    keys.press("Control+d")
    wait_saved(page)
    assert stored("output")["p03"] == "97"
    keys.press("Control+z")
    page.wait_for_function("name => document.getElementsByName(name)[0].value === ''", arg=box_name("p03", "output"))
    wait_saved(page)
    assert "p03" not in stored("output")
    keys.press("Control+y")
    wait_saved(page)
    assert stored("output")["p03"] == "97"
    # Escape gives the value back; F2 moves the caret within the text.
    keys.type("1")
    keys.press("Escape")
    assert box(page, "p03", "output").input_value() == "97"
    keys.press("F2")
    keys.press("ArrowLeft")
    keys.type("8")
    keys.press("Enter")
    wait_saved(page)
    assert stored("output")["p03"] == "987"
    # Arrows move, a wrong figure stays in its field with its sentence and is not stored.
    keys.press("ArrowRight")
    keys.type("两次")
    keys.press("ArrowUp")
    page.locator("small.fault").wait_for()
    assert "“两次”不是一个数" in page.locator("small.fault").inner_text()
    assert stored("breach") == {}
    assert box(page, "p03", "breach").get_attribute("aria-invalid") == "true"
    # A block by Shift and the arrows is copied and pasted elsewhere.
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box(page, "2001", "output").focus()
    keys.press("Shift+ArrowDown")
    keys.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "95\r\n96.5"


def test_without_scripts_every_person_is_a_plain_form(cast, programme, arrive, clerk_b):
    small_sheet(cast.branch_b, cast.secretary_b)
    page = arrive("8001", java_script_enabled=False)
    page.goto(ENTRY_PAGE)
    box(page, "2001", "output").fill("95")
    page.locator("form[data-entry] button[type=submit]").first.click()
    assert "已保存 1 格" in page.locator("main").inner_text()
    page.goto(f"{ENTRY_PAGE}p01/")
    box(page, "p01", "output").fill("很多")
    box(page, "p01", "breach").fill("1")
    page.locator("form[data-entry] button[type=submit]").first.click()
    assert "“很多”不是一个数" in page.locator(".error-summary").inner_text()
    assert box(page, "p01", "output").input_value() == "很多"
    box(page, "p01", "output").fill("96")
    box(page, "p01", "attitude", "c").select_option("good")
    box(page, "p01", "attitude", "m").fill("带班抢修")
    page.locator("form[data-entry] button[type=submit]").first.click()
    assert page.url.endswith("/entry/p02/")
    assert stored() == {
        ("2001", "output"): "95",
        ("p01", "output"): "96",
        ("p01", "breach"): "1",
        ("p01", "attitude"): "good",
    }
    assert Measurement.objects.get(choice="good").comment == "带班抢修"


COPIED = [
    ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
    ("1\n2", [["1"], ["2"]]),
    ('"a\tb"\t"c ""d"""\r\n"e\r\nf"\tg', [["a\tb", 'c "d"'], ["e\r\nf", "g"]]),
    ("\t\r\n\t5\r\n", [["", ""], ["", "5"]]),
    ('5"\t6', [['5"', "6"]]),
    ("", [[""]]),
]


def test_what_spreadsheets_copy_is_read_field_by_field(sit_down, db):
    page = sit_down()
    page.goto("/login/")
    read = "text => import('/static/js/entry/block.js').then(block => block.readTsv(text))"
    assert [page.evaluate(read, text) for text, _rows in COPIED] == [rows for _text, rows in COPIED]


def test_on_a_phone_one_person_at_a_time_saves_itself_and_a_link_to_a_cell_leads_there(
    cast, programme, arrive, clerk_b
):
    small_sheet(cast.branch_b, cast.secretary_b)
    phone = arrive("8001", width=390, height=844, has_touch=True)
    phone.goto(ENTRY_PAGE)
    phone.get_by_role("link", name="陈书记").tap()
    phone.locator("form[data-ready]").wait_for()
    box(phone, "2001", "output").fill("95")
    box(phone, "2001", "breach").fill("1")
    box(phone, "2001", "attitude", "c").select_option("good")
    box(phone, "2001", "attitude", "m").tap()
    wait_saved(phone)
    assert stored() == {("2001", "output"): "95", ("2001", "breach"): "1", ("2001", "attitude"): "good"}
    # 95 × 60/100 = 57, 10 − 2 = 8, good 30
    assert phone.locator("[data-total]").inner_text() == "95.00"
    assert "完成率 95% × 权重 60 = 57.00" in phone.locator("[data-why]").first.inner_text()
    # What is still missing is the comment; the link to it opens the person's page in that very field.
    phone.goto(f"{ENTRY_PAGE}missing/")
    phone.locator(".missing-list a:visible").first.tap()
    phone.locator("form[data-ready]").wait_for()
    assert phone.evaluate("document.activeElement.name") == box_name("2001", "attitude", "m")
    # A link to the grid does the same where the grid is not shown.
    phone.goto(f"{ENTRY_PAGE}#{box_name('p02', 'output')}")
    phone.wait_for_url("**/entry/p02/#*")
    phone.locator("form[data-ready]").wait_for()
    assert phone.evaluate("document.activeElement.name") == box_name("p02", "output")
