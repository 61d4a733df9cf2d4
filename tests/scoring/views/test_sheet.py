"""The month of one branch on one page."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flagship.categories import PoliticalStatus
from flagship.models import IndicatorTemplate
from flagship.permissions import Role
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.actions.raise_objection import raise_objection
from scoring.actions.reopen import reopen
from scoring.models import Measurement, Participant
from scoring.rules.entries import Entry
from scoring.states import ObjectionKind
from tests.factories import AppointmentFactory, MemberFactory, UserFactory
from tests.scoring.rows import ENTRY, IN_PUBLICITY, SETTLED, declare, fill, open_sheet, people, simple_template
from tests.scoring.views.conftest import page


def text(response) -> str:
    """The words of a page without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def red(response) -> list[str]:
    """The words of the red buttons; those within a closed panel come into sight only when it is opened."""
    drawn = re.sub(r"<details.*?</details>", "", response.content.decode(), flags=re.DOTALL)
    found = re.findall(r"<(a|button)[^>]*btn-main[^>]*>(.*?)</\1>", drawn, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", words).strip() for _tag, words in found]


def blank(sheet, number: str) -> None:
    Measurement.objects.filter(participant__sheet=sheet, participant__member__employee_number=number).delete()


def test_a_full_draft_shows_values_totals_ranks_and_points(cast, filled, at, signed_in):
    at(ENTRY)
    shown = text(signed_in(cast.secretary_b).get(page("sheet", filled)))
    assert "陈书记 党员 97 97.00 97.00 1 +4" in shown
    assert "p11 党员 86 86.00 86.00 12 −3" in shown
    assert "参加12人，均为党员。" in shown
    assert "10–30 人" in shown
    assert "安排意见 五（三）2" in shown


def test_blank_cells_are_named_each_with_a_link_to_its_cell(cast, filled, at, signed_in):
    at(ENTRY)
    blank(filled, "p03")
    response = signed_in(cast.secretary_b).get(page("sheet", filled))
    assert "提交前还需处理 1 项" in text(response)
    (todo,) = response.context["problems"]["shown"]
    person = Participant.objects.get(member__employee_number="p03")
    indicator = person.template.indicators.get()
    assert todo.text == "p03 · 生产指标完成率 未填"
    assert todo.url == f"/branches/b/months/2026-03/entry/#n-{person.pk}-{indicator.pk}"


def test_many_problems_are_counted_and_the_first_are_shown(cast, draft, at, signed_in):
    at(ENTRY)
    people(cast.branch_b, 4, prefix="q")
    open_sheet(cast.branch_b)
    problems = signed_in(cast.secretary_b).get(page("sheet", draft)).context["problems"]
    assert (problems["count"], len(problems["shown"]), problems["more"]) == (16, 12, 4)


def test_the_red_button_is_what_comes_next(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    assert red(signed_in(cast.secretary_b).get(page("sheet", filled))) == ["提交公示"]
    assert red(signed_in(clerk_b).get(page("sheet", filled))) == ["继续填报"]
    blank(filled, "p03")
    assert red(signed_in(cast.secretary_b).get(page("sheet", filled))) == ["继续填报"]


def test_nothing_is_red_while_the_month_is_on_display(cast, publicised, at, signed_in):
    at(IN_PUBLICITY)
    assert red(signed_in(cast.secretary_b).get(page("sheet", publicised))) == []


def test_after_the_display_settling_is_red(cast, publicised, at, signed_in):
    at(SETTLED)
    assert red(signed_in(cast.secretary_b).get(page("sheet", publicised))) == ["结算本月"]


@pytest.mark.parametrize("who", ["auditor", "recorder"])
def test_readers_are_offered_no_move(cast, publicised, at, signed_in, who):
    at(SETTLED)
    response = signed_in(getattr(cast, who)).get(page("sheet", publicised))
    assert (response.context["page_moves"], response.context["moves"]) == ([], [])
    assert 'name="move"' not in response.content.decode()


def test_the_department_may_reopen_a_settled_month_and_nobody_else(cast, settled_month, at, signed_in):
    at(SETTLED)
    offered = signed_in(cast.officer).get(page("sheet", settled_month)).context["moves"]
    assert [move.name for move, _url in offered] == ["reopen"]
    response = signed_in(cast.secretary_b).get(page("sheet", settled_month))
    assert (response.context["page_moves"], response.context["moves"]) == ([], [])


@pytest.mark.parametrize("who", ["secretary_a", "party_member", "admin"])
def test_a_foreign_sheet_is_not_found(cast, filled, signed_in, who):
    assert signed_in(getattr(cast, who)).get(page("sheet", filled)).status_code == 404


def test_a_month_without_a_sheet_is_not_found(cast, filled, signed_in):
    client = signed_in(cast.secretary_b)
    assert client.get("/branches/b/months/2026-02/").status_code == 404
    assert client.get("/branches/b/months/2026-13/").status_code == 404


def test_those_who_do_not_take_part_have_a_tab_with_their_reason(cast, filled, at, signed_in):
    at(ENTRY)
    person = Participant.objects.get(member__employee_number="p05")
    excuse(participant=person, reason="借调集团公司", by=cast.secretary_b, now=ENTRY)
    response = signed_in(cast.secretary_b).get(page("sheet", filled), {"tab": "absent"})
    assert "借调集团公司" in text(response)
    assert [tab["count"] for tab in response.context["tabs"]] == [11, 1]


def test_an_undeclared_party_member_blocks_and_is_named(cast, filled, at, signed_in):
    at(ENTRY)
    MemberFactory(employee_number="u01", name="未报人", branch=cast.branch_b)
    open_sheet(cast.branch_b)
    response = signed_in(cast.secretary_b).get(page("sheet", filled))
    assert "未报人（u01）未申报" in text(response)


def test_only_the_department_sees_the_button_that_approves_the_secretarys_excuse(cast, filled, at, signed_in):
    at(ENTRY)
    person = Participant.objects.get(member=cast.secretary_b.person)
    excuse(participant=person, reason="休假", by=cast.secretary_b, now=ENTRY)
    button = page("approve_excuse", filled, employee_number="2001")
    absent = page("sheet", filled) + "?tab=absent"
    assert button in signed_in(cast.officer).get(absent).content.decode()
    assert button not in signed_in(cast.secretary_b).get(absent).content.decode()


def test_an_earlier_submission_stays_readable(cast, settled_month, clerk_b, at, signed_in):
    at(SETTLED)
    reopen(sheet=settled_month, reason="数据有误", by=cast.officer, now=SETTLED)
    fill(settled_month, {"p11": "99"}, by=clerk_b)
    client = signed_in(cast.secretary_b)
    shown = text(client.get(page("sheet", settled_month)))
    assert "p11 党员 99 99.00 99.00 1 +4" in shown
    assert "数据有误" in shown
    old = text(client.get(page("revision", settled_month, number=1)))
    assert "p11 党员 86 86.00 86.00 12 −3" in old
    assert "不再有效" in old
    assert client.get(page("revision", settled_month, number=2)).status_code == 404


def test_a_foreign_submission_is_not_found(cast, settled_month, signed_in):
    assert signed_in(cast.secretary_a).get(page("revision", settled_month, number=1)).status_code == 404


def test_sample_weights_and_policies_are_said(cast, filled, at, signed_in):
    at(ENTRY)
    IndicatorTemplate.objects.filter(code="simple-safety").update(sample_weights=True)
    shown = text(signed_in(cast.secretary_b).get(page("sheet", filled)))
    assert "示例权重" in shown
    assert "适用政策（第1版）" in shown
    assert "提交后自下一工作日起公示3个工作日。" in shown


def test_non_party_people_without_a_staff_table_are_told_their_standard(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    (worker,) = people(cast.branch_b, 1, prefix="w", status=PoliticalStatus.NON_PARTY)
    open_sheet(cast.branch_b)
    fill(filled, {worker.employee_number: "100"}, by=clerk_b)
    shown = text(signed_in(cast.secretary_b).get(page("sheet", filled)))
    assert "参加13人，其中党员12人" in shown
    assert "非党员职工积分按《员工积分制管理积分标准》执行。" in shown


def test_the_page_needs_as_many_queries_for_many_people_as_for_one(cast, programme, at, signed_in):
    at(ENTRY)
    simple_template()
    declare(cast.secretary_b.person)
    sheet = open_sheet(cast.branch_b)
    client = signed_in(cast.secretary_b)
    client.get(page("sheet", sheet))
    counts = []
    for prefix in ("", "x"):
        if prefix:
            people(cast.branch_b, 3, prefix=prefix)
            open_sheet(cast.branch_b)
        with CaptureQueriesContext(connection) as found:
            client.get(page("sheet", sheet))
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_a_deputy_of_today_may_act_and_one_of_yesterday_may_not(cast, filled, at, signed_in):
    at(ENTRY)
    day = ENTRY.date()
    deputy, former = UserFactory(name="代理"), UserFactory(name="前任")
    AppointmentFactory(user=deputy, role=Role.SECRETARY, branch=cast.branch_b, since=day)
    AppointmentFactory(user=former, role=Role.SECRETARY, branch=cast.branch_b, until=day - dt.timedelta(days=1))
    assert red(signed_in(deputy).get(page("sheet", filled))) == ["提交公示"]
    assert signed_in(former).get(page("sheet", filled)).status_code == 404


def test_a_cell_that_is_not_applicable_says_so_with_its_reason(cast, filled, clerk_b, at, signed_in):
    at(ENTRY)
    entry = Entry("p05", "output", number="", not_applicable=True, na_reason="停产检修")
    enter_values(sheet=filled, entries=[entry], by=clerk_b, now=ENTRY)
    shown = signed_in(cast.secretary_b).get(page("sheet", filled)).content.decode()
    assert "不适用" in shown
    assert "停产检修" in shown


def test_the_sheet_says_why_people_are_marked_by_this_template(cast, filled, at, signed_in):
    at(ENTRY)
    shown = text(signed_in(cast.secretary_b).get(page("sheet", filled)))
    assert "本支部尚无已备案的考核细则，按公司指标模板“安全生产”（第1版）执行。" in shown


def test_display_notice_and_objections_with_their_deadlines_stand_on_the_sheet(cast, publicised, signed_in, at):
    at(IN_PUBLICITY)
    about = publicised.participants.get(member__employee_number="p05").member
    objection = raise_objection(
        sheet=publicised, kind=ObjectionKind.MARK, about=about, text="有误", by=about.user, now=IN_PUBLICITY
    )
    text = signed_in(cast.secretary_b, language="en").get(page("sheet", publicised)).text
    rail = text[text.index('id="publicity"') :]
    assert "24:00 on 7 April" in rail
    assert reverse("reports:sheet_pdf", kwargs={"code": "b", "month": publicised.month}) in rail
    assert reverse("scoring:objection", kwargs={"pk": objection.pk}) in rail
    assert "answer by 24:00 on 8 April" in rail
