"""A table of the branch's own on its pages: matched once, recognised next month, changed and forgotten."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from flagship.models import AuditEvent
from scoring.actions.layouts import remember_layout
from scoring.models import Measurement, WorkbookLayout
from tests.scoring.rows import full_template, open_sheet, people
from tests.scoring.views.conftest import page
from tests.workbooks import workbook_of

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")
ROWS = [["考核台账"], ["姓名", "完成率", "违章"], ["p01", "96.5%", 0], ["p02", 88, 1]]
MATCH = {
    "sheet": "0",
    "head": "2",
    "column_0": "@name",
    "column_1": "生产指标完成率（%）",
    "column_2": "个人违章（次）",
}


@pytest.fixture
def month(cast, programme):
    full_template()
    people(cast.branch_b, 2)
    return open_sheet(cast.branch_b)


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_b, language="en")


def upload(browser, sheet, *rows):
    return browser.post(page("import", sheet), {"file": SimpleUploadedFile("台账.xlsx", workbook_of(*rows))})


def match(browser, month, asked, /, **said):
    return browser.post(page("columns", month), {"kept": asked.context["kept"], **MATCH, "match": "1", **said})


def changes(preview) -> list[tuple[str, str, str]]:
    return [
        (line["change"].row.employee_number, line["change"].column.code, line["new"])
        for line in preview.context["changes"]
    ]


NEW = [("p01", "output", "96.5"), ("p01", "breach", "0"), ("p02", "output", "88"), ("p02", "breach", "1")]


def test_an_unknown_table_is_asked_about_then_previewed_then_stored(cast, month, secretary):
    asked = upload(secretary, month, *ROWS)
    assert "Columns of your own table" in asked.text
    assert {name: field.initial for name, field in asked.context["form"].fields.items() if "column" in name} == {
        name: what for name, what in MATCH.items() if "column" in name
    }
    assert "p01 · p02" in asked.text
    preview = match(secretary, month, asked, remember="on")
    assert changes(preview) == NEW
    assert not Measurement.objects.exists()
    sealed = preview.context["confirm_form"].initial["sealed"]
    assert "4 cells are saved." in secretary.post(page("import", month), {"sealed": sealed}, follow=True).text
    assert Measurement.objects.count() == 4


def test_the_table_is_recognised_next_time(cast, month, secretary):
    match(secretary, month, upload(secretary, month, *ROWS), remember="on")
    again = upload(secretary, month, ["另一个标题"], [], *ROWS[1:])
    assert changes(again) == NEW
    assert "said on 2026-04-02." in again.text
    assert AuditEvent.objects.filter(act="remember_layout").count() == 1


def test_a_table_that_is_not_to_be_remembered_is_not(month, secretary):
    match(secretary, month, upload(secretary, month, *ROWS))
    assert not WorkbookLayout.objects.exists()


def test_the_layout_of_another_branch_says_nothing(cast, month, secretary):
    layout(cast.branch_a, cast.secretary_a)
    assert "kept" in upload(secretary, month, *ROWS).context


def test_from_the_preview_back_to_the_columns(month, secretary):
    preview = match(secretary, month, upload(secretary, month, *ROWS), remember="on")
    matched = preview.context["matched"]
    assert {name: str(value) for name, value in matched.items() if name != "kept"} == {**MATCH, "remember": "on"}
    back = secretary.post(page("columns", month), {**matched, "change": "1"})
    assert back.status_code == 200
    assert [field.value() for _letter, _heading, field, _cells in back.context["rows"]] == [
        MATCH[f"column_{place}"] for place in range(3)
    ]


def test_another_row_of_headings_shows_its_columns(month, secretary):
    asked = upload(secretary, month, *ROWS)
    other = match(secretary, month, asked, look="1", head="1")
    assert [heading for _letter, heading, *_more in other.context["rows"]] == ["考核台账"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"column_0": ""}, "Say which column holds the employee number or the name."),
        ({"column_1": "", "column_2": ""}, "Say for at least one column which indicator it holds."),
        ({"column_2": MATCH["column_1"]}, "Two columns are said to hold the same"),
        ({"column_1": "别的"}, "Select a valid choice"),
        ({"head": "9"}, "The sheet has fewer rows."),
        ({"head": "x"}, "Enter a whole number."),
        ({"sheet": "7"}, "Select a valid choice"),
    ],
)
def test_what_makes_no_sense_is_asked_again(month, secretary, said, sentence):
    answer = match(secretary, month, upload(secretary, month, *ROWS), **said)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize("kept", ["", "nonsense"])
def test_what_was_not_kept_here_is_not_taken(month, secretary, kept):
    answer = secretary.post(page("columns", month), {**MATCH, "kept": kept}, follow=True)
    assert "The preview is no longer valid" in answer.text


def test_nobody_takes_over_what_somebody_else_uploaded(cast, month, secretary, signed_in):
    asked = upload(secretary, month, *ROWS)
    answer = signed_in(cast.secretary_a).post(page("columns", month), {"kept": asked.context["kept"], **MATCH})
    assert answer.status_code == 404


def layout(branch, by) -> WorkbookLayout:
    columns = {0: "@name", 1: MATCH["column_1"], 2: MATCH["column_2"]}
    return remember_layout(branch=branch, name="台账", headings=ROWS[1], columns=columns, by=by)


def test_a_layout_is_listed_changed_and_forgotten(cast, month, secretary):
    found = layout(cast.branch_b, cast.secretary_b)
    where = page("layout", month, pk=found.pk)
    assert where in secretary.get(page("import", month)).text
    assert "完成率" in secretary.get(where).text
    secretary.post(where, {"column_0": "@name", "column_1": "", "column_2": MATCH["column_2"]})
    found.refresh_from_db()
    assert found.columns == {"0": "@name", "2": "个人违章（次）"}
    secretary.post(where, {"forget": "1"})
    assert not WorkbookLayout.objects.exists()
    assert AuditEvent.objects.filter(act="forget_layout").count() == 1


def test_the_layout_of_a_foreign_branch_does_not_exist(cast, month, secretary):
    found = layout(cast.branch_a, cast.secretary_a)
    assert secretary.get(page("layout", month, pk=found.pk)).status_code == 404


def test_indicators_that_are_gone_are_asked_about_again(cast, month, secretary):
    found = layout(cast.branch_b, cast.secretary_b)
    WorkbookLayout.objects.filter(pk=found.pk).update(columns={"0": "@name", "1": "去年的指标"})
    answer = upload(secretary, month, *ROWS)
    assert "kept" in answer.context
    assert "other indicators than before" in answer.text
