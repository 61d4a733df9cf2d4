"""`/` for every role."""

import time_machine

from reports.models import FlagTitle
from tests.factories import BranchFactory, MemberFactory
from tests.reports.rows import at, settle_quarter
from tests.reports.views.test_titles import make_title


def text(response) -> str:
    return response.content.decode()


def test_the_list_stands_on_top_with_one_red_button(cast, filed, programme, signed_in):
    shown = text(signed_in(cast.officer).get("/"))
    assert "今天要办的 2 件事" in shown
    assert shown.count("btn-main") == 1
    assert "审核 1 份季度报告" in shown


def test_nothing_to_do_says_so(cast, signed_in):
    assert "今天没有待办" in text(signed_in(cast.auditor).get("/"))


def test_every_button_leads_to_a_page_its_reader_may_open(cast, accepted, programme, signed_in):
    for user in cast.everyone.values():
        client = signed_in(user)
        response = client.get("/")
        for task in response.context["tasks"] if response.context and "tasks" in response.context else []:
            assert client.get(task.url.split("?")[0]).status_code == 200, (user, task.title, task.url)


def test_a_member_without_an_office_is_led_to_their_points(cast, signed_in):
    response = signed_in(cast.party_member).get("/")
    assert (response.status_code, response["Location"]) == (302, "/me/")


def test_the_chart_sets_the_branch_beside_the_company(cast, settled, signed_in):
    settle_quarter(cast.branch_b, {MemberFactory(branch=cast.branch_b): "60"}, by=cast.secretary_b)
    own, company = signed_in(cast.secretary_a).get("/").context["chart"].series
    assert (own.values[-1], company.values[-1]) == (75, 72)  # (90+80+70+60) ÷ 4; with 60 more ÷ 5
    [alone] = signed_in(cast.officer).get("/").context["chart"].series
    assert alone.values[-1] == 72


def test_the_chart_ends_with_the_last_month_and_shows_gaps(cast, settled, signed_in):
    with time_machine.travel(at("2026-06-10 09:00"), tick=False):
        chart = signed_in(cast.secretary_a).get("/").context["chart"]
    assert (chart.places[-3:], chart.series[0].values[-3:]) == (["3月", "4月", "5月"], [75, None, None])
    assert len(chart.places) == 12


def test_the_administrator_sees_no_marks(cast, filed, signed_in):
    make_title(cast, filed)
    response = signed_in(cast.admin).get("/")
    assert response.context["chart"] is None
    assert "75" not in text(response)


def test_present_flag_bearers_are_those_of_the_branch(cast, filed, signed_in):
    make_title(cast, filed, name="甲一")
    elsewhere = make_title(cast, filed, 2, name="乙二")
    FlagTitle.objects.filter(pk=elsewhere.pk).update(branch=cast.branch_b)

    def bearers(user):
        return [title.name for title in signed_in(user).get("/").context["titles"]]

    assert bearers(cast.secretary_a) == ["甲一"]
    assert bearers(cast.officer) == ["甲一", "乙二"]


def test_the_page_takes_the_same_queries_for_one_and_for_many_branches(cast, filed, programme, signed_in, queries_of):
    client = signed_in(cast.officer)
    one = queries_of(client, "/")
    for _ in range(3):
        branch = BranchFactory(parent=cast.company)
        settle_quarter(branch, {MemberFactory(branch=branch): "80"}, by=cast.clerk_a)
    assert queries_of(client, "/") == one
