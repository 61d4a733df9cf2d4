"""The pages of the promotion run."""

import datetime as dt

import pytest
import time_machine

from flagship.permissions import Role
from scoring.models import MonthSheet, StarRating, StarRun
from scoring.states import SheetState, StarRunState
from tests.queries import queries_of
from tests.scoring.actions.test_star_runs import RULES, adopt
from tests.scoring.rows import SETTLED

LIST = "/stars/"
DAY = SETTLED + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel(DAY, tick=False):
        yield


@pytest.fixture
def company(cast, settled_month):
    MonthSheet.objects.exclude(pk=settled_month.pk).update(state=SheetState.VOID)
    adopt(cast)
    return cast


@pytest.fixture
def client(company, signed_in):
    return signed_in(company.officer)


@pytest.fixture
def run(client) -> StarRun:
    client.post(f"{LIST}new/", {"window": "2026-03"})
    return StarRun.objects.get()


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_a_list_is_drawn_up_looked_through_and_confirmed(client):
    assert "2026-03" in client.get(LIST).text
    page = client.post(f"{LIST}new/", {"window": "2026-03"}, follow=True)
    run = StarRun.objects.get()
    assert page.request["PATH_INFO"] == f"/stars/{run.pk}/"
    assert "积分84分，达到4星（83分起）；首次评定。" in page.text
    line = run.lines.get(member__employee_number="p11")
    page = client.post(f"/stars/{run.pk}/people/{line.pk}/", {"reason": "休产假"}, follow=True)
    assert "豁免，本期不评定：休产假" in page.text
    page = client.post(f"/stars/{run.pk}/moves/confirm/", follow=True)
    assert "已生效" in page.text
    assert StarRating.objects.get(member__employee_number="p11").star is None
    assert StarRating.objects.filter(star=4).count() == 2


def test_the_tabs_and_the_search_narrow_the_list(client, run):
    assert len(client.get(f"/stars/{run.pk}/?change=first").context["rows"]) == 12
    assert len(client.get(f"/stars/{run.pk}/?change=up").context["rows"]) == 0
    assert [row.name for row, _why in client.get(f"/stars/{run.pk}/?search=p11").context["rows"]] == ["p11"]


def test_an_exemption_without_a_reason_is_refused(client, run):
    line = run.lines.first()
    assert "豁免须说明理由" in said(client.post(f"/stars/{run.pk}/people/{line.pk}/", {"reason": " "}, follow=True))
    assert not run.lines.exclude(exempt_reason="").exists()


def test_an_exempted_person_can_be_put_back(client, run):
    line = run.lines.first()
    for answer in ({"reason": "休产假"}, {"include": "1"}):
        client.post(f"/stars/{run.pk}/people/{line.pk}/", answer)
    line.refresh_from_db()
    assert (line.exempt_reason, line.exempt_by) == ("", None)


def test_twice_is_refused_with_a_sentence(client, run):
    assert "名单已经拟定" in said(client.post(f"{LIST}new/", {"window": "2026-03"}, follow=True))
    line = run.lines.first()
    client.post(f"/stars/{run.pk}/moves/confirm/")
    assert "已被他人处理" in said(client.post(f"/stars/{run.pk}/moves/confirm/", follow=True))
    answer = client.post(f"/stars/{run.pk}/people/{line.pk}/", {"reason": "x"}, follow=True)
    assert "名单已不在拟定中" in said(answer)
    assert StarRating.objects.count() == 12


def test_out_of_order_is_refused_with_a_sentence(client, run):
    MonthSheet.objects.filter(branch__code="a").update(state=SheetState.DRAFT)
    assert "机电党支部2026年3月" in said(client.post(f"/stars/{run.pk}/moves/confirm/", follow=True)).replace(" ", "")
    assert "尚未结束" in said(client.post(f"{LIST}new/", {"window": "2026-04"}, follow=True))
    assert not StarRating.objects.exists()


def test_the_wrong_person_is_refused(company, signed_in, run):
    recorder = signed_in(company.recorder)
    assert "党群工作部" in said(recorder.post(f"/stars/{run.pk}/moves/confirm/", follow=True))
    assert "move-panel" not in recorder.get(f"/stars/{run.pk}/").text
    line = run.lines.first()
    for who in ("auditor", "secretary_b", "admin"):
        browser = signed_in(getattr(company, who))
        posts = (
            browser.post(f"{LIST}new/", {"window": "2026-03"}),
            browser.post(f"/stars/{run.pk}/moves/confirm/"),
            browser.post(f"/stars/{run.pk}/people/{line.pk}/", {"reason": "x"}),
        )
        assert {answer.status_code for answer in posts} == {403}
    assert StarRun.objects.get().state is StarRunState.PROPOSED


def test_an_example_is_said_to_be_one_and_rates_nobody(cast, settled_month, signed_in):
    client = signed_in(cast.officer)
    page = client.get(LIST)
    assert "星级办法是示例" in page.text
    assert page.context["windows"] == []
    assert "星级办法是示例" in said(client.post(f"{LIST}new/", {"window": "2026"}, follow=True))


def test_a_strange_window_and_a_strange_move_are_404(client, run):
    assert client.post(f"{LIST}new/", {"window": "2026-13"}).status_code == 404
    assert client.post(f"/stars/{run.pk}/moves/demote/").status_code == 404


def test_the_list_as_a_workbook_holds_everybody(client, run):
    answer = client.get(f"/stars/{run.pk}/stars.xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_list_takes_the_same_queries_for_one_and_for_twelve(client, run):
    address = f"/stars/{run.pk}/"
    assert queries_of(lambda: client.get(f"{address}?search=p11")) == queries_of(lambda: client.get(address))


def test_the_committee_rates_where_the_scheme_names_it(company, signed_in):
    adopt(company, rules=RULES, promoter=Role.COMMITTEE)
    client = signed_in(company.recorder)
    client.post(f"{LIST}new/", {"window": "2026-03"})
    client.post(f"/stars/{StarRun.objects.get().pk}/moves/confirm/")
    assert StarRun.objects.get().confirmed_by == company.recorder
