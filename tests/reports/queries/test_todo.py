"""What waits for whom, in order of urgency. Every finder has a planted case and a plain one."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.models import BranchPlan
from branches.states import PlanState
from flagship.categories import FlagCategory
from flagship.models import IndicatorTemplate
from flagship.periods import Month
from members.models import Member, User
from members.states import DeclarationState
from reports.actions.decision import Vote, record_decision
from reports.actions.report import accept_report, forward_report, return_report, submit_report
from reports.actions.rollup import pick, propose
from reports.actions.titles import publicise
from reports.queries.todo import tasks_for
from scoring.models import Measurement, MonthSheet, Objection, Participant, SheetRevision, Veto
from scoring.states import ObjectionKind, RevisionState, SheetState, VetoKind
from tests.factories import AppointmentFactory, BranchFactory, DeclarationFactory, ExemptionFactory, MemberFactory
from tests.reports.rows import APRIL, FEBRUARY, Q1, at, settle_month, settle_quarter


def titles(user, now=APRIL) -> list[str]:
    """What a user is asked to do, as of the next request. Most people of these tests never declared; that has a test
    of its own and is left out here."""
    return [task.title for task in tasks_for(User.objects.get(pk=user.pk), now) if "尚未申报" not in task.title]


def task(user, word: str, now=APRIL):
    """The one task whose title holds a word."""
    [found] = [one for one in tasks_for(User.objects.get(pk=user.pk), now) if word in one.title]
    return found


@pytest.fixture(autouse=True)
def confirmed(programme):
    """The year's first policy is confirmed, so that it is not on every list."""
    programme.non_party_confirmed = True
    programme.save()
    return programme


def plan(branch, programme, **columns) -> BranchPlan:
    """An accepted plan of the year."""
    columns = {"state": PlanState.ACCEPTED, "valid_from": Month(2026, 1)} | columns
    return BranchPlan.objects.create(branch=branch, programme=programme, **columns)


@pytest.fixture
def quiet(cast, confirmed):
    """Nobody owes anything: every branch has its report on the first quarter, and every branch a secretary."""
    for branch in (cast.general_one, cast.general_two):
        AppointmentFactory(role="secretary", branch=branch)
    for branch in (cast.branch_a, cast.branch_b, cast.general_one, cast.general_two):
        plan(branch, confirmed)
        by = branch.appointments.get(role="secretary").user
        settle_quarter(branch, {MemberFactory(branch=branch): "80"}, by=cast.clerk_a)
        report = submit_report(branch=branch, quarter=Q1, by=by, now=APRIL)
        if branch in (cast.general_one, cast.general_two):
            report = forward_report(report, by=cast.general_secretary, now=APRIL)
        accept_report(report, by=cast.officer, now=APRIL)
    return cast


def test_where_nothing_waits_nobody_is_asked_anything(quiet):
    assert {name: titles(user) for name, user in quiet.everyone.items() if titles(user)} == {}


# --- months ---------------------------------------------------------------------------------------------------------


def draft(branch, month: Month, people: int, programme) -> MonthSheet:
    """An open sheet with so many people, marked by the shipped safety template; nothing is filled in."""
    template = safety_template()
    sheet = MonthSheet.objects.create(branch=branch, month=month, opened_at=at(f"{month + 1}-01 08:00"))
    for _ in range(people):
        member = MemberFactory(branch=branch)
        Participant.objects.create(
            sheet=sheet, member=member, month=month, status="party", category=FlagCategory.SAFETY, template=template
        )
    return sheet


def safety_template() -> IndicatorTemplate:
    return IndicatorTemplate.objects.get(category=FlagCategory.SAFETY)


def fill(sheet: MonthSheet, by) -> None:
    for participant in sheet.participants.all():
        for indicator in participant.template.indicators.all():
            Measurement.objects.create(
                participant=participant, indicator=indicator, number=1, entered_by=by, entered_at=APRIL
            )


def test_a_month_to_fill_counts_its_blank_cells(quiet, programme):
    sheet = draft(quiet.branch_a, Month(2026, 4), 2, programme)
    cells = safety_template().indicators.count() * 2
    now = at("2026-05-06 09:00")
    found = task(quiet.clerk_a, "2026年4月", now)
    assert str(cells) in found.detail
    assert (found.due, found.chip) == (dt.date(2026, 5, 8), "还剩 2 天")

    participant = sheet.participants.first()
    Measurement.objects.create(
        participant=participant,
        indicator=participant.template.indicators.first(),
        not_applicable=True,
        na_reason="未涉及",
        entered_by=quiet.clerk_a,
        entered_at=APRIL,
    )
    assert str(cells - 1) in task(quiet.clerk_a, "2026年4月", now).detail


