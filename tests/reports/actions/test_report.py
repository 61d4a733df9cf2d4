"""The life of a branch's quarter report."""

import pytest
from django.core.exceptions import PermissionDenied

from flagship.categories import FlagCategory
from flagship.models import Transition
from flagship.moves import AlreadyDone, Refused
from reports.actions.nominate import nominate, withdraw_nomination
from reports.actions.points_raised import raise_point
from reports.actions.report import (
    accept_report,
    forward_report,
    return_report,
    send_back_report,
    submit_report,
    write_report,
)
from reports.documents import ReportContent
from reports.models import Nomination, QuarterLine, QuarterReport
from reports.states import ReportState
from tests.factories import AppointmentFactory, MemberFactory
from tests.reports.rows import APRIL, JANUARY, Q1, at, settle_month, settle_quarter

SAFETY = FlagCategory.SAFETY


# --- nominations ----------------------------------------------------------------------------------------------------


def put_forward(cast, member, *, by=None, category=SAFETY, citation="好", quarter=Q1, branch=None):
    return nominate(
        branch=branch or cast.branch_a,
        quarter=quarter,
        member=member,
        category=category,
        citation=citation,
        by=by or cast.secretary_a,
    )


def test_a_nomination_needs_two_settled_months_in_its_category(cast, people):
    settle_month(cast.branch_a, JANUARY, dict.fromkeys(people, "80"), by=cast.clerk_a)

    with pytest.raises(Refused, match=r"甲一.* 1 "):
        put_forward(cast, people[0])
    assert Nomination.objects.count() == 0


def test_months_in_another_category_do_not_count(cast, settled):
    with pytest.raises(Refused, match=" 0 "):
        put_forward(cast, settled[0], category=FlagCategory.MARKETING)


def test_nobody_nominates_themself(cast, settled):
    secretary = cast.secretary_a.person
    settle_quarter(cast.branch_b, {secretary: "99"}, by=cast.clerk_a)

    with pytest.raises(Refused, match=r"themself|自己"):
        put_forward(cast, secretary)


def test_the_branch_of_quarter_end_nominates(cast, settled):
    settled[0].memberships.update(until=Q1.last_day)
    settled[0].memberships.create(branch=cast.branch_b, since=Q1.last_day)

    with pytest.raises(Refused):
        put_forward(cast, settled[0])
    assert put_forward(cast, settled[0], branch=cast.branch_b, by=cast.secretary_b).member == settled[0]


def test_one_nomination_a_person_and_quarter(cast, nominated):
    with pytest.raises(Refused):
        put_forward(cast, nominated.member)
    assert Nomination.objects.count() == 1


def test_a_nomination_needs_its_citation(cast, settled):
    with pytest.raises(Refused, match="甲一"):
        put_forward(cast, settled[0], citation="  ")


@pytest.mark.parametrize("who", ["clerk_a", "secretary_b", "officer", "general_secretary", "auditor", "party_member"])
def test_only_the_branchs_secretary_nominates(cast, settled, who):
    with pytest.raises(PermissionDenied):
        put_forward(cast, settled[0], by=getattr(cast, who))


def test_a_nomination_cannot_be_withdrawn_from_a_filed_report(cast, filed):
    with pytest.raises(Refused):
        withdraw_nomination(filed.nominations.get(), by=cast.secretary_a)
    assert Nomination.objects.count() == 1


# --- filing ---------------------------------------------------------------------------------------------------------


def test_filing_freezes_content_lines_and_figures(cast, filed, nominated):
    nominated.refresh_from_db()
    content = ReportContent.from_json(filed.content)

    assert (filed.state, filed.version, filed.submitted_by) == (ReportState.SUBMITTED, 1, cast.secretary_a)
    assert [person.name for person in content.people] == ["甲一", "乙二", "丙三", "丁四"]
    assert [line.name for line in QuarterLine.objects.all()] == ["甲一", "乙二", "丙三", "丁四"]
    assert nominated.figures == content.people[0].to_json()
    assert nominated.line.net == 9


def test_a_report_is_not_filed_before_the_quarter_is_over(cast, settled):
    with pytest.raises(Refused, match="2026-04-01"):
        submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=at("2026-03-31 23:59"))
    assert QuarterLine.objects.count() == 0


def test_a_missing_month_needs_its_reason(cast, people):
    settle_month(cast.branch_a, JANUARY, dict.fromkeys(people, "80"), by=cast.clerk_a)
    with pytest.raises(Refused, match="2026年2月、2026年3月"):
        submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)

    write_report(branch=cast.branch_a, quarter=Q1, summary="", missing_reason="停产检修", by=cast.secretary_a)
    report = submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)
    assert ReportContent.from_json(report.content).missing_reason == "停产检修"


