"""Submission: what it asks for, and what it freezes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from flagship.categories import Account, PoliticalStatus
from flagship.models import CalendarDay, TierTable
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from members.models import StatusPeriod
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import approve_excuse, excuse, unexcuse
from scoring.actions.submit import NotReady, consent_to_tie, submit
from scoring.models import Participant, SheetRevision
from scoring.rules.entries import Entry
from scoring.rules.inputs import MonthInputs
from scoring.states import SheetState
from tests.factories import DeclarationFactory, MemberFactory
from tests.scoring.conftest import TOTALS
from tests.scoring.rows import ENTRY, fill


def participant(sheet, number) -> Participant:
    return sheet.participants.get(member__employee_number=number)


def test_a_complete_month_goes_public_and_is_frozen(cast, filled):
    revision = submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    assert (filled.state, filled.revision, revision.number) == (SheetState.PUBLICISED, 1, 1)
    inputs = MonthInputs.from_json(revision.inputs)
    assert [person.employee_number for person in inputs.people] == sorted(TOTALS)
    assert inputs.branch_name == "机关党支部"
    assert (revision.submitted_by, revision.submitted_at, revision.late) == (cast.secretary_b, ENTRY, False)
    # Thursday 2 April: Friday, Monday, Tuesday.
    assert revision.publicity_until == dt.datetime(2026, 4, 8, tzinfo=TZ)
    assert revision.due == dt.date(2026, 4, 8)


def test_publicity_skips_holidays_and_counts_make_up_days(cast, filled):
    CalendarDay.objects.create(date=dt.date(2026, 4, 6), working=False, note="清明")
    CalendarDay.objects.create(date=dt.date(2026, 4, 4), working=True, note="调休")
    revision = submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    assert revision.publicity_until == dt.datetime(2026, 4, 8, tzinfo=TZ)
    assert revision.due == dt.date(2026, 4, 8)


def test_a_month_is_late_after_its_due_day(cast, filled):
    revision = submit(sheet=filled, by=cast.secretary_b, now=dt.datetime(2026, 4, 9, 0, 0, tzinfo=TZ))
    assert revision.late


def test_what_is_missing_is_told_with_person_and_indicator(cast, draft, clerk_b):
    fill(draft, {number: total for number, total in TOTALS.items() if number not in ("p03", "p07")}, by=clerk_b)
    with pytest.raises(NotReady) as refusal:
        submit(sheet=draft, by=cast.secretary_b, now=ENTRY)
    assert [problem.zh for problem in refusal.value.problems] == [
        "p03（p03）“生产指标完成率”没有填写。",
        "p07（p07）“生产指标完成率”没有填写。",
    ]
    draft.refresh_from_db()
    assert (draft.state, draft.revision) == (SheetState.DRAFT, 0)
    assert not SheetRevision.objects.exists()


def test_somebody_who_has_not_declared_stands_in_the_way(cast, filled):
    late = MemberFactory(employee_number="w", name="吴未报", branch=cast.branch_b)
    with pytest.raises(NotReady, match="吴未报（w）"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    # The refusal keeps what was learnt: the person is on the sheet, and stays without a value once declared.
    assert participant(filled, "w").category == ""
    DeclarationFactory(member=late, branch=cast.branch_b)
    with pytest.raises(NotReady, match="生产指标完成率"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)


def test_an_excused_person_needs_no_value(cast, draft, clerk_b):
    fill(draft, {number: total for number, total in TOTALS.items() if number != "p03"}, by=clerk_b)
    excuse(participant=participant(draft, "p03"), reason="产假", by=clerk_b, now=ENTRY)
    revision = submit(sheet=draft, by=cast.secretary_b, now=ENTRY)
    frozen = {person.employee_number: person.excuse_reason for person in MonthInputs.from_json(revision.inputs).people}
    assert {number for number, reason in frozen.items() if reason} == {"p03"}


def test_an_excuse_needs_a_reason(draft, clerk_b):
    with pytest.raises(Refused, match="Say why"):
        excuse(participant=participant(draft, "p03"), reason=" ", by=clerk_b)


def test_the_secretarys_own_excuse_needs_the_departments_approval(cast, filled, clerk_b):
    own = participant(filled, "2001")
    excuse(participant=own, reason="出差", by=clerk_b, now=ENTRY)
    with pytest.raises(NotReady, match="Department must approve"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    for nobody in (cast.secretary_b, clerk_b, cast.secretary_a):
        with pytest.raises(PermissionDenied):
            approve_excuse(participant=own, by=nobody)
    approve_excuse(participant=own, by=cast.officer, now=ENTRY)
    submit(sheet=filled, by=cast.secretary_b, now=ENTRY)


def test_an_excuse_that_changes_must_be_approved_again(cast, filled, clerk_b):
    own = participant(filled, "2001")
    excuse(participant=own, reason="出差", by=clerk_b, now=ENTRY)
    approve_excuse(participant=own, by=cast.officer, now=ENTRY)
    excuse(participant=own, reason="旅游", by=clerk_b, now=ENTRY)
    with pytest.raises(NotReady):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)


def test_an_excuse_can_be_taken_back(filled, clerk_b):
    row = participant(filled, "p03")
    excuse(participant=row, reason="病假", by=clerk_b, now=ENTRY)
    unexcuse(participant=row, by=clerk_b, now=ENTRY)
    row.refresh_from_db()
    assert (row.excused, row.excuse_reason, row.excused_by) == (False, "", None)


def test_ties_over_the_places_need_a_reason(cast, filled, clerk_b):
    # 97 96 95 95: four people win on three places.
    fill(filled, {"p03": "95"}, by=clerk_b)
    with pytest.raises(Refused, match="Ties"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    revision = submit(sheet=filled, by=cast.secretary_b, over_places_reason="产量同为一线班组", now=ENTRY)
    assert revision.over_places_reason == "产量同为一线班组"


def test_a_reason_without_such_ties_is_not_kept(cast, filled):
    assert submit(sheet=filled, by=cast.secretary_b, over_places_reason="无", now=ENTRY).over_places_reason == ""


def test_a_pool_in_which_everyone_ties_needs_the_departments_consent(cast, filled, clerk_b):
    fill(filled, dict.fromkeys(TOTALS, "90"), by=clerk_b)
    with pytest.raises(Refused, match="Department must consent"):
        submit(sheet=filled, by=cast.secretary_b, over_places_reason="均完成", now=ENTRY)
    with pytest.raises(PermissionDenied):
        consent_to_tie(sheet=filled, reason="同意", by=cast.secretary_b, now=ENTRY)
    consent_to_tie(sheet=filled, reason="集体项目", by=cast.officer, now=ENTRY)
    filled.refresh_from_db()
    revision = submit(sheet=filled, by=cast.secretary_b, over_places_reason="均完成", now=ENTRY)
    assert revision.tie_consent == "集体项目"


def test_a_value_typed_after_the_consent_undoes_it(cast, filled, clerk_b):
    fill(filled, dict.fromkeys(TOTALS, "90"), by=clerk_b)
    consent_to_tie(sheet=filled, reason="集体项目", by=cast.officer, now=ENTRY)
    fill(filled, dict.fromkeys(TOTALS, "91"), by=clerk_b)
    filled.refresh_from_db()
    assert (filled.tie_consent, filled.tie_consent_by) == ("", None)


def test_there_is_nothing_to_consent_to_without_a_tie(cast, filled):
    with pytest.raises(Refused, match="not everyone ties"):
        consent_to_tie(sheet=filled, reason="同意", by=cast.officer, now=ENTRY)


def test_without_a_tier_table_nothing_is_submitted(cast, filled):
    TierTable.objects.filter(account=Account.STAR).delete()
    with pytest.raises(Refused, match="tier table"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)


@pytest.mark.parametrize("who", ["officer", "secretary_a", "admin", "party_member"])
def test_only_the_branchs_secretary_submits(cast, filled, who):
    with pytest.raises(PermissionDenied):
        submit(sheet=filled, by=getattr(cast, who), now=ENTRY)


def test_a_second_click_on_submit_changes_nothing(cast, publicised):
    with pytest.raises(AlreadyDone):
        submit(sheet=publicised, by=cast.secretary_b, now=ENTRY)
    assert SheetRevision.objects.count() == 1


def test_names_branch_and_status_are_those_of_the_submission(cast, publicised):
    member = participant(publicised, "p01").member
    member.name = "改名"
    member.save()
    StatusPeriod.objects.create(member=member, status=PoliticalStatus.NON_PARTY, since=dt.date(2026, 2, 1))
    cast.branch_b.name = "改名支部"
    cast.branch_b.save()
    inputs = MonthInputs.from_json(publicised.current_revision.inputs)
    person = next(person for person in inputs.people if person.employee_number == "p01")
    assert (inputs.branch_name, person.name, person.status) == ("机关党支部", "p01", PoliticalStatus.PARTY)


def test_a_value_that_is_not_applicable_goes_public_with_its_reason(cast, filled, clerk_b):
    enter_values(
        sheet=filled,
        entries=[Entry("p03", "output", not_applicable=True, na_reason="停产检修")],
        by=clerk_b,
        now=ENTRY,
    )
    # The only indicator of this template: too much is not applicable, so the person must be excused instead.
    with pytest.raises(NotReady, match="excuse them"):
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
