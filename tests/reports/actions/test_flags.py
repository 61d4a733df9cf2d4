"""Flags of a filed report: raised from real rows, looked at, and raised again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.moves import AlreadyDone, Refused
from reports.actions.flags import look_at
from reports.actions.report import return_report, submit_report
from reports.flags import FlagKind
from reports.models import IntegrityFlag
from reports.queries.flag_record import record_of
from scoring.actions.excuse import excuse
from scoring.actions.withdraw import withdraw
from scoring.models import Measurement, MonthSheet, Participant
from tests.factories import AppointmentFactory, MemberFactory
from tests.reports.rows import APRIL, JANUARY, Q1, at, settle_month, settle_quarter
from tests.scoring.rows import ENTRY, declare, fill, open_sheet, people, settled, simple_template, submitted


def submit(cast):
    return submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)


def everyone_equal_in_january(cast):
    crew = [MemberFactory(name=name, branch=cast.branch_a) for name in ("甲一", "乙二", "丙三")]
    settle_month(cast.branch_a, JANUARY, dict.fromkeys(crew, "90"), by=cast.clerk_a)
    for number, month in enumerate(Q1.months[1:]):
        totals = {member: str(80 - (place + number) % 3) for place, member in enumerate(crew)}
        settle_month(cast.branch_a, month, totals, by=cast.clerk_a)
    return crew


def kinds():
    return [flag.kind for flag in IntegrityFlag.objects.in_force()]


def test_filing_a_report_raises_its_flags(cast):
    everyone_equal_in_january(cast)
    report = submit(cast)
    flag = IntegrityFlag.objects.in_force().get()
    assert (flag.report, flag.kind, flag.month, flag.version) == (report, FlagKind.ALL_TIED, JANUARY, 1)
    assert flag.zh == "2026年1月参加排名的3人得分全部为90.00分。"


def test_a_plain_quarter_raises_none(cast, filed):
    assert kinds() == []


def test_the_department_looks_at_a_flag_with_a_remark(cast):
    everyone_equal_in_january(cast)
    submit(cast)
    flag = IntegrityFlag.objects.get()
    for remark in ("", "好" * 301):
        with pytest.raises(Refused):
            look_at(flag, remark=remark, by=cast.officer)
    with pytest.raises(PermissionDenied):
        look_at(flag, remark="看过", by=cast.secretary_a)
    looked = look_at(flag, remark="已核对考核记录", by=cast.officer, now=APRIL)
    assert (looked.remark, looked.looked_by, looked.looked_at) == ("已核对考核记录", cast.officer, APRIL)
    with pytest.raises(AlreadyDone):
        look_at(flag, remark="再看", by=cast.second_officer)


def test_a_returned_report_shows_no_flags_and_the_same_evidence_keeps_its_remark(cast):
    everyone_equal_in_january(cast)
    report = submit(cast)
    look_at(IntegrityFlag.objects.get(), remark="已核对", by=cast.officer)
    return_report(report, by=cast.officer, reason="请补充")
    assert kinds() == []
    submit(cast)
    again = IntegrityFlag.objects.in_force().get()
    assert (again.version, again.remark) == (2, "已核对")


def test_other_evidence_is_a_new_flag_and_the_old_remark_stays_on_record(cast):
    crew = everyone_equal_in_january(cast)
    report = submit(cast)
    look_at(IntegrityFlag.objects.get(), remark="已核对", by=cast.officer)
    return_report(report, by=cast.officer, reason="请补充")
    sheet = MonthSheet.objects.get(branch=cast.branch_a, month=JANUARY)
    sheet.revisions.update(state="reopened")
    settle_month(cast.branch_a, JANUARY, dict.fromkeys(crew, "91"), by=cast.clerk_a)
    submit(cast)
    rows = list(IntegrityFlag.objects.order_by("version").values_list("version", "remark"))
    assert rows == [(1, "已核对"), (2, "")]
    assert IntegrityFlag.objects.in_force().get().zh.endswith("91.00分。")


# --- what is read from the rows -----------------------------------------------------------------------------------


@pytest.fixture
def sheet(cast, programme):
    """March of branch B, typed: the secretary and nine others, ten in all."""
    clerk_b = AppointmentFactory(role="clerk", branch=cast.branch_b).user
    simple_template()
    declare(cast.secretary_b.person)
    crew = [cast.secretary_b.person, *people(cast.branch_b, 9)]
    sheet = open_sheet(cast.branch_b)
    fill(sheet, {member.employee_number: str(70 + number) for number, member in enumerate(crew)}, by=clerk_b)
    return sheet


def march_after_excusing(cast, sheet, moment: str):
    """The month's record when one of ten is excused at that moment and the sheet submitted on 2 April at nine."""
    one = Participant.objects.get(sheet=sheet, member__employee_number="p09")
    excuse(participant=one, reason="借调", by=cast.secretary_b, now=at(moment))
    submitted(sheet, by=cast.secretary_b)
    settled(sheet, by=cast.secretary_b)
    (month,) = record_of(cast.branch_b, Q1).months
    return month


def test_who_is_excused_on_the_last_day_is_seen(cast, sheet):
    (change,) = march_after_excusing(cast, sheet, "2026-04-02 08:30").n_changes
    assert (change.before, change.after, change.zh) == (10, 9, "提交前24小时内p09列为不参加")


def test_who_was_excused_a_day_earlier_is_no_late_change(cast, sheet):
    assert march_after_excusing(cast, sheet, "2026-04-01 08:30").n_changes == ()


def test_people_who_leave_the_count_between_two_submissions_are_seen(cast, sheet):
    submitted(sheet, by=cast.secretary_b)
    withdraw(sheet=sheet, reason="补充", by=cast.secretary_b, now=at("2026-04-03 09:00"))
    one = Participant.objects.get(sheet=sheet, member__employee_number="p09")
    excuse(participant=one, reason="借调", by=cast.secretary_b, now=at("2026-04-03 09:30"))
    submitted(sheet, by=cast.secretary_b, now=at("2026-04-07 09:00"))
    settled(sheet, by=cast.secretary_b, now=at("2026-04-12 09:00"))
    (month,) = record_of(cast.branch_b, Q1).months
    assert [(change.before, change.after) for change in month.n_changes] == [(10, 9)]


def test_the_record_holds_the_typed_values_and_their_time(cast, sheet):
    march_after = march_after_excusing(cast, sheet, "2026-04-01 08:30")
    typed = Measurement.objects.filter(participant__sheet=sheet)
    assert len(march_after.values) == typed.count() == 10
    assert (march_after.first_entry, march_after.last_entry) == (ENTRY, ENTRY)


def test_filing_takes_the_same_queries_for_few_and_for_many(cast, programme):
    def queries(branch, count):
        members = [MemberFactory(branch=branch) for _ in range(count)]
        settle_quarter(branch, {member: str(90 - place) for place, member in enumerate(members)}, by=cast.clerk_a)
        with CaptureQueriesContext(connection) as captured:
            record_of(branch, Q1)
        return len(captured)

    assert queries(cast.branch_a, 3) == queries(cast.branch_b, 12) <= 6
