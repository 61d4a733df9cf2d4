"""Accepting many reports at once, and what a report filed again says differently."""

import pytest
from django.urls import reverse

from reports.actions.report import return_report, submit_report, write_report
from reports.models import QuarterReport
from reports.states import ReportState
from tests.factories import AppointmentFactory, BranchFactory, MemberFactory
from tests.reports.rows import APRIL, JANUARY, Q1, settle_month, settle_quarter

FILINGS = reverse("reports:filings", kwargs={"quarter": Q1})
ACCEPT = reverse("reports:accept_reports", kwargs={"quarter": Q1})
REPORT = reverse("reports:quarter_report", kwargs={"code": "a", "quarter": Q1})


def filed_by(branch, cast):
    secretary = AppointmentFactory(role="secretary", branch=branch).user
    crew = [MemberFactory(branch=branch) for _ in range(2)]
    settle_quarter(branch, {member: str(90 - place) for place, member in enumerate(crew)}, by=cast.clerk_a)
    return submit_report(branch=branch, quarter=Q1, by=secretary, now=APRIL)


def states() -> dict[str, ReportState]:
    return dict(QuarterReport.objects.values_list("branch__code", "state"))


def test_ticked_reports_are_accepted_and_the_others_left(cast, filed, signed_in):
    other = filed_by(BranchFactory(parent=cast.company, code="c"), cast)
    third = filed_by(BranchFactory(parent=cast.company, code="d"), cast)
    client = signed_in(cast.officer)
    answer = client.post(ACCEPT, {"branch": ["a", "c"]}, follow=True)
    assert states() == {"a": ReportState.ACCEPTED, "c": ReportState.ACCEPTED, "d": ReportState.SUBMITTED}
    assert [str(message) for message in answer.context["messages"]] == ["已接收 2 份报告。"]
    assert (other.branch.code, third.branch.code) == ("c", "d")


def test_each_is_accepted_for_itself_and_refusals_are_sentences(cast, filed, signed_in):
    filed_by(cast.general_one, cast)
    answer = signed_in(cast.officer).post(ACCEPT, {"branch": ["a", "lg-1"]}, follow=True)
    assert states() == {"a": ReportState.ACCEPTED, "lg-1": ReportState.SUBMITTED}
    _accepted, refused = (str(message) for message in answer.context["messages"])
    assert refused.startswith("老干第一党支部")
    assert "老干家委党总支" in refused


def test_accepting_twice_is_refused_by_name(cast, accepted, signed_in):
    answer = signed_in(cast.officer).post(ACCEPT, {"branch": ["a"]}, follow=True)
    (message,) = answer.context["messages"]
    assert str(message).startswith("机电党支部")


def test_nothing_ticked_is_a_sentence(cast, filed, signed_in):
    answer = signed_in(cast.officer).post(ACCEPT, {"branch": ["nowhere"]}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["请先勾选要接收的报告。"]
    assert states() == {"a": ReportState.SUBMITTED}


@pytest.mark.parametrize("who", ["recorder", "auditor", "secretary_a", "general_secretary", "admin"])
def test_only_the_department_accepts(cast, filed, signed_in, who):
    client = signed_in(getattr(cast, who))
    assert client.post(ACCEPT, {"branch": ["a"]}).status_code == 403
    assert states() == {"a": ReportState.SUBMITTED}


def test_boxes_stand_beside_what_can_be_accepted_now(cast, filed, signed_in):
    filed_by(cast.general_one, cast)
    rows = signed_in(cast.officer).get(FILINGS).context["rows"]
    assert {row.branch_code for row, _contact, acceptable in rows if acceptable} == {"a"}
    assert 'type="checkbox"' not in signed_in(cast.auditor).get(FILINGS).text


# --- filed again ----------------------------------------------------------------------------------------------------


def changes(client):
    context = client.get(REPORT).context
    return context["since"], [
        (change.where, change.what.zh, change.before, change.after) for change in context.get("changes") or []
    ]


def test_the_first_version_has_nothing_to_be_held_against(cast, filed, signed_in):
    assert changes(signed_in(cast.officer)) == (None, [])


def test_a_report_filed_again_shows_what_changed(cast, filed, settled, signed_in):
    return_report(filed, by=cast.officer, reason="请核对1月")
    filed.branch.month_sheets.get(month=JANUARY).revisions.update(state="reopened")
    totals = dict(zip(settled, ("96", "80", "70", "60"), strict=True))
    settle_month(cast.branch_a, JANUARY, totals, by=cast.clerk_a)
    write_report(branch=cast.branch_a, quarter=Q1, summary="已核对", missing_reason="", by=cast.secretary_a)
    seen = [("", "工作小结", "—", "已核对"), ("甲一（安全生产）", "季度得分", "90.00", "92.00")]
    client = signed_in(cast.officer)
    being_corrected = changes(client)
    submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a)
    assert being_corrected == changes(client) == (1, seen)
    assert "与第 1 版相比" in client.get(REPORT).text


def test_a_report_filed_again_unchanged_says_so(cast, filed, signed_in):
    return_report(filed, by=cast.officer, reason="请核对")
    submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a)
    client = signed_in(cast.officer)
    assert changes(client) == (1, [])
    assert "没有变化" in client.get(REPORT).text
