"""The thread of a quarter report, point by point."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from flagship.moves import AlreadyDone, Refused
from reports.actions.points_raised import answer_point, deal_with_point, raise_point
from reports.actions.report import return_report, submit_report
from reports.models import ReportComment
from reports.states import ReportSection
from tests.reports.rows import APRIL, Q1, at
from tests.reports.views.test_quarter_report import page


def thread(name: str, point: ReportComment) -> str:
    return reverse(f"reports:{name}", kwargs={"code": "a", "quarter": Q1, "pk": point.pk})


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def point(cast, filed, settled) -> ReportComment:
    """The Department asks about the first person's line."""
    return raise_point(
        filed, text="请核对2月得分", section=ReportSection.PEOPLE, member=settled[0], by=cast.officer, now=APRIL
    )


def test_a_point_is_about_a_section_or_a_persons_line(cast, filed, settled, signed_in):
    client = signed_in(cast.officer)
    client.post(page(name="report_comment"), {"text": "小结太短", "about": "summary"})
    client.post(page(name="report_comment"), {"text": "请核对", "about": f"member-{settled[1].pk}"})
    client.post(page(name="report_comment"), {"text": "生造", "about": "member-0"})
    assert [(row.section, row.member) for row in ReportComment.objects.all()] == [
        (ReportSection.SUMMARY, None),
        (ReportSection.PEOPLE, settled[1]),
    ]
    shown = client.get(page())
    assert [one.about for one in shown.context["points"]] == ["工作小结", settled[1].name]
    assert shown.context["with_points"] == {settled[1].pk}


def test_the_secretary_answers_and_the_department_deals_with_it(cast, point, signed_in):
    signed_in(cast.secretary_a).post(thread("report_answer", point), {"text": "已核对，无误"})
    page_of_officer = signed_in(cast.officer).get(page())
    (one,) = page_of_officer.context["points"]
    assert ([answer.text for answer in one.answers], one.closable) == (["已核对，无误"], True)
    shown = signed_in(cast.officer).post(thread("report_dealt", point), follow=True)
    assert shown.context["open_points"] == 0
    point.refresh_from_db()
    assert point.dealt_by == cast.officer


def test_a_report_filed_again_shows_what_is_still_open_and_keeps_the_history(cast, point, signed_in):
    deal_with_point(point, by=cast.officer, now=APRIL)
    report = return_report(point.report, by=cast.officer, reason="请补充效益数据", now=APRIL)
    assert "请补充效益数据" in signed_in(cast.secretary_a).get(page()).text
    submit_report(branch=report.branch, quarter=Q1, by=cast.secretary_a, now=at("2026-04-10 09:00"))
    shown = signed_in(cast.officer).get(page())
    assert shown.context["open_points"] == 1
    assert "有1个问题待处理" in shown.text.replace(" ", "")
    assert [(one.point.text, one.point.version, bool(one.point.dealt_at)) for one in shown.context["points"]] == [
        ("请补充效益数据", 1, False),
        ("请核对2月得分", 1, True),
    ]


def test_the_branch_does_not_close_the_points_of_its_reviewers(cast, point, signed_in):
    client = signed_in(cast.secretary_a)
    assert not client.get(page()).context["points"][0].closable
    assert "由审核单位标记" in said(client.post(thread("report_dealt", point), follow=True))
    point.refresh_from_db()
    assert point.dealt_at is None


@pytest.mark.parametrize("who", ["clerk_a", "auditor", "recorder"])
def test_readers_write_nothing(cast, point, signed_in, who):
    user, client = getattr(cast, who), signed_in(getattr(cast, who))
    for verb in (
        lambda: raise_point(point.report, text="x", by=user),
        lambda: answer_point(point, text="x", by=user),
        lambda: deal_with_point(point, by=user),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert client.post(thread("report_answer", point), {"text": "x"}).status_code == 403
    assert client.post(thread("report_dealt", point)).status_code == 403
    assert ReportComment.objects.count() == 1


def test_another_branch_finds_no_thread(cast, point, signed_in):
    assert signed_in(cast.secretary_b).post(thread("report_answer", point), {"text": "x"}).status_code == 404
    assert signed_in(cast.officer).post(page("b", name="report_comment"), {"text": "x"}).status_code == 404


def test_twice_and_afterwards_are_refused_with_a_sentence(cast, point, signed_in):
    deal_with_point(point, by=cast.officer, now=APRIL)
    with pytest.raises(AlreadyDone):
        deal_with_point(point, by=cast.second_officer, now=APRIL)
    with pytest.raises(AlreadyDone):
        answer_point(point, text="还有", by=cast.secretary_a, now=APRIL)
    client = signed_in(cast.officer)
    assert "该问题已处理" in said(client.post(thread("report_dealt", point), follow=True))
    assert "该问题已处理" in said(client.post(thread("report_answer", point), {"text": "还有"}, follow=True))


def test_an_empty_answer_is_refused(cast, point):
    with pytest.raises(Refused):
        answer_point(point, text=" ", by=cast.secretary_a, now=APRIL)


def test_an_answer_has_no_answers_of_its_own(cast, point, signed_in):
    answer = answer_point(point, text="已核对", by=cast.secretary_a, now=APRIL)
    assert signed_in(cast.officer).post(thread("report_answer", answer), {"text": "x"}).status_code == 404


def test_the_thread_takes_the_same_queries_for_one_point_and_for_three(cast, point, signed_in, queries_of):
    client = signed_in(cast.officer)
    one = queries_of(client, page())
    for text in ("二", "三"):
        answer_point(raise_point(point.report, text=text, by=cast.officer), text="好", by=cast.secretary_a)
    assert queries_of(client, page()) == one
