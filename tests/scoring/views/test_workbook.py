"""The month as a workbook on its page: download, upload, preview, confirm."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from flagship.models import AuditEvent
from flagship.workbooks import Problem
from scoring.actions.enter_values import enter_values
from scoring.models import Measurement
from scoring.rules.entries import Entry
from tests.queries import queries_of
from tests.scoring.rows import ENTRY, open_sheet, people, submitted
from tests.scoring.views.conftest import page
from tests.scoring.workbook.rows import changed, download, rich_template
from tests.workbooks import workbook_of

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")
OUTPUT = 3
"""The column of the first indicator."""


@pytest.fixture
def month(cast, programme):
    """Branch B with p01–p03; p01 has a value."""
    rich_template()
    people(cast.branch_b, 3)
    sheet = open_sheet(cast.branch_b)
    enter(sheet, cast.secretary_b, p01="90")
    return sheet


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_b, language="en")


def enter(sheet, by, **outputs) -> None:
    entries = [Entry(number, "output", number=text) for number, text in outputs.items()]
    enter_values(sheet=sheet, entries=entries, by=by, now=ENTRY)


def held() -> dict[str, object]:
    rows = Measurement.objects.filter(indicator__code="output").select_related("participant__member")
    return {row.participant.member.employee_number: row.number for row in rows}


def typed(data: bytes, **outputs) -> bytes:
    def change(book):
        for row in book["安全生产"].iter_rows(min_row=4):
            if row[0].value in outputs:
                row[OUTPUT - 1].value = outputs[row[0].value]

    return changed(data, change)


def upload(browser, sheet, data: bytes):
    return browser.post(page("import", sheet), {"file": SimpleUploadedFile("填报.xlsx", data)})


def confirm(browser, sheet, preview, **more):
    sealed = preview.context["confirm_form"].initial["sealed"]
    return browser.post(page("import", sheet), {"sealed": sealed, **more}, follow=True)


def test_the_workbook_is_named_in_chinese_and_its_leaving_written_down(cast, month, secretary):
    answer = secretary.get(page("entry_workbook", month))
    assert "filename*=utf-8''%E6%9C%BA%E5%85%B3" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["填写说明", "安全生产", "选项", "flagship-key"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "hidden", "veryHidden"]
    event = AuditEvent.objects.get(act="export")
    assert (event.by, event.what) == (cast.secretary_b, "机关党支部2026年3月填报.xlsx")


def test_only_the_cells_to_fill_in_are_unlocked_and_they_say_what_they_take(month, secretary):
    table = load_workbook(BytesIO(secretary.get(page("entry_workbook", month)).content))["安全生产"]
    assert table.freeze_panes == "C4"
    assert (table.protection.sheet, table.protection.password) == (True, None)
    unlocked = {cell.coordinate for row in table.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {cell.coordinate for row in table["C4:X6"] for cell in row}
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in table.data_validations.dataValidation}
    assert rules["C4:C6"] == ("decimal", "-100000000000000")
    assert rules["J4:J6"] == ("list", "'选项'!$A$1:$A$2")


def test_the_preview_stores_nothing_and_the_confirmation_everything(cast, month, secretary):
    preview = upload(secretary, month, typed(download(month), p01=91, p02="95.5%"))
    assert [(line["old"], line["new"]) for line in preview.context["changes"]] == [("90", "91"), ("", "95.5")]
    assert held() == {"p01": 90}
    assert "2 cells are saved." in confirm(secretary, month, preview).text
    assert held() == {"p01": 91, "p02": pytest.approx(95.5)}
    event = AuditEvent.objects.get(act="import_values")
    assert (event.by, event.detail) == (cast.secretary_b, {"cells": 2})


def test_a_second_confirmation_does_nothing_twice(month, secretary):
    preview = upload(secretary, month, typed(download(month), p02=95))
    confirm(secretary, month, preview)
    assert "Nothing was changed." in confirm(secretary, month, preview).text
    assert AuditEvent.objects.filter(act="import_values").count() == 1


def test_the_same_workbook_once_more_says_nothing_new(month, secretary):
    data = typed(download(month), p02=95)
    confirm(secretary, month, upload(secretary, month, data))
    again = upload(secretary, month, data)
    assert "nothing new" in again.text
    assert "confirm_form" not in again.context


def test_one_wrong_cell_and_nothing_can_be_confirmed(month, secretary):
    preview = upload(secretary, month, typed(download(month), p01="很多"))
    assert preview.status_code == 422
    (problem,) = preview.context["problems"]
    assert (problem.sheet, problem.row, problem.column) == ("安全生产", 4, "C 生产指标完成率（%）")
    assert "1 problem; nothing was stored." in preview.text
    assert "confirm_form" not in preview.context
    assert held() == {"p01": 90}


def test_only_who_says_so_stores_the_rows_without_problems(month, secretary):
    preview = upload(secretary, month, typed(download(month), p01="很多", p02=95))
    assert preview.status_code == 422
    assert "Or store 1 change from rows without a problem" in preview.text
    assert [line["change"].row.employee_number for line in preview.context["changes"]] == ["p02"]
    confirm(secretary, month, preview)
    assert held() == {"p01": 90, "p02": 95}


def test_a_conflict_keeps_the_pages_value_unless_the_workbooks_is_chosen(cast, month, secretary):
    data = download(month)
    enter(month, cast.secretary_b, p01="95")
    for choice, expected in (({}, 95), ({"take": "p01/output"}, 99)):
        preview = upload(secretary, month, typed(data, p01=99, p02=80))
        assert [line["change"].name for line in preview.context["conflicts"]] == ["p01/output"]
        confirm(secretary, month, preview, **choice)
        assert held() == {"p01": expected, "p02": 80}


def test_what_somebody_changes_after_the_preview_is_not_overwritten(cast, month, secretary):
    preview = upload(secretary, month, typed(download(month), p01=99, p02=80))
    enter(month, cast.secretary_b, p01="95")
    assert "changed by somebody after the preview" in confirm(secretary, month, preview).text
    assert held() == {"p01": 95}


def test_a_preview_is_confirmed_as_it_was_shown_by_whom_it_was_shown_to(month, secretary, clerk_b, signed_in):
    preview = upload(secretary, month, typed(download(month), p01=99))
    for browser, sealed in (
        (signed_in(clerk_b, language="en"), preview.context["confirm_form"].initial["sealed"]),
        (secretary, preview.context["confirm_form"].initial["sealed"] + "x"),
        (secretary, ""),
    ):
        answer = browser.post(page("import", month), {"sealed": sealed}, follow=True)
        assert "no longer valid" in answer.text
    assert held() == {"p01": 90}


def test_a_foreign_branch_is_not_there(cast, month, signed_in):
    for who in (cast.secretary_a, cast.clerk_a):
        browser = signed_in(who)
        assert browser.get(page("entry_workbook", month)).status_code == 404
        assert upload(browser, month, typed(download(month), p01=1)).status_code == 404
    assert held() == {"p01": 90}


def test_who_only_reads_may_take_the_workbook_and_not_bring_it_back(cast, month, signed_in):
    for who in (cast.auditor, cast.officer):
        browser = signed_in(who)
        assert browser.get(page("entry_workbook", month)).headers["Content-Type"].endswith("sheet")
        assert upload(browser, month, download(month)).status_code == 403


def test_a_settled_month_takes_and_gives_no_workbook(settled_month, secretary):
    for which in ("entry_workbook", "import"):
        answer = secretary.get(page(which, settled_month), follow=True)
        assert answer.redirect_chain == [(page("sheet", settled_month), 303)]
        assert "no longer being filled in" in answer.text


def test_a_month_submitted_after_the_preview_takes_nothing(filled, cast, secretary):
    preview = upload(secretary, filled, typed(download(filled), p01=1))
    submitted(filled, by=cast.secretary_b)
    assert "no longer being filled in" in confirm(secretary, filled, preview).text
    assert held()["p01"] == 96


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<a>" + b" " * 30_000_000)
    return out.getvalue()


def with_doctype() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", '<!DOCTYPE a [<!ENTITY b "c">]><Types/>')
    return out.getvalue()


OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
HOSTILE = {
    "empty": (b"", None),
    "not a workbook": (b"number,name", Problem.NOT_A_WORKBOOK),
    "only begins like one": (b"PK\x03\x04 nonsense", Problem.DAMAGED),
    "truncated": (workbook_of(["工号"])[:900], Problem.DAMAGED),
    "bomb": (bomb(), Problem.SUSPICIOUS),
    "document type": (with_doctype(), Problem.SUSPICIOUS),
    "encrypted": (OLE2 + "EncryptedPackage".encode("utf-16-le"), Problem.ENCRYPTED),
    "old format": (OLE2 + "Workbook".encode("utf-16-le"), Problem.OLD_FORMAT),
    "no cells": (workbook_of(), Problem.NO_CELLS),
    "too many columns": (workbook_of(["x"] * 300), Problem.TOO_MANY_COLUMNS),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_one_sentence(month, secretary, case):
    data, problem = HOSTILE[case]
    answer = upload(secretary, month, data)
    assert answer.status_code == 422
    ((name, sentences),) = answer.context["form"].errors.items()
    assert name == "file"
    with translation.override("en"):
        assert sentences == [problem.sentence] if problem else ["The submitted file is empty."]
    assert held() == {"p01": 90}


def test_confirming_one_cell_and_many_takes_the_same_number_of_queries(month, secretary):
    counts = []
    for outputs in ({"p01": 1}, {"p01": 2, "p02": 3, "p03": 4}):
        preview = upload(secretary, month, typed(download(month), **outputs))
        data = {"sealed": preview.context["confirm_form"].initial["sealed"]}
        counts.append(queries_of_first(lambda data=data: secretary.post(page("import", month), data)))
    assert counts[0] == counts[1]


def queries_of_first(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_the_preview_asks_the_database_as_often_for_one_change_as_for_three(month, secretary):
    data = download(month)
    one, three = typed(data, p01=1), typed(data, p01=2, p02=3, p03=4)
    assert queries_of(lambda: upload(secretary, month, one)) == queries_of(lambda: upload(secretary, month, three))


def test_sheet_and_entry_lead_to_the_workbook(cast, month, secretary, signed_in):
    for which in ("sheet", "entry"):
        shown = secretary.get(page(which, month)).text
        assert page("entry_workbook", month) in shown
        assert page("import", month) in shown
    assert page("import", month) not in signed_in(cast.auditor).get(page("sheet", month)).text