def test_a_full_month_is_the_secretarys_to_submit(quiet, programme):
    fill(draft(quiet.branch_a, Month(2026, 4), 1, programme), quiet.clerk_a)
    now = at("2026-05-09 09:00")
    assert titles(quiet.secretary_a, now) == ["提交2026年4月考核表"]
    assert titles(quiet.clerk_a, now) == ["填完2026年4月考核表"]
    assert task(quiet.secretary_a, "4月", now).chip == "逾期 1 天"
    assert titles(quiet.secretary_b, now) == []


def publicised(cast, month: Month, until: dt.datetime) -> SheetRevision:
    sheet = settle_month(cast.branch_a, month, {MemberFactory(branch=cast.branch_a): "80"}, by=cast.secretary_a)
    MonthSheet.objects.filter(pk=sheet.pk).update(state=SheetState.PUBLICISED)
    sheet.revisions.update(
        state=RevisionState.PUBLICISED, publicity_until=until, settled_at=None, settled_by=None, meeting_date=None
    )
    return sheet.revisions.get()


def test_a_month_is_settled_once_its_publicity_is_over_and_no_objection_is_open(quiet):
    revision = publicised(quiet, Month(2026, 4), at("2026-05-12 00:00"))
    assert "结算2026年4月考核" not in titles(quiet.secretary_a, at("2026-05-11 23:59"))
    assert "结算2026年4月考核" in titles(quiet.secretary_a, at("2026-05-12 00:00"))
    assert "结算2026年4月考核" not in titles(quiet.clerk_a, at("2026-05-12 00:00"))

    object_to(quiet, revision)
    assert "结算2026年4月考核" not in titles(quiet.secretary_a, at("2026-05-12 00:00"))


def test_late_branches_are_one_task_for_the_department(quiet, programme):
    for branch in (quiet.branch_a, quiet.branch_b):
        draft(branch, Month(2026, 4), 1, programme)
    assert titles(quiet.officer, at("2026-05-08 23:00")) == []
    found = task(quiet.officer, "逾期", at("2026-05-09 09:00"))
    assert "2" in found.title
    assert "机电党支部" in found.detail


def test_a_month_that_was_submitted_in_time_and_came_back_is_not_late(quiet, programme):
    revision = publicised(quiet, Month(2026, 4), at("2026-05-12 00:00"))
    MonthSheet.objects.filter(pk=revision.sheet_id).update(state=SheetState.DRAFT, revision=1)
    for submitted, late in ((at("2026-05-08 23:59"), False), (at("2026-05-09 00:00"), True)):
        SheetRevision.objects.filter(pk=revision.pk).update(
            submitted_at=submitted, state=RevisionState.WITHDRAWN, closed_at=submitted, closed_reason="核对"
        )
        assert ("1 张月度考核表逾期未报" in titles(quiet.officer, at("2026-05-20 09:00"))) is late
        assert (task(quiet.clerk_a, "2026年4月", at("2026-05-20 09:00")).tone == "bad") is late


# --- objections and vetoes ------------------------------------------------------------------------------------------


def object_to(cast, revision, about=None, **fields) -> Objection:
    member = about or MemberFactory(name="孙志强", branch=cast.branch_a)
    return Objection.objects.create(
        revision=revision,
        branch=cast.branch_a,
        kind=ObjectionKind.MARK,
        by_member=member,
        about=member,
        text="回款已于29日到账",
        raised_at=at("2026-05-09 09:00"),
        **{"answer_due": at("2026-05-13 00:00")} | fields,
    )


def test_an_objection_is_the_secretarys_and_after_three_days_the_departments(quiet):
    object_to(quiet, publicised(quiet, Month(2026, 4), at("2026-05-12 00:00")))
    in_time, too_late = at("2026-05-11 09:00"), at("2026-05-13 00:00")

    found = task(quiet.secretary_a, "异议", in_time)
    assert (found.title, found.due) == ("答复 1 条异议", dt.date(2026, 5, 12))
    assert "回款已于29日到账" in found.detail
    assert "裁定 1 条异议" not in titles(quiet.officer, in_time)
    assert "答复 1 条异议" not in titles(quiet.secretary_a, too_late)
    assert "裁定 1 条异议" in titles(quiet.officer, too_late)


