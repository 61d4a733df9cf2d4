"""From the accepted reports to conferred titles, step by step and by different people."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.models import CalendarDay, Transition
from flagship.moves import AlreadyDone, Refused
from members.models import User
from reports.actions.decision import Vote, record_decision
from reports.actions.month_changed import return_reports_of
from reports.actions.nominate import nominate
from reports.actions.report import accept_report, return_report, submit_report
from reports.actions.rollup import note_on, pick, propose, reconsider, unpick
from reports.actions.titles import confer, publicise, revoke, strike
from reports.models import FlagTitle, Nomination, QuarterReport, QuarterRollup
from reports.states import ReportState, RollupState
from scoring.hooks import tell_month_changed
from scoring.models import MonthSheet
from tests.factories import AppointmentFactory, MemberFactory
from tests.reports.rows import APRIL, FEBRUARY, Q1, at, confirmed_veto, settle_quarter

MEETING = dt.date(2026, 4, 12)
DECIDED_AT = at("2026-04-13 09:00")  # a Monday


@pytest.fixture
def nomination(accepted):
    return accepted.nominations.get()


@pytest.fixture
def proposed(cast, nomination):
    pick(nomination, by=cast.officer, now=APRIL)
    return propose(quarter=Q1, by=cast.officer, now=APRIL)


@pytest.fixture
def decided(cast, nomination, proposed):
    return decide(cast, nomination)


@pytest.fixture
def publicised(cast, decided):
    return publicise(quarter=Q1, by=cast.officer, now=DECIDED_AT)


@pytest.fixture
def title(cast, publicised):
    return confer(quarter=Q1, by=cast.officer, now=publicised.publicity_until)[0]


def decide(cast, nomination, *, by=None, **changes):
    values = {
        "quarter": Q1,
        "decision_date": MEETING,
        "minutes_number": "新升党纪〔2026〕5号",
        "votes": {nomination.pk: Vote(approved=True)},
        "by": by or cast.recorder,
        "now": DECIDED_AT,
    }
    return record_decision(**values | changes)


def again(user) -> User:
    """The user as of the next request: appointments are read afresh."""
    return User.objects.get(pk=user.pk)


# --- picking --------------------------------------------------------------------------------------------------------


def test_a_pick_names_everything_that_stands_against_it(cast, filed):
    nomination = filed.nominations.get()
    confirmed_veto(nomination.member, FEBRUARY, by=cast.officer)
    Nomination.objects.update(in_disciplinary_period=True)

    with pytest.raises(Refused) as refused:
        pick(nomination, by=cast.officer)
    assert str(refused.value).count("甲一") == 3  # not accepted, vetoed, disciplinary period
    assert not Nomination.objects.picked().exists()


def test_titles_are_for_party_people_unless_the_programme_says_everyone(cast, settled, programme):
    staff = MemberFactory(name="职工", branch=cast.branch_a, status=PoliticalStatus.NON_PARTY)
    settle_quarter(cast.branch_b, {staff: "80"}, by=cast.clerk_a)
    nominate(
        branch=cast.branch_a,
        quarter=Q1,
        member=staff,
        category=FlagCategory.SAFETY,
        citation="好",
        by=cast.secretary_a,
    )
    report = submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)
    accept_report(report, by=cast.officer, now=APRIL)
    nomination = Nomination.objects.get()

    with pytest.raises(Refused, match="职工"):
        pick(nomination, by=cast.officer)
    programme.policies = {"titles_for": "everyone"}
    programme.save()
    assert pick(nomination, by=cast.officer).proposed_by == cast.officer


def test_no_more_picks_than_titles_in_a_category(cast, settled, programme):
    programme.policies = {"titles_per_category": 1}
    programme.save()
    for member in settled[:2]:
        nominate(
            branch=cast.branch_a,
            quarter=Q1,
            member=member,
            category=FlagCategory.SAFETY,
            citation="好",
            by=cast.secretary_a,
        )
    report = submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)
    accept_report(report, by=cast.officer, now=APRIL)
    first, second = Nomination.objects.order_by("pk")

    pick(first, by=cast.officer)
    with pytest.raises(Refused, match="安全生产"):
        pick(second, by=cast.officer)
    unpick(first, by=cast.officer)
    assert pick(second, by=cast.second_officer).proposed_by == cast.second_officer


def test_who_nominates_does_not_pick(cast, nomination):
    AppointmentFactory(user=cast.secretary_a, role="department", branch=cast.company)
    with pytest.raises(Refused):
        pick(nomination, by=again(cast.secretary_a))


@pytest.mark.parametrize("who", ["recorder", "auditor", "secretary_a", "clerk_a", "admin", "general_secretary"])
def test_only_the_department_picks_notes_and_proposes(cast, nomination, who):
    user = getattr(cast, who)
    for verb in (
        lambda: pick(nomination, by=user),
        lambda: unpick(nomination, by=user),
        lambda: note(nomination, by=user),
        lambda: propose(quarter=Q1, by=user, reason="空缺", now=APRIL),
    ):
        with pytest.raises(PermissionDenied):
            verb()


def note(nomination, *, by):
    return note_on(
        nomination,
        remark="跨支部比较看百分位",
        discipline_opinion="无异议",
        safety_opinion="无违章",
        personnel_opinion="",
        in_disciplinary_period=False,
        by=by,
    )


def test_a_remark_stands_beside_the_figures_and_changes_none(cast, nomination):
    before = nomination.figures
    note(nomination, by=cast.officer)
    nomination.refresh_from_db()
    assert (nomination.remark, nomination.discipline_opinion) == ("跨支部比较看百分位", "无异议")
    assert nomination.figures == before


# --- proposing and deciding -----------------------------------------------------------------------------------------


def test_an_empty_list_is_proposed_only_with_a_reason(cast, nomination):
    with pytest.raises(Refused):
        propose(quarter=Q1, by=cast.officer, now=APRIL)
    assert propose(quarter=Q1, by=cast.officer, reason="本季度空缺", now=APRIL).state is RollupState.PROPOSED


def test_the_list_is_checked_again_when_it_is_proposed(cast, nomination):
    pick(nomination, by=cast.officer)
    confirmed_veto(nomination.member, FEBRUARY, by=cast.officer)
    with pytest.raises(Refused, match="甲一"):
        propose(quarter=Q1, by=cast.officer, now=APRIL)


def test_a_proposed_list_is_closed_until_it_is_taken_back(cast, nomination, proposed):
    with pytest.raises(Refused):
        unpick(nomination, by=cast.officer)
    reconsider(quarter=Q1, by=cast.officer, reason="补充材料", now=APRIL)
    unpick(nomination, by=cast.officer)


def test_nominator_proposer_and_recorder_are_three_people(cast, nomination, proposed):
    for user in (cast.officer, cast.secretary_a):
        AppointmentFactory(user=user, role="committee", branch=cast.company)
        with pytest.raises(Refused):
            decide(cast, nomination, by=again(user))
    assert decide(cast, nomination).decided_by == cast.recorder


def test_who_is_on_the_list_does_not_record_the_decision(cast, nomination, proposed):
    user = AppointmentFactory(role="committee", branch=cast.company).user
    nomination.member.user = user
    nomination.member.save()
    with pytest.raises(Refused):
        decide(cast, nomination, by=again(user))


@pytest.mark.parametrize(
    "changes",
    [
        {"decision_date": dt.date(2026, 4, 14)},  # tomorrow
        {"decision_date": dt.date(2026, 3, 31)},  # before the quarter's end
        {"decision_date": None},
        {"minutes_number": "  "},
        {"votes": {}},
    ],
)
def test_a_decision_needs_its_date_minutes_and_votes(cast, nomination, proposed, changes):
    with pytest.raises(Refused):
        decide(cast, nomination, **changes)
    assert QuarterRollup.objects.get().state is RollupState.PROPOSED


def test_a_no_needs_its_reason_and_may_leave_the_title_vacant(cast, nomination, proposed):
    with pytest.raises(Refused, match="甲一"):
        decide(cast, nomination, votes={nomination.pk: Vote(approved=False)})
    decide(cast, nomination, votes={nomination.pk: Vote(approved=False, reason="业绩尚需一季")})
    rollup = publicise(quarter=Q1, by=cast.officer, now=DECIDED_AT)
    assert confer(quarter=Q1, by=cast.officer, now=rollup.publicity_until) == []


@pytest.mark.parametrize("who", ["officer", "second_officer", "auditor", "secretary_b", "admin"])
def test_only_the_committee_records_a_decision(cast, nomination, proposed, who):
    with pytest.raises((PermissionDenied, Refused)):
        decide(cast, nomination, by=getattr(cast, who))
    assert QuarterRollup.objects.get().decided_by is None


def test_steps_out_of_order_are_refused(cast, nomination):
    for step in (
        lambda: decide(cast, nomination),
        lambda: publicise(quarter=Q1, by=cast.officer, now=APRIL),
        lambda: confer(quarter=Q1, by=cast.officer, now=APRIL),
    ):
        with pytest.raises(Refused):
            step()


def test_a_second_decision_is_refused(cast, nomination, decided):
    with pytest.raises(AlreadyDone):
        decide(cast, nomination, votes={nomination.pk: Vote(approved=False, reason="x")})
    nomination.refresh_from_db()
    assert nomination.approved is True


# --- publicity and titles -------------------------------------------------------------------------------------------


def test_publicity_lasts_the_policys_working_days(cast, decided):
    CalendarDay.objects.create(date=dt.date(2026, 4, 15), working=False, note="停工")
    rollup = publicise(quarter=Q1, by=cast.officer, now=DECIDED_AT)
    # From Tuesday the 14th, without the 15th: 14, 16, 17, 20, 21.
    assert rollup.publicity_until == at("2026-04-22 00:00")
    with pytest.raises(Refused, match="2026-04-22"):
        confer(quarter=Q1, by=cast.officer, now=at("2026-04-21 23:59"))


def test_a_title_carries_serial_citation_and_an_unguessable_code(cast, title):
    assert (title.serial, title.number_zh) == ("2026Q1-SAFETY-01", "旗手〔2026〕1-安全生产-001")
    assert (title.name, title.branch_name, title.citation) == ("甲一", "机电党支部", "排查整改隐患12项")
    assert title.conferred_on == dt.date(2026, 4, 21)
    assert len(title.verify_code) == 20


def test_conferring_twice_makes_no_second_title(cast, title):
    with pytest.raises(AlreadyDone):
        confer(quarter=Q1, by=cast.officer, now=at("2026-05-01 09:00"))
    assert FlagTitle.objects.count() == 1


def test_a_veto_after_the_decision_holds_up_conferral_until_the_title_is_struck(cast, nomination, publicised):
    confirmed_veto(nomination.member, FEBRUARY, by=cast.officer)
    with pytest.raises(Refused, match="甲一"):
        confer(quarter=Q1, by=cast.officer, now=publicised.publicity_until)
    with pytest.raises(PermissionDenied):
        strike(nomination, reason="一票否决", by=cast.officer)

    strike(nomination, reason="一票否决", by=cast.recorder)
    assert confer(quarter=Q1, by=cast.officer, now=publicised.publicity_until) == []


def test_a_revoked_title_stays_on_record_with_its_reason(cast, title):
    with pytest.raises(PermissionDenied):
        revoke(title, reason="核实有误", by=cast.recorder)
    with pytest.raises(Refused):
        revoke(title, reason=" ", by=cast.officer)
    revoke(title, reason="核实有误", by=cast.officer)
    with pytest.raises(AlreadyDone):
        revoke(title, reason="再次", by=cast.second_officer)
    assert FlagTitle.objects.get().revoke_reason == "核实有误"
    assert not FlagTitle.objects.standing().exists()


# --- when a month changes -------------------------------------------------------------------------------------------


def test_a_reopened_month_returns_its_report_and_the_undecided_proposal(cast, nomination, proposed):
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=FEBRUARY)
    tell_month_changed(sheet, by=cast.officer, reason="核对回款", now=APRIL)

    report, rollup = QuarterReport.objects.get(), QuarterRollup.objects.get()
    assert (report.state, report.accepted_by) == (ReportState.RETURNED, None)
    assert "核对回款" in report.comments.get().text
    assert (rollup.state, rollup.proposed_by) == (RollupState.COMPILING, None)
    assert not Nomination.objects.picked().exists()


def test_decided_titles_stand_when_a_month_is_reopened(cast, nomination, decided):
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=FEBRUARY)
    return_reports_of(sheet, by=cast.officer, reason="核对", now=APRIL)

    nomination.refresh_from_db()
    assert QuarterReport.objects.get().state is ReportState.RETURNED
    assert QuarterRollup.objects.get().state is RollupState.DECIDED
    assert (nomination.approved, nomination.proposed_by) == (True, cast.officer)


def test_a_late_settlement_by_a_secretary_returns_the_report_though_she_could_not(cast, filed):
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=FEBRUARY)
    return_reports_of(sheet, by=cast.secretary_a, reason="", now=APRIL)
    step = Transition.objects.of(filed).last()
    assert (step.move, step.by) == ("month-changed", cast.secretary_a)


def test_reports_that_are_not_filed_are_left_alone(cast, settled):
    QuarterReport.objects.create(branch=cast.branch_a, quarter=Q1)
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=FEBRUARY)
    assert return_reports_of(sheet, by=cast.officer, reason="核对", now=APRIL) == []


def test_the_report_of_somebody_who_moved_is_returned_too(cast, settled):
    settled[0].memberships.update(until=Q1.last_day)
    settled[0].memberships.create(branch=cast.branch_b, since=Q1.last_day)
    settle_quarter(cast.branch_b, {cast.secretary_b.person: "80"}, by=cast.secretary_b)
    submit_report(branch=cast.branch_b, quarter=Q1, by=cast.secretary_b, now=APRIL)

    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=FEBRUARY)
    [returned] = return_reports_of(sheet, by=cast.officer, reason="核对", now=APRIL)
    assert returned.branch == cast.branch_b


def test_figures_of_a_decided_nomination_stay_when_the_report_is_filed_again(cast, nomination, decided):
    nomination.refresh_from_db()
    before = nomination.figures
    with time_machine.travel(DECIDED_AT):
        return_report(QuarterReport.objects.get(), by=cast.officer, reason="更正")
        confirmed_veto(nomination.member, FEBRUARY, by=cast.officer, adjustment="-3")
        submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a)

    nomination.refresh_from_db()
    assert nomination.figures == before
    assert nomination.line.net == 6
