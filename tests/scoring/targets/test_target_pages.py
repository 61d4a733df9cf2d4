"""The targets' pages: read by those who see the sheets, written by those who fill them in."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from flagship import clock
from flagship.periods import TZ
from scoring.models import PersonTarget
from tests.scoring.rows import ENTRY, people
from tests.scoring.targets.test_set_targets import set_
from tests.scoring.targets.test_target_sheets import downloaded, stored

pytestmark = pytest.mark.django_db
PAGE = "/branches/b/targets/2026/"


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: ENTRY)


@pytest.fixture
def secretary(cast, draft, signed_in):
    return signed_in(cast.secretary_b)


def box(draft, number):
    row = draft.participants.select_related("member").get(member__employee_number=number)
    return f"t-{row.member_id}-{row.template.indicators.get(code='output').pk}"


def save(client, seen=None, address=PAGE, **typed):
    return client.post(address, {"seen": json.dumps(seen or {}), **typed})


def test_typed_targets_are_stored_for_the_year_or_the_month_the_page_shows(draft, secretary):
    answer = save(secretary, **{box(draft, "p01"): "110", box(draft, "p02"): ""})
    assert (answer.status_code, answer.url) == (303, PAGE)
    save(secretary, address=f"{PAGE}?month=2026-03", **{box(draft, "p01"): "９０％"})
    assert stored() == {("p01", ""): 110, ("p01", "2026-03"): 90}


def test_the_page_shows_what_is_set_and_what_holds_otherwise(cast, draft, secretary):
    set_(cast, ("p01", "output", None, "110"))
    name = box(draft, "p01")
    year, month = secretary.get(PAGE).content.decode(), secretary.get(f"{PAGE}?month=2026-03").content.decode()
    assert f'name="{name}" id="{name}" value="110" placeholder="100"' in year
    assert f'name="{name}" id="{name}" value="" placeholder="110"' in month


def test_a_refused_page_keeps_what_was_typed_and_says_where_it_is_wrong(draft, secretary):
    wrong, right = box(draft, "p01"), box(draft, "p02")
    answer = save(secretary, **{wrong: "0", right: "95"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'name="{wrong}" id="{wrong}" value="0"' in page
    assert f'name="{right}" id="{right}" value="95"' in page
    assert "目标值必须大于 0" in page
    assert not PersonTarget.objects.exists()


def test_an_older_page_overwrites_nobody_unasked(cast, draft, secretary):
    name = box(draft, "p01")
    set_(cast, ("p01", "output", None, "110"))
    assert save(secretary, **{name: "120"}).status_code == 422
    assert stored() == {("p01", ""): 110}
    assert save(secretary, {name: "110"}, **{name: "120"}).status_code == 303
    assert stored() == {("p01", ""): 120}


def test_readers_see_words_and_change_nothing(cast, draft, signed_in):
    set_(cast, ("p01", "output", None, "110"))
    for user in (cast.officer, cast.auditor, cast.recorder):
        client = signed_in(user)
        page = client.get(PAGE).content.decode()
        assert "<strong>110</strong>" in page
        assert "data-box" not in page
        assert save(client, **{box(draft, "p01"): "120"}).status_code == 403
        assert client.get(f"{PAGE}import/").status_code == 403
    for user in (cast.secretary_a, cast.clerk_a, cast.party_member, cast.employee, cast.admin):
        assert signed_in(user).get(PAGE).status_code == 404
        assert save(signed_in(user), **{box(draft, "p01"): "120"}).status_code == 404
    assert stored() == {("p01", ""): 110}


def test_an_unknown_year_and_a_unit_without_sheets_have_no_page(cast, secretary, signed_in):
    assert secretary.get("/branches/b/targets/2031/").status_code == 404
    assert signed_in(cast.officer).get("/branches/company/targets/2026/").status_code == 404


def test_a_workbook_is_shown_first_and_stored_when_confirmed(cast, draft, secretary):
    data = downloaded(cast, lambda put, _sheet: put("p03", "5月", 120))
    shown = upload(secretary, data)
    assert "p03" in shown.content.decode()
    assert not PersonTarget.objects.exists()
    sealed = shown.context["confirm_form"].initial["sealed"]
    for _again in range(2):
        assert secretary.post(f"{PAGE}import/", {"sealed": sealed}).status_code == 303
        assert stored() == {("p03", "2026-05"): 120}


def test_what_was_sealed_for_one_user_is_nobody_elses(cast, draft, secretary, signed_in, clerk_b):
    shown = upload(secretary, downloaded(cast, lambda put, _sheet: put("p03", "5月", 120)))
    sealed = shown.context["confirm_form"].initial["sealed"]
    for text in (sealed, "x" + sealed, ""):
        signed_in(clerk_b).post(f"{PAGE}import/", {"sealed": text})
    assert stored() == {}


def test_a_workbook_with_a_problem_is_told_and_not_confirmed(cast, draft, secretary):
    answer = upload(secretary, downloaded(cast, lambda put, _sheet: put("p03", "5月", 0)))
    assert (answer.status_code, "confirm_form" in answer.context) == (422, False)
    assert "目标值必须大于 0" in answer.content.decode()


def test_what_is_no_workbook_is_refused_with_a_sentence(draft, secretary):
    assert upload(secretary, b"%PDF-1.4 nothing").status_code == 422
    assert secretary.post(f"{PAGE}import/", {"block": ""}).status_code == 422


def test_a_pasted_block_means_the_month_of_the_page(draft, secretary):
    shown = secretary.post(f"{PAGE}import/?month=2026-03", {"block": "工号\t生产指标完成率\np01\t88\np02\t"})
    secretary.post(f"{PAGE}import/?month=2026-03", {"sealed": shown.context["confirm_form"].initial["sealed"]})
    assert stored() == {("p01", "2026-03"): 88}


def test_as_many_queries_for_three_people_as_for_forty(cast, draft, secretary, django_assert_max_num_queries):
    for address in (PAGE, f"{PAGE}?month=2026-03", f"{PAGE}targets.xlsx"):
        with django_assert_max_num_queries(60) as few:
            secretary.get(address)
        people(cast.branch_b, 10, prefix=f"q{len(address)}-")
        with django_assert_max_num_queries(len(few)):
            secretary.get(address)


def test_the_download_is_an_export_that_is_written_down(cast, secretary):
    answer = secretary.get(f"{PAGE}targets.xlsx")
    assert answer["Content-Disposition"].endswith(".xlsx")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_month_that_is_no_month_of_the_year_shows_the_years(secretary):
    for month in ("2025-03", "nonsense", "2026-13"):
        assert secretary.get(f"{PAGE}?month={month}").context["month"] is None


def test_in_december_the_page_of_the_next_year_shows_its_january(cast, draft, programme, secretary, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2027, 2, 1, 9, tzinfo=TZ))
    assert str(secretary.get(PAGE).context["at"]) == "2026-12"


def upload(client, data: bytes):
    return client.post(f"{PAGE}import/", {"file": SimpleUploadedFile("目标.xlsx", data)})