def test_secretaries_are_not_asked_about_their_own_marks(quiet):
    revision = publicised(quiet, Month(2026, 4), at("2026-05-12 00:00"))
    object_to(quiet, revision, about=quiet.secretary_a.person)
    assert "答复 1 条异议" not in titles(quiet.secretary_a, at("2026-05-11 09:00"))


def test_a_proposed_veto_waits_for_the_department(quiet):
    Veto.objects.create(
        member=quiet.party_member.person,
        branch=quiet.branch_a,
        month=FEBRUARY,
        kind=VetoKind.SAFETY,
        evidence="通报",
        proposed_at=APRIL,
        proposed_by=quiet.secretary_a,
    )
    assert titles(quiet.officer) == ["确认 1 项一票否决"]
    assert titles(quiet.secretary_a) == []


# --- people and plans -----------------------------------------------------------------------------------------------


def test_declarations_wait_for_the_secretary_and_a_secretarys_own_for_the_department(quiet):
    DeclarationFactory(member=quiet.party_member.person, state=DeclarationState.SUBMITTED)
    assert (titles(quiet.secretary_a), titles(quiet.officer)) == (["审核 1 份申报"], [])

    DeclarationFactory(member=quiet.secretary_b.person, state=DeclarationState.SUBMITTED)
    assert (titles(quiet.secretary_b), titles(quiet.officer)) == ([], ["审核 1 份申报"])


def test_a_plan_is_due_in_january_and_owed_until_it_is_filed(quiet, programme):
    BranchPlan.objects.filter(branch=quiet.branch_a).update(state=PlanState.DRAFT)
    january = task(quiet.secretary_a, "年度实施方案", at("2026-01-08 09:00"))
    assert (january.due, january.chip) == (dt.date(2026, 1, 10), "还剩 2 天")
    assert task(quiet.secretary_a, "年度实施方案", at("2026-01-12 09:00")).chip == "逾期 2 天"
    assert "报送2026年度实施方案" not in titles(quiet.clerk_a)
    BranchPlan.objects.filter(branch=quiet.branch_a).update(state=PlanState.ACCEPTED)
    assert titles(quiet.secretary_a) == []


def test_party_people_who_have_not_declared_are_told_to_their_branch(quiet):
    people = list(Member.objects.of(quiet.branch_a, on=APRIL.date()).exclude(pk=quiet.employee.person.pk))
    owes, exempt, *declared = people
    ExemptionFactory(member=exempt)
    for member in declared:
        DeclarationFactory(member=member)
    found = task(quiet.clerk_a, "尚未申报")
    assert (found.title, found.detail, found.pressing) == ("1 人尚未申报", owes.name, True)
    DeclarationFactory(member=owes, state=DeclarationState.SUBMITTED)
    everything = tasks_for(User.objects.get(pk=quiet.clerk_a.pk), APRIL)
    assert not any("尚未申报" in one.title for one in everything)


def test_plans_wait_for_the_department_and_come_back_to_the_branch(quiet, programme):
    by = {"submitted_at": APRIL, "submitted_by": quiet.secretary_a}
    second = plan(quiet.branch_a, programme, version=2, state=PlanState.SUBMITTED, **by)
    assert titles(quiet.officer) == ["审查 1 份实施方案"]
    BranchPlan.objects.filter(pk=second.pk).update(state=PlanState.RETURNED, comment="补充权重")
    assert "补充权重" in task(quiet.secretary_a, "实施方案").detail


def test_a_branch_without_a_secretary_is_the_administrators(quiet):
    BranchFactory(name="新设党支部", parent=quiet.company)
    assert "新设党支部" in task(quiet.admin, "空缺").detail


def test_a_new_programme_year_asks_first_how_non_party_people_count(quiet, programme):
    programme.non_party_confirmed = False
    programme.save()
    assert titles(quiet.officer) == ["确认非党员职工如何计入"]


# --- quarters -------------------------------------------------------------------------------------------------------


