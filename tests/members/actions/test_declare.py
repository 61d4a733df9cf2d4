"""Declarations: handed in, accepted, returned, changed."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from flagship.categories import FlagCategory, InnovationTrack
from flagship.models import Transition
from flagship.moves import AlreadyDone, Refused, offered
from flagship.periods import TZ, Month
from members.actions.declare import Entry, accept_declaration, declare, declare_many, return_declaration
from members.models import Declaration
from members.moves import DECISIONS
from members.states import DeclarationState
from tests.factories import AppointmentFactory, DeclarationFactory, MemberFactory, ProgrammeFactory

MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=TZ)


@pytest.fixture(autouse=True)
def year(db):
    return ProgrammeFactory(year=2026)


def entry(member, **changes):
    fields = {
        "category": FlagCategory.SAFETY,
        "track": "",
        "goal": "全年无事故",
        "next_steps": "每班排查",
        "from_month": Month(2026, 1),
    }
    return Entry(member=member, **fields | changes)


def hand_in(user, **changes):
    return declare(entry=entry(user.person, **changes), by=user, now=MARCH)


def test_a_person_hands_in_and_the_secretary_accepts(cast):
    declaration = hand_in(cast.party_member)
    assert (declaration.state, declaration.branch) == (DeclarationState.SUBMITTED, cast.branch_a)
    assert list(Declaration.objects.in_force(Month(2026, 3))) == []
    accept_declaration(declaration=declaration, by=cast.secretary_a, now=MARCH)
    assert list(Declaration.objects.in_force(Month(2026, 3))) == [declaration]
    assert [(t.move, t.by) for t in Transition.objects.of(declaration)] == [
        ("submit", cast.party_member),
        ("accept", cast.secretary_a),
    ]


def test_a_returned_declaration_is_taken_up_again(cast):
    declaration = hand_in(cast.party_member)
    return_declaration(declaration=declaration, reason="目标太笼统", by=cast.secretary_a, now=MARCH)
    assert (declaration.state, declaration.comment) == (DeclarationState.RETURNED, "目标太笼统")
    again = hand_in(cast.party_member, category=FlagCategory.SERVICE, goal="为基层解决10个问题")
    assert (again, again.category) == (declaration, FlagCategory.SERVICE)


def test_returning_needs_a_reason(cast):
    with pytest.raises(Refused, match="reason"):
        return_declaration(declaration=hand_in(cast.party_member), reason=" ", by=cast.secretary_a, now=MARCH)


def test_innovation_has_its_track(cast):
    declaration = hand_in(cast.party_member, category=FlagCategory.INNOVATION, track=InnovationTrack.MASS)
    assert declaration.track is InnovationTrack.MASS


def test_one_waits_at_a_time(cast):
    hand_in(cast.party_member)
    with pytest.raises(Refused, match="waits"):
        hand_in(cast.party_member)


def test_a_goal_and_next_steps_are_needed(cast):
    with pytest.raises(Refused, match="张先进: write down the goal"):
        hand_in(cast.party_member, goal=" ")
    assert not Declaration.objects.exists()


def test_a_change_of_category_is_a_new_declaration_from_a_month_on(cast):
    first = DeclarationFactory(member=cast.party_member.person, category=FlagCategory.SAFETY)
    with pytest.raises(Refused, match="2026-03 at the earliest"):
        hand_in(cast.party_member, category=FlagCategory.LEAN, from_month=Month(2026, 2))
    second = hand_in(cast.party_member, category=FlagCategory.LEAN, from_month=Month(2026, 4))
    accept_declaration(declaration=second, by=cast.secretary_a, now=MARCH)
    assert [Declaration.objects.in_force(Month(2026, n)).first() for n in (3, 4)] == [first, second]


def test_a_year_without_a_programme_or_a_closed_one_takes_none(cast, year):
    with pytest.raises(Refused, match="no programme for 2027"):
        hand_in(cast.party_member, from_month=Month(2027, 1))
    year.frozen_at = MARCH
    year.save()
    with pytest.raises(Refused, match="2026 is closed"):
        hand_in(cast.party_member)


def test_somebody_of_no_branch_declares_nothing(cast):
    stranger = MemberFactory(name="无支部")
    with pytest.raises(Refused, match="no branch"):
        declare(entry=entry(stranger), by=cast.secretary_a, now=MARCH)


def test_nobody_accepts_their_own(cast):
    declaration = hand_in(cast.secretary_a)
    with pytest.raises(Refused, match="their own"):
        accept_declaration(declaration=declaration, by=cast.secretary_a, now=MARCH)
    accept_declaration(declaration=declaration, by=cast.officer, now=MARCH)
    assert declaration.decided_by == cast.officer


def test_a_deputy_does_not_accept_the_secretarys(cast):
    deputy = MemberFactory(branch=cast.branch_a, account=True).user
    AppointmentFactory(user=deputy, role="secretary", branch=cast.branch_a)
    with pytest.raises(Refused, match="Department"):
        accept_declaration(declaration=hand_in(cast.secretary_a), by=deputy, now=MARCH)


def test_the_department_leaves_a_branch_with_a_secretary_to_it(cast):
    with pytest.raises(Refused, match="has a secretary in office"):
        accept_declaration(declaration=hand_in(cast.party_member), by=cast.officer, now=MARCH)


def test_the_department_stands_in_where_no_secretary_is_in_office(cast):
    declaration = hand_in(cast.general_secretary)  # a member of a branch that has no secretary
    accept_declaration(declaration=declaration, by=cast.officer, now=MARCH)
    assert declaration.state is DeclarationState.ACCEPTED


@pytest.mark.parametrize("who", ["secretary_b", "clerk_a", "auditor", "recorder", "admin", "party_member", "employee"])
def test_others_may_not_decide(cast, who):
    declaration = hand_in(cast.party_member)
    user = getattr(cast, who)
    assert offered(DECISIONS, declaration, user) == []
    with pytest.raises(PermissionDenied):
        accept_declaration(declaration=declaration, by=user, now=MARCH)


def test_a_second_decision_finds_it_decided(cast):
    declaration = hand_in(cast.party_member)
    stale = Declaration.objects.get(pk=declaration.pk)
    accept_declaration(declaration=declaration, by=cast.secretary_a, now=MARCH)
    with pytest.raises(AlreadyDone):
        return_declaration(declaration=stale, reason="x", by=cast.secretary_a, now=MARCH)


def test_the_branch_types_in_for_people_without_an_account(cast):
    people = [MemberFactory(branch=cast.branch_a) for _ in range(2)]
    assert declare_many(entries=[entry(p) for p in people], by=cast.clerk_a, now=MARCH) == 2
    assert {d.state for d in Declaration.objects.all()} == {DeclarationState.SUBMITTED}


def test_typing_in_is_all_or_nothing_with_every_sentence(cast):
    good, first, second = (MemberFactory(name=name, branch=cast.branch_a) for name in ("好", "甲", "乙"))
    entries = [entry(good), entry(first, goal=""), entry(second, goal="")]
    with pytest.raises(Refused, match=r"甲.*乙"):
        declare_many(entries=entries, by=cast.clerk_a, now=MARCH)
    assert not Declaration.objects.exists()


def test_nobody_types_in_for_another_branch(cast):
    with pytest.raises(Refused, match="Only 张先进"):
        declare(entry=entry(cast.party_member.person), by=cast.secretary_b, now=MARCH)
