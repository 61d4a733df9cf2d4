"""异议: raised by the people of the branch, answered in time, reviewed by the Department."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from scoring.actions.decide_objection import answer_objection, appeal, decide_objection, pass_on_overdue
from scoring.actions.excuse import excuse
from scoring.actions.raise_objection import raise_objection
from scoring.models import Objection
from scoring.states import ObjectionKind, ObjectionState, RevisionState, SheetState
from tests.factories import MemberFactory
from tests.scoring.rows import IN_PUBLICITY, SETTLED, ledger, settled, submitted

MARK, EXCUSE, RANK, OMISSION = ObjectionKind.MARK, ObjectionKind.EXCUSE, ObjectionKind.RANK, ObjectionKind.OMISSION
# Raised on Friday 3 April: Monday, Tuesday and Wednesday to answer.
ANSWER_DUE = dt.datetime(2026, 4, 9, tzinfo=TZ)


@pytest.fixture
def member(publicised):
    """p05 of branch B, who objects."""
    return publicised.participants.get(member__employee_number="p05").member.user


def person(sheet, number):
    return sheet.participants.get(member__employee_number=number).member


def object_to(sheet, *, by, about="p01", kind=MARK, text="产量核算有误", now=IN_PUBLICITY, **given):
    about = person(sheet, about) if isinstance(about, str) else about
    return raise_objection(sheet=sheet, kind=kind, about=about, text=text, by=by, now=now, **given)


def test_anybody_of_the_branch_may_object_within_the_period(publicised, member):
    objection = object_to(publicised, by=member, indicator_code="output")
    assert (objection.state, objection.by_member, objection.indicator_code, objection.on_paper) == (
        ObjectionState.OPEN,
        member.person,
        "output",
        False,
    )
    assert (objection.revision, objection.answer_due) == (publicised.current_revision, ANSWER_DUE)


def test_somebody_of_the_branch_without_a_seat_may_object_too(cast, publicised):
    newcomer = MemberFactory(employee_number="n01", branch=cast.branch_b, account=True)
    assert object_to(publicised, by=newcomer.user, about=newcomer, kind=OMISSION).state is ObjectionState.OPEN


def test_strangers_may_not(cast, publicised, stranger):
    for who in (stranger, cast.officer, cast.secretary_a):
        with pytest.raises(PermissionDenied):
            object_to(publicised, by=who)


def test_the_department_logs_a_paper_for_somebody_of_the_branch(cast, publicised, member, stranger):
    objection = object_to(publicised, by=cast.officer, by_member=member.person)
    assert (objection.on_paper, objection.by_member) == (True, member.person)
    with pytest.raises(PermissionDenied):
        object_to(publicised, by=cast.secretary_b, by_member=member.person)
    with pytest.raises(Refused, match="does not belong"):
        object_to(publicised, by=cast.officer, by_member=stranger.person)


def test_the_period_ends_at_midnight(publicised, member):
    with pytest.raises(Refused, match="is over"):
        object_to(publicised, by=member, now=dt.datetime(2026, 4, 8, tzinfo=TZ))
    object_to(publicised, by=member, now=dt.datetime(2026, 4, 7, 23, 59, tzinfo=TZ))


def test_a_draft_and_a_settled_month_take_no_objection(cast, settled_month):
    with pytest.raises(Refused, match="public display"):
        object_to(settled_month, by=person(settled_month, "p05").user)


def test_an_objection_must_fit_the_sheet(publicised, member, stranger):
    with pytest.raises(Refused, match="what you object to"):
        object_to(publicised, by=member, text=" ")
    with pytest.raises(Refused, match="no such indicator"):
        object_to(publicised, by=member, indicator_code="sales")
    with pytest.raises(Refused, match="nothing was omitted"):
        object_to(publicised, by=member, kind=OMISSION)
    with pytest.raises(Refused, match="object to the omission"):
        object_to(publicised, by=member, about=stranger.person)
    with pytest.raises(Refused, match="no excuse"):
        object_to(publicised, by=member, kind=EXCUSE)


def test_the_same_objection_waits_once(publicised, member):
    object_to(publicised, by=member)
    with pytest.raises(Refused, match="already"):
        object_to(publicised, by=member)
    object_to(publicised, by=member, kind=RANK)


def test_an_excuse_can_be_objected_to(cast, filled, clerk_b):
    excuse(participant=filled.participants.get(member__employee_number="p03"), reason="病假", by=clerk_b)
    submitted(filled, by=cast.secretary_b)
    by = person(filled, "p05").user
    object_to(filled, by=by, about="p03", kind=EXCUSE)
    with pytest.raises(Refused, match="neither a mark nor a rank"):
        object_to(filled, by=by, about="p03", kind=RANK)


# --- the secretary's answer -----------------------------------------------------------------------------------------


def test_an_upheld_objection_returns_the_sheet_to_draft(cast, publicised, member):
    objection = object_to(publicised, by=member)
    answer_objection(objection=objection, uphold=True, answer="核实属实", by=cast.secretary_b, now=IN_PUBLICITY)
    publicised.refresh_from_db()
    objection.revision.refresh_from_db()
    assert (objection.state, publicised.state) == (ObjectionState.UPHELD, SheetState.DRAFT)
    assert objection.revision.state is RevisionState.WITHDRAWN
    assert objection.revision.closed_reason == "异议成立：核实属实"
    assert (objection.answer, objection.answered_by) == ("核实属实", cast.secretary_b)


def test_a_dismissed_one_leaves_two_working_days_to_ask_for_review(cast, publicised, member):
    objection = object_to(publicised, by=member)
    answer_objection(objection=objection, uphold=False, answer="台账无误", by=cast.secretary_b, now=IN_PUBLICITY)
    publicised.refresh_from_db()
    # Answered on Friday: Monday and Tuesday.
    assert (objection.state, objection.appeal_due) == (ObjectionState.DISMISSED, dt.datetime(2026, 4, 8, tzinfo=TZ))
    assert publicised.state is SheetState.PUBLICISED


def test_an_answer_needs_its_reason_and_the_secretary(cast, publicised, member, clerk_b):
    objection = object_to(publicised, by=member)
    with pytest.raises(Refused, match="reason"):
        answer_objection(objection=objection, uphold=False, answer=" ", by=cast.secretary_b, now=IN_PUBLICITY)
    for who in (cast.secretary_a, cast.officer, clerk_b, member):
        with pytest.raises(PermissionDenied):
            answer_objection(objection=objection, uphold=False, answer="无误", by=who, now=IN_PUBLICITY)


def test_an_objection_about_or_by_the_secretary_goes_to_the_department_at_once(cast, publicised, member):
    about = object_to(publicised, by=member, about="2001")
    own = object_to(publicised, by=cast.secretary_b)
    assert (about.state, own.state) == (ObjectionState.PASSED_ON, ObjectionState.PASSED_ON)
    with pytest.raises(AlreadyDone):
        answer_objection(objection=about, uphold=False, answer="无误", by=cast.secretary_b, now=IN_PUBLICITY)
    decide_objection(objection=about, uphold=False, answer="核查无误", by=cast.officer, now=IN_PUBLICITY)
    assert about.state is ObjectionState.FINAL_DISMISSED


def test_nobody_decides_on_an_objection_against_themselves(cast, publicised, member):
    officer_person = person(publicised, "p07")
    officer_person.user = None
    officer_person.save()
    objection = object_to(publicised, by=member, about="p07")
    Objection.objects.filter(pk=objection.pk).update(state=ObjectionState.PASSED_ON)
    officer_person.user = cast.officer
    officer_person.save()
    with pytest.raises(Refused, match="against themselves"):
        decide_objection(objection=objection, uphold=False, answer="无误", by=_fresh(cast.officer), now=IN_PUBLICITY)
    decide_objection(objection=objection, uphold=False, answer="无误", by=cast.second_officer, now=IN_PUBLICITY)


def test_unanswered_for_three_working_days_it_passes_to_the_department(cast, publicised, member):
    objection = object_to(publicised, by=member)
    assert pass_on_overdue(by=cast.officer, now=ANSWER_DUE - dt.timedelta(seconds=1)) == []
    with pytest.raises(Refused, match="with the Department now"):
        answer_objection(objection=objection, uphold=False, answer="无误", by=cast.secretary_b, now=ANSWER_DUE)
    assert pass_on_overdue(by=cast.officer, now=ANSWER_DUE) == [objection]
    objection.refresh_from_db()
    assert objection.state is ObjectionState.PASSED_ON


def test_the_department_decides_an_overdue_one_without_waiting_for_a_timer(cast, publicised, member):
    objection = object_to(publicised, by=member)
    with pytest.raises(Refused, match="still has time"):
        decide_objection(objection=objection, uphold=True, answer="属实", by=cast.officer, now=IN_PUBLICITY)
    assert list(Objection.objects.with_department(ANSWER_DUE)) == [objection]
    decide_objection(objection=objection, uphold=True, answer="属实", by=cast.officer, now=ANSWER_DUE)
    publicised.refresh_from_db()
    assert (objection.state, publicised.state) == (ObjectionState.FINAL_UPHELD, SheetState.DRAFT)


# --- review ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def dismissed(cast, publicised, member):
    objection = object_to(publicised, by=member)
    return answer_objection(objection=objection, uphold=False, answer="无误", by=cast.secretary_b, now=IN_PUBLICITY)


def test_only_the_person_who_objected_asks_for_review_and_only_in_time(cast, publicised, dismissed, member):
    with pytest.raises(Refused, match="Only the person"):
        appeal(objection=dismissed, text="请复核", by=person(publicised, "p06").user, now=IN_PUBLICITY)
    with pytest.raises(Refused, match="are over"):
        appeal(objection=dismissed, text="请复核", by=member, now=dismissed.appeal_due)
    appeal(objection=dismissed, text="请复核", by=member, now=IN_PUBLICITY)
    assert (dismissed.state, dismissed.appeal_text) == (ObjectionState.APPEALED, "请复核")


def test_the_department_logs_an_appeal_on_paper(cast, dismissed):
    appeal(objection=dismissed, text="请复核", by=cast.officer, now=IN_PUBLICITY)
    assert dismissed.state is ObjectionState.APPEALED


@pytest.mark.parametrize(
    ("uphold", "state", "sheet_state"),
    [
        (True, ObjectionState.FINAL_UPHELD, SheetState.DRAFT),
        (False, ObjectionState.FINAL_DISMISSED, SheetState.PUBLICISED),
    ],
)
def test_the_departments_answer_is_final(cast, publicised, dismissed, member, uphold, state, sheet_state):
    appeal(objection=dismissed, text="请复核", by=member, now=IN_PUBLICITY)
    decide_objection(objection=dismissed, uphold=uphold, answer="已核", by=cast.officer, now=SETTLED)
    publicised.refresh_from_db()
    assert (dismissed.state, publicised.state) == (state, sheet_state)
    with pytest.raises(AlreadyDone):
        decide_objection(objection=dismissed, uphold=not uphold, answer="再核", by=cast.officer, now=SETTLED)


# --- and the settlement ---------------------------------------------------------------------------------------------


def test_an_open_objection_keeps_the_month_from_being_settled(cast, publicised, member):
    object_to(publicised, by=member)
    with pytest.raises(Refused, match="objection"):
        settled(publicised, by=cast.secretary_b)
    assert ledger() == {}


def test_so_does_a_dismissal_for_which_a_review_may_still_be_asked(cast, publicised, member):
    objection = object_to(publicised, by=member)
    monday = dt.datetime(2026, 4, 6, 9, 0, tzinfo=TZ)
    answer_objection(objection=objection, uphold=False, answer="无误", by=cast.secretary_b, now=monday)
    with pytest.raises(Refused, match="24:00 on 8 April"):
        settled(publicised, by=cast.secretary_b, now=SETTLED)
    settled(publicised, by=cast.secretary_b, now=dt.datetime(2026, 4, 9, 0, 0, tzinfo=TZ))
    assert ledger()


def test_an_objection_to_an_earlier_revision_must_be_decided_too(cast, publicised, member):
    first = object_to(publicised, by=member)
    second = object_to(publicised, by=person(publicised, "p06").user, about="p02")
    answer_objection(objection=first, uphold=True, answer="属实", by=cast.secretary_b, now=IN_PUBLICITY)
    publicised.refresh_from_db()
    submitted(publicised, by=cast.secretary_b, now=IN_PUBLICITY)
    later = dt.datetime(2026, 4, 10, 9, 0, tzinfo=TZ)
    with pytest.raises(Refused, match="objection"):
        settled(publicised, by=cast.secretary_b, now=later)
    decide_objection(objection=second, uphold=False, answer="无误", by=cast.officer, now=later)
    settled(publicised, by=cast.secretary_b, now=later)
    assert ledger()


def _fresh(user):
    return type(user).objects.get(pk=user.pk)
