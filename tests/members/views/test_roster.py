"""Importing the roster on its page: upload, preview, confirm."""

import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from flagship.workbooks import read_workbook
from members.models import Member
from tests.workbooks import workbook_of

HEAD = ["工号", "姓名", "党支部", "政治面貌"]
pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


@pytest.fixture
def officer(cast, signed_in):
    return signed_in(cast.officer, language="en")


def upload(browser, *rows, name="花名册.xlsx", data=None):
    file = SimpleUploadedFile(name, data or workbook_of(HEAD, *rows))
    return browser.post("/members/import/", {"file": file, "effective": "2026-03-01"})


def confirm(browser, preview, **changes):
    form = preview.context["confirm_form"]
    data = {"sealed": form.initial["sealed"], "effective": str(form.initial["effective"])}
    return browser.post("/members/import/", data | changes, follow=True)


def test_the_preview_stores_nothing_and_the_confirmation_everything(cast, officer):
    preview = upload(officer, ["6001", "甲", "机电党支部", "党员"], ["1004", "赵新名", "a", "群众"])
    assert re.search(r"赵职工</td>\s*<td[^>]*>赵新名", preview.text)
    assert not Member.objects.filter(employee_number="6001").exists()
    assert "The roster is imported." in confirm(officer, preview).text
    assert Member.objects.get(employee_number="6001").branch == cast.branch_a
    assert Member.objects.get(employee_number="1004").name == "赵新名"
    again = upload(officer, ["6001", "甲", "机电党支部", "党员"], ["1004", "赵新名", "a", "群众"])
    assert "nothing new" in again.text


def test_all_problems_are_listed_and_nothing_can_be_confirmed(cast, officer):
    preview = upload(officer, ["6001", "", "机电党支部", "党员"], ["6002", "乙", "火星", "外星人"])
    assert [(p.row, p.column) for p in preview.context["problems"]] == [
        (2, "姓名"),
        (3, "党支部"),
        (3, "政治面貌"),
    ]
    assert "confirm_form" not in preview.context
    assert "3 problems; nothing was stored." in preview.text


def test_missing_headings_are_a_problem_too(officer):
    preview = upload(officer, data=workbook_of(["姓名"], ["甲"]))
    assert "The headings 工号、党支部、政治面貌 are missing." in preview.text


@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04broken", workbook_of()[:500]])
def test_a_broken_workbook_is_one_sentence(officer, data):
    answer = upload(officer, data=data)
    assert answer.status_code == 422
    assert "xlsx" in answer.text


def test_a_preview_is_confirmed_as_it_was_shown(cast, officer, signed_in):
    preview = upload(officer, ["6001", "甲", "a", "党员"])
    for browser, changes in (
        (officer, {"effective": "2026-01-01"}),
        (officer, {"sealed": preview.context["confirm_form"].initial["sealed"] + "x"}),
        (signed_in(cast.second_officer, language="en"), {}),
    ):
        assert "no longer valid" in confirm(browser, preview, **changes).text
    assert not Member.objects.filter(employee_number="6001").exists()


def test_what_changed_meanwhile_is_found_at_the_confirmation(cast, officer):
    preview = upload(officer, ["6001", "甲", "b", "党员"])
    cast.branch_b.closed_on = "2026-03-01"
    cast.branch_b.save()
    assert "nothing was stored" in confirm(officer, preview).text
    assert not Member.objects.filter(employee_number="6001").exists()


def test_the_template_workbook_downloads(officer):
    answer = officer.get("/members/import/template.xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert read_workbook(answer.content).first.rows[0][:4] == tuple(HEAD)
