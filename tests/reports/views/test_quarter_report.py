"""The page of a branch's quarter report."""

import pytest
from django.urls import reverse

from flagship.categories import FlagCategory
from reports.actions.report import return_report
from reports.models import Nomination, QuarterReport, ReportComment
from reports.states import ReportState
from tests.factories import MemberFactory
from tests.reports.rows import MARCH, Q1, settle_month, settle_quarter


def page(code="a", name="quarter_report", **more):
    return reverse(f"reports:{name}", kwargs={"code": code, "quarter": Q1, **more})


def text(response) -> str:
    return response.content.decode()


def test_it_shows_the_figures_of_the_settled_months(cast, settled, signed_in):
    shown = text(signed_in(cast.secretary_a).get(page()))
    assert all(name in shown for name in ("甲一", "90.00", "+9", "安全生产"))


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary_a", 200),
        ("clerk_a", 200),
        ("officer", 200),
        ("recorder", 200),
        ("auditor", 200),
        ("secretary_b", 404),
        ("general_secretary", 404),
        ("admin", 404),
        ("party_member", 404),
    ],
)
def test_who_may_open_a_branchs_report(cast, settled, signed_in, who, status):
    assert signed_in(getattr(cast, who)).get(page()).status_code == status


def test_a_foreign_report_does_not_leak(cast, settled, signed_in):
    response = signed_in(cast.secretary_b).get(page())
    assert (response.status_code, "甲一" in text(response)) == (404, False)


def test_a_quarter_that_has_not_begun_and_a_unit_that_reports_nothing_are_404(cast, signed_in):
    client = signed_in(cast.officer)
    later = reverse("reports:quarter_report", kwargs={"code": "a", "quarter": "2026Q3"})
    assert [client.get(address).status_code for address in (later, page("lg"), page("company"))] == [404] * 3


def test_looking_stores_nothing(cast, settled, signed_in):
    signed_in(cast.secretary_a).get(page())
    assert QuarterReport.objects.count() == 0


def test_the_secretary_writes_nominates_and_files(cast, settled, signed_in):
    client = signed_in(cast.secretary_a)
    client.post(page(name="report_words"), {"summary": "生产平稳", "missing_reason": ""})
    whom = f"{settled[0].pk}-{FlagCategory.SAFETY}"
    client.post(page(name="add_nomination"), {"whom": whom, "citation": "排查隐患12项"})
    response = client.post(move("submit"))

    report = QuarterReport.objects.get()
    assert response.status_code == 303
    assert (report.state, report.summary) == (ReportState.SUBMITTED, "生产平稳")
    assert report.nominations.get().citation == "排查隐患12项"


def move(name: str, code="a") -> str:
    return reverse("reports:report_move", kwargs={"code": code, "quarter": Q1, "name": name})


def test_only_those_who_can_be_nominated_are_offered(cast, settled, nominated, signed_in):
    newcomer = MemberFactory(name="新来", branch=cast.branch_a)
    settle_month(cast.branch_b, MARCH, {newcomer: "99"}, by=cast.clerk_a)  # one month only

    form = signed_in(cast.secretary_a).get(page()).context["nomination_form"]
    offered = [label.split(" ")[0] for value, label in form.fields["whom"].choices if value]
    assert offered == ["乙二", "丙三", "丁四"]


def test_a_refused_nomination_keeps_what_was_typed(cast, settled, signed_in):
    response = signed_in(cast.secretary_a).post(page(name="add_nomination"), {"whom": "", "citation": "写了很多"})
    assert response.status_code == 422
    assert "写了很多" in text(response)
    assert Nomination.objects.count() == 0


def test_a_refusal_is_a_sentence_on_the_page_and_nothing_changes(cast, signed_in):
    response = signed_in(cast.secretary_a).post(move("submit"), follow=True)
    assert "2026年1月" in text(response)
    assert QuarterReport.objects.count() == 0


def test_the_department_accepts_by_the_button_and_the_secretary_has_none(cast, filed, signed_in):
    assert move("accept") in text(signed_in(cast.officer).get(page()))
    assert move("accept") not in text(signed_in(cast.secretary_a).get(page()))

    signed_in(cast.officer).post(move("accept"))
    assert QuarterReport.objects.get().state is ReportState.ACCEPTED


@pytest.mark.parametrize("who", ["secretary_a", "clerk_a", "recorder", "auditor"])
def test_others_cannot_accept_by_address(cast, filed, signed_in, who):
    assert signed_in(getattr(cast, who)).post(move("accept")).status_code == 403
    assert QuarterReport.objects.get().state is ReportState.SUBMITTED


def test_an_unknown_move_and_a_get_are_refused(cast, filed, signed_in):
    client = signed_in(cast.officer)
    assert (client.post(move("explode")).status_code, client.get(move("accept")).status_code) == (404, 405)


def test_a_returned_report_says_why_on_top(cast, filed, signed_in):
    return_report(filed, by=cast.officer, reason="请补充效益数据")
    assert "请补充效益数据" in text(signed_in(cast.secretary_a).get(page()))


def test_the_thread_takes_comments(cast, filed, signed_in):
    signed_in(cast.officer).post(page(name="report_comment"), {"text": "请核对2月"})
    assert ReportComment.objects.get().text == "请核对2月"


def test_the_citation_can_be_changed_and_the_nomination_withdrawn_until_filed(cast, nominated, signed_in):
    client = signed_in(cast.secretary_a)
    address = page(name="change_nomination", pk=nominated.pk)
    client.post(address, {"citation": "改写"})
    assert Nomination.objects.get().citation == "改写"
    client.post(address, {"withdraw": "1"})
    assert Nomination.objects.count() == 0


def test_another_branchs_nomination_cannot_be_reached(cast, nominated, signed_in):
    address = page("b", name="change_nomination", pk=nominated.pk)
    assert signed_in(cast.secretary_b).post(address, {"withdraw": "1"}).status_code == 404
    assert Nomination.objects.count() == 1


def test_queries_do_not_grow_with_the_people(cast, signed_in, queries_of):
    settle_quarter(cast.branch_a, {MemberFactory(branch=cast.branch_a): "80"}, by=cast.clerk_a)
    settle_quarter(cast.branch_b, {MemberFactory(branch=cast.branch_b): f"8{n}" for n in range(3)}, by=cast.clerk_a)
    client = signed_in(cast.officer)
    assert queries_of(client, page("a")) == queries_of(client, page("b"))