def test_a_report_is_the_secretarys_then_the_departments_then_comes_back(cast, nominated, programme):
    plan(cast.branch_a, programme)
    assert "报送2026年第一季度考核情况报告" in titles(cast.secretary_a)
    assert task(cast.secretary_a, "报送").due == dt.date(2026, 4, 25)

    report = submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)
    assert titles(cast.secretary_a) == []
    assert task(cast.officer, "审核 1 份季度报告").url == "/branches/a/quarters/2026Q1/"

    return_report(report, by=cast.officer, reason="请补充效益数据", now=APRIL)
    assert "请补充效益数据" in task(cast.secretary_a, "被退回").detail


def test_a_report_below_a_general_branch_is_forwarded_first(cast):
    secretary = AppointmentFactory(role="secretary", branch=cast.general_one).user
    settle_quarter(cast.general_one, {MemberFactory(branch=cast.general_one): "80"}, by=secretary)
    report = submit_report(branch=cast.general_one, quarter=Q1, by=secretary, now=APRIL)
    assert (titles(cast.general_secretary), titles(cast.officer)) == (["转报 1 份季度报告"], [])
    forward_report(report, by=cast.general_secretary, now=APRIL)
    assert (titles(cast.general_secretary), titles(cast.officer)) == ([], ["审核 1 份季度报告"])


def test_who_has_not_filed_in_time_is_one_task_for_the_department(cast):
    assert titles(cast.officer, at("2026-04-25 23:00")) == []
    assert titles(cast.officer, at("2026-04-26 00:00")) == ["4 个党支部未报送2026年第一季度报告"]


def test_the_rollup_goes_from_desk_to_desk(cast, accepted):
    nomination = accepted.nominations.get()
    step = {
        "compile": "形成2026年第一季度旗手建议名单",
        "record": "记录2026年第一季度旗手称号决定",
        "publicise": "公示2026年第一季度旗手名单",
        "confer": "授予2026年第一季度旗手称号",
    }

    def asked(now=APRIL):
        return titles(cast.officer, now), titles(cast.recorder, now)

    assert asked() == ([step["compile"]], [])
    pick(nomination, by=cast.officer, now=APRIL)
    propose(quarter=Q1, by=cast.officer, now=APRIL)
    assert asked() == ([], [step["record"]])
    record_decision(
        quarter=Q1,
        decision_date=dt.date(2026, 4, 10),
        minutes_number="5号",
        votes={nomination.pk: Vote(True)},
        by=cast.recorder,
        now=APRIL,
    )
    assert asked() == ([step["publicise"]], [])
    until = publicise(quarter=Q1, by=cast.officer, now=APRIL).publicity_until
    assert asked() == ([], [])
    assert asked(until) == ([step["confer"]], [])


# --- the list as a whole --------------------------------------------------------------------------------------------


def test_what_is_due_first_comes_first(quiet, programme):
    draft(quiet.branch_a, Month(2026, 6), 1, programme)
    draft(quiet.branch_a, Month(2026, 5), 1, programme)
    found = tasks_for(quiet.secretary_a, at("2026-07-05 09:00"))
    assert [one.due for one in found] == [dt.date(2026, 6, 8), dt.date(2026, 7, 8), dt.date(2026, 7, 25), None]


def test_a_member_without_office_is_asked_nothing(cast, filed):
    assert (titles(cast.party_member), titles(cast.auditor)) == ([], [])


@pytest.mark.parametrize("who", ["officer", "recorder", "secretary_a", "general_secretary", "admin", "clerk_a"])
def test_queries_do_not_grow_with_the_company(cast, accepted, programme, who):
    def count():
        user = User.objects.get(pk=getattr(cast, who).pk)
        with CaptureQueriesContext(connection) as captured:
            tasks_for(user, at("2026-05-20 09:00"))
        return len(captured)

    def one_more():
        branch = BranchFactory(parent=cast.general_branch)
        secretary = AppointmentFactory(role="secretary", branch=branch).user
        member = MemberFactory(branch=branch)
        settle_quarter(branch, {member: "80"}, by=secretary)
        submit_report(branch=branch, quarter=Q1, by=secretary, now=APRIL)
        draft(branch, Month(2026, 4), 1, programme)
        DeclarationFactory(member=member, branch=branch, state=DeclarationState.SUBMITTED)
        BranchFactory(parent=cast.company)

    draft(cast.branch_a, Month(2026, 4), 1, programme)
    one_more()
    one = count()
    one_more()
    one_more()
    assert count() == one