def test_filing_twice_is_refused_and_changes_nothing(cast, filed):
    with pytest.raises(AlreadyDone):
        submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)
    assert QuarterReport.objects.get().version == 1


@pytest.mark.parametrize("who", ["clerk_a", "secretary_b", "officer", "general_secretary"])
def test_only_the_branchs_secretary_files(cast, settled, who):
    with pytest.raises(PermissionDenied):
        submit_report(branch=cast.branch_a, quarter=Q1, by=getattr(cast, who), now=APRIL)


def test_a_person_stands_in_one_report_only(cast, filed, settled):
    settled[0].memberships.update(until=Q1.last_day)
    settled[0].memberships.create(branch=cast.branch_b, since=Q1.last_day)
    settle_quarter(cast.branch_b, {cast.secretary_b.person: "80"}, by=cast.secretary_b)

    with pytest.raises(Refused, match=r"甲一.*机电党支部"):
        submit_report(branch=cast.branch_b, quarter=Q1, by=cast.secretary_b, now=APRIL)


# --- the way up and back --------------------------------------------------------------------------------------------


def test_a_branch_of_the_committee_reports_to_the_department_directly(cast, filed):
    with pytest.raises(Refused):
        forward_report(filed, by=AppointmentFactory(role="secretary", branch=cast.company).user, now=APRIL)
    assert accept_report(filed, by=cast.officer, now=APRIL).state is ReportState.ACCEPTED


def test_a_general_branch_forwards_before_the_department_accepts(cast):
    secretary = AppointmentFactory(role="secretary", branch=cast.general_one).user
    settle_quarter(cast.general_one, {MemberFactory(branch=cast.general_one): "80"}, by=secretary)
    report = submit_report(branch=cast.general_one, quarter=Q1, by=secretary, now=APRIL)
    with pytest.raises(Refused, match="老干家委党总支"):
        accept_report(report, by=cast.officer, now=APRIL)

    report = forward_report(report, by=cast.general_secretary, now=APRIL)
    assert accept_report(report, by=cast.officer, now=APRIL).state is ReportState.ACCEPTED


def test_a_general_branch_sends_back_with_a_reason(cast):
    secretary = AppointmentFactory(role="secretary", branch=cast.general_one).user
    settle_quarter(cast.general_one, {MemberFactory(branch=cast.general_one): "80"}, by=secretary)
    report = submit_report(branch=cast.general_one, quarter=Q1, by=secretary, now=APRIL)

    with pytest.raises(Refused):
        send_back_report(report, by=cast.general_secretary, reason="", now=APRIL)
    report = send_back_report(report, by=cast.general_secretary, reason="请补充事迹", now=APRIL)
    assert (report.state, report.comments.get().text) == (ReportState.RETURNED, "请补充事迹")


def test_a_general_branch_has_no_say_over_other_branches(cast, filed):
    with pytest.raises(PermissionDenied):
        forward_report(filed, by=cast.general_secretary, now=APRIL)


def test_a_returned_report_is_changed_and_filed_again_as_the_next_version(cast, filed):
    report = return_report(filed, by=cast.officer, reason="请补充效益数据", now=APRIL)
    assert (report.state, report.comments.get().version) == (ReportState.RETURNED, 1)

    report = submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=at("2026-05-10 09:00"))
    assert (report.version, report.first_submitted_at) == (2, APRIL)
    assert [step.move for step in Transition.objects.of(report)] == ["submit", "return", "submit"]


def test_nobody_accepts_their_own_report_or_their_own_nomination(cast, filed):
    AppointmentFactory(user=cast.secretary_a, role="department", branch=cast.company)
    with pytest.raises(Refused):
        accept_report(filed, by=type(cast.officer).objects.get(pk=cast.secretary_a.pk), now=APRIL)


def test_accepting_twice_is_refused(cast, accepted):
    with pytest.raises(AlreadyDone):
        accept_report(accepted, by=cast.second_officer, now=APRIL)


def test_branch_general_branch_and_department_write_in_the_thread_and_nobody_else(cast, filed):
    for who in (cast.secretary_a, cast.officer):
        raise_point(filed, text="收到", by=who, now=APRIL)
    for who in (cast.secretary_b, cast.clerk_a, cast.auditor, cast.general_secretary):
        with pytest.raises(PermissionDenied):
            raise_point(filed, text="收到", by=who, now=APRIL)
    with pytest.raises(Refused):
        raise_point(filed, text=" ", by=cast.officer, now=APRIL)
    assert [comment.by for comment in filed.comments.all()] == [cast.secretary_a, cast.officer]
