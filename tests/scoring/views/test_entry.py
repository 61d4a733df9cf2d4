"""Filling in a month: the whole sheet as one form, and one person at a time."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Member
from scoring.models import Measurement, Participant
from tests.factories import DeclarationFactory
from tests.scoring.rows import ENTRY, IN_PUBLICITY, declare, full_template, open_sheet, people, simple_template
from tests.scoring.views.conftest import page

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")


@pytest.fixture
def full(cast, programme):
    """Secretary Chen and p01, under completion, deduction and judgement; nothing is typed yet."""
    full_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 1, account=True)
    return open_sheet(cast.branch_b)


def box(sheet, number: str, code: str, letter: str = "n") -> str:
    """The name of a box: `n` number, `s` second, `c` choice, `m` comment, `t` target, `r` reason."""
    person = Participant.objects.get(sheet=sheet, member__employee_number=number)
    return f"{letter}-{person.pk}-{person.template.indicators.get(code=code).pk}"


def held(number: str, code: str = "output") -> Measurement | None:
    return Measurement.objects.filter(participant__member__employee_number=number, indicator__code=code).first()


def shown(response) -> dict[str, str]:
    """What stands in the text boxes of a page, by name."""
    inputs = r'<input class="form-control[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"'
    found = re.findall(inputs, response.content.decode())
    return {name: html.unescape(value) for name, value in found}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(response.content.decode())))


# --- the whole sheet ------------------------------------------------------------------------------------------------


def test_what_was_typed_is_saved_as_a_whole(cast, full, clerk_b, signed_in):
    data = {
        box(full, "2001", "output"): "95",
        box(full, "2001", "breach"): "１",
        box(full, "2001", "attitude", "c"): "good",
        box(full, "2001", "attitude", "m"): "带班检修",
        box(full, "p01", "output"): "88.5%",
    }
    response = signed_in(clerk_b).post(page("entry", full), data)
    assert (response.status_code, response.url) == (303, page("entry", full))
    assert [held("2001").number, held("2001", "breach").number, held("p01").number] == [95, 1, 88.5]
    assert (held("2001", "attitude").choice, held("2001", "attitude").comment) == ("good", "带班检修")
    assert Measurement.objects.count() == 4


def test_the_page_says_how_much_was_saved(cast, full, clerk_b, signed_in):
    client = signed_in(clerk_b)
    response = client.post(page("entry", full), {box(full, "p01", "output"): "88"}, follow=True)
    assert "已保存 1 格。" in words(response)
    response = client.post(page("entry", full), {}, follow=True)
    assert "没有改动。" in words(response)


def test_a_saved_page_can_lead_back_to_the_sheet(cast, full, clerk_b, signed_in):
    response = signed_in(clerk_b).post(page("entry", full), {box(full, "p01", "output"): "88", "next": "sheet"})
    assert response.url == page("sheet", full)


def test_all_problems_are_told_at_once_and_nothing_is_saved_or_lost(cast, full, clerk_b, signed_in):
    data = {
        box(full, "2001", "output"): "很多",
        box(full, "2001", "breach"): "2",
        box(full, "p01", "output"): "1e5",
        box(full, "p01", "breach"): "<b>3",
    }
    response = signed_in(clerk_b).post(page("entry", full), data)
    assert response.status_code == 422
    assert Measurement.objects.count() == 0
    assert {name: shown(response)[name] for name in data} == data
    told = words(response)
    assert "未保存：有 3 格需要先改正。" in told
    assert "陈书记（2001）“生产指标完成率”：“很多”不是一个数" in told
    assert "p01（p01）“生产指标完成率”：“1e5”是科学计数法" in told
    person = Participant.objects.get(member__employee_number="p01")
    assert f'href="#n-{person.pk}-' in response.content.decode()


def test_a_refused_page_shows_the_figures_of_what_can_be_taken(cast, full, clerk_b, signed_in):
    data = {box(full, "2001", "output"): "90", box(full, "p01", "output"): "x"}
    response = signed_in(clerk_b).post(page("entry", full), data)
    totals = {row.employee_number: str(row.total) for row in response.context["document"].rows}
    assert totals == {"2001": "54.00", "p01": "0.00"}


def test_nobody_enters_their_own_judgement(cast, full, signed_in):
    data = {box(full, "2001", "attitude", "c"): "good", box(full, "2001", "attitude", "m"): "自评"}
    client = signed_in(cast.secretary_b)
    response = client.post(page("entry", full), data)
    assert response.status_code == 422
    assert "定性指标不能由本人评定" in words(response)
    assert held("2001", "attitude") is None
    drawn = client.get(page("entry", full)).content.decode()
    (field,) = re.findall(rf'<select[^>]*name="{box(full, "2001", "attitude", "c")}"[^>]*>', drawn)
    assert " disabled" in field


def test_an_older_page_does_not_overwrite_what_somebody_else_saved(cast, filled, clerk_b, signed_in):
    client = signed_in(clerk_b)
    seen = client.get(page("entry", filled)).context["grid"].seen
    mine, theirs = box(filled, "p01", "output"), box(filled, "p02", "output")
    signed_in(cast.secretary_b).post(page("entry", filled), {theirs: "70"})
    client.post(page("entry", filled), {mine: "71", theirs: "95", "seen": seen})
    assert [held("p01").number, held("p02").number] == [71, 70]


def test_a_cell_changed_by_both_is_told_and_then_decided(cast, filled, clerk_b, signed_in):
    client = signed_in(clerk_b)
    seen = client.get(page("entry", filled)).context["grid"].seen
    name = box(filled, "p02", "output")
    signed_in(cast.secretary_b).post(page("entry", filled), {name: "70"})
    response = client.post(page("entry", filled), {name: "60", "seen": seen})
    assert "刚被他人改为“70”" in words(response)
    assert (held("p02").number, shown(response)[name]) == (70, "60")
    client.post(page("entry", filled), {name: "60", "seen": response.context["grid"].seen})
    assert held("p02").number == 60


def test_own_targets_have_a_layer_of_their_own(cast, full, clerk_b, signed_in):
    client, address = signed_in(clerk_b), page("entry", full) + "?show=targets"
    response = client.post(address, {box(full, "p01", "output", "t"): "80"})
    assert response.url == address
    assert held("p01").target == 80
    response = client.post(address, {box(full, "p01", "output", "t"): "0"})
    assert "目标值必须大于 0" in words(response)
    assert held("p01").target == 80


def test_reasons_have_a_layer_of_their_own(cast, full, clerk_b, signed_in):
    client, address = signed_in(clerk_b), page("entry", full) + "?show=reasons"
    client.post(address, {box(full, "p01", "breach", "r"): "不在一线"})
    assert (held("p01", "breach").not_applicable, held("p01", "breach").na_reason) == (True, "不在一线")
    client.post(address, {box(full, "p01", "breach", "r"): ""})
    assert held("p01", "breach") is None


def test_a_strange_layer_shows_the_values(cast, full, clerk_b, signed_in):
    response = signed_in(clerk_b).get(page("entry", full), {"show": "nothing"})
    assert response.context["layer"] == "values"


@pytest.mark.parametrize("who", ["officer", "auditor", "recorder"])
def test_those_who_only_read_may_not_type(cast, filled, signed_in, who):
    client = signed_in(getattr(cast, who))
    for address in (page("entry", filled), page("person_entry", filled, employee_number="p01")):
        assert client.get(address).status_code == 403
        assert client.post(address, {box(filled, "p01", "output"): "1"}).status_code == 403
    assert held("p01").number == 96


@pytest.mark.parametrize("who", ["secretary_a", "party_member", "admin"])
def test_a_foreign_sheet_is_not_found(cast, filled, signed_in, who):
    client = signed_in(getattr(cast, who))
    for address in (page("entry", filled), page("person_entry", filled, employee_number="p01")):
        assert client.get(address).status_code == 404
        assert client.post(address, {box(filled, "p01", "output"): "1"}).status_code == 404
    assert held("p01").number == 96


def test_a_month_on_display_is_no_longer_filled_in(cast, publicised, clerk_b, at, signed_in):
    at(IN_PUBLICITY)
    client = signed_in(clerk_b)
    for address in (page("entry", publicised), page("person_entry", publicised, employee_number="p01")):
        for response in (client.get(address), client.post(address, {box(publicised, "p01", "output"): "1"})):
            assert (response.status_code, response.url) == (303, page("sheet", publicised))
    assert "本月考核已不在填报中。" in words(client.get(page("sheet", publicised)))
    assert held("p01").number == 96


def test_a_sheet_on_which_nobody_is_marked_says_what_to_do(cast, programme, clerk_b, signed_in):
    sheet = open_sheet(cast.branch_b)
    assert "请先审核本支部人员的申报" in words(signed_in(clerk_b).get(page("entry", sheet)))


def test_the_page_needs_as_many_queries_for_many_people_as_for_one(cast, programme, clerk_b, signed_in):
    simple_template()
    declare(cast.secretary_b.person)
    sheet = open_sheet(cast.branch_b)
    client = signed_in(clerk_b)
    client.get(page("entry", sheet))
    counts = []
    for count in (0, 3):
        for member in people(cast.branch_b, count, prefix="x"):
            assert member.branch == cast.branch_b
        open_sheet(cast.branch_b)
        with CaptureQueriesContext(connection) as get:
            client.get(page("entry", sheet))
        counts.append(len(get))
    assert counts[0] == counts[1]


# --- one person -----------------------------------------------------------------------------------------------------


def test_one_person_has_every_box_of_the_sheet(cast, full, clerk_b, signed_in):
    response = signed_in(clerk_b).get(page("person_entry", full, employee_number="p01"))
    boxes = [box.part for cell in response.context["person"].cells for box in cell.boxes]
    assert sorted(set(boxes)) == ["choice", "comment", "na_reason", "number", "target"]
    assert (response.context["previous"].name, response.context["next"]) == ("陈书记", None)


def test_saving_one_person_leads_to_the_next(cast, full, clerk_b, signed_in):
    data = {
        box(full, "2001", "output"): "90",
        box(full, "2001", "output", "t"): "120",
        box(full, "2001", "breach", "r"): "不在一线",
        "seen": "{}",
        "next": "p01",
    }
    response = signed_in(clerk_b).post(page("person_entry", full, employee_number="2001"), data)
    assert response.url == page("person_entry", full, employee_number="p01")
    assert (held("2001").number, held("2001").target, held("2001", "breach").not_applicable) == (90, 120, True)


def test_a_page_of_one_person_touches_nobody_else(cast, full, clerk_b, signed_in):
    data = {box(full, "p01", "output"): "90", "seen": "{}"}
    signed_in(clerk_b).post(page("person_entry", full, employee_number="2001"), data)
    assert held("p01") is None


def test_a_refused_page_of_one_person_keeps_what_was_typed(cast, full, clerk_b, signed_in):
    data = {box(full, "p01", "output"): "九十", box(full, "p01", "breach"): "2"}
    response = signed_in(clerk_b).post(page("person_entry", full, employee_number="p01"), data)
    assert response.status_code == 422
    assert {name: shown(response)[name] for name in data} == data
    assert "“九十”不是一个数" in words(response)
    assert Measurement.objects.count() == 0


def test_somebody_who_is_not_on_the_sheet_is_not_found(cast, full, clerk_b, signed_in):
    assert signed_in(clerk_b).get(page("person_entry", full, employee_number="1003")).status_code == 404


def test_somebody_who_is_not_marked_is_found_among_those_who_do_not_take_part(cast, full, clerk_b, signed_in):
    client = signed_in(clerk_b)
    client.post(page("excuse", full, employee_number="p01"), {"reason": "病休"})
    response = client.get(page("person_entry", full, employee_number="p01"))
    assert response.url == page("sheet", full) + "?tab=absent"


def test_a_next_person_from_elsewhere_is_passed_over(cast, full, clerk_b, signed_in):
    address = page("person_entry", full, employee_number="p01")
    response = signed_in(clerk_b).post(address, {box(full, "p01", "output"): "1", "next": "//evil.example"})
    assert response.url == address


def test_a_person_who_declares_late_appears_with_the_next_opening(cast, full, clerk_b, signed_in):
    late = Member.objects.create(employee_number="late", name="迟报人")
    late.memberships.create(branch=cast.branch_b, since=ENTRY.date().replace(day=1, month=1))
    late.status_periods.create(status="party", since=ENTRY.date().replace(day=1, month=1))
    DeclarationFactory(member=late, branch=cast.branch_b)
    open_sheet(cast.branch_b)
    assert "迟报人" in words(signed_in(clerk_b).get(page("entry", full)))
