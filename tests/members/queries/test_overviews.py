"""Lists of people, units and declarations: right, and constant in queries."""

import datetime as dt

import pytest
import time_machine

from flagship.categories import PoliticalStatus
from flagship.permissions import Permission
from members.actions.people import change_status, leave, transfer
from members.models import Member
from members.queries.declarations import declaration_overview
from members.queries.people import people_list
from members.queries.units import units_overview
from members.states import DeclarationState
from tests.factories import DeclarationFactory, ExemptionFactory, MemberFactory

DAY = dt.date(2026, 3, 2)

pytestmark = pytest.mark.usefixtures("spring")


@pytest.fixture
def spring():
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        yield


def listed(user, **filters):
    people = Member.objects.open_to(user, Permission.VIEW_ROSTER)
    return [p.name for p in people_list(people, day=DAY, **filters)]


def test_a_secretary_sees_the_people_of_today(cast):
    transfer(member=cast.party_member.person, branch=cast.branch_b, on=DAY, by=cast.officer)
    assert listed(cast.secretary_a) == ["王书记", "李考核", "赵职工"]


def test_filters_combine(cast):
    everybody = listed(cast.officer)
    assert len(everybody) == 6
    assert listed(cast.officer, branch=cast.branch_b) == ["陈书记"]
    assert listed(cast.officer, branch=cast.general_branch) == ["冯老干"]
    assert listed(cast.officer, status=PoliticalStatus.NON_PARTY) == ["赵职工"]
    assert listed(cast.officer, text="100", status=PoliticalStatus.PARTY) == ["王书记", "李考核", "张先进"]
    assert listed(cast.officer, text="陈") == ["陈书记"]


def test_the_company_still_sees_who_has_left(cast):
    leave(member=cast.party_member.person, on=DAY, by=cast.officer)
    assert "张先进" in listed(cast.officer)
    assert "张先进" not in listed(cast.secretary_a)


def test_the_tree_counts_everything_below(cast):
    change_status(
        member=cast.employee.person, status=PoliticalStatus.PROBATIONARY, since=dt.date(2026, 3, 3), by=cast.officer
    )
    units = {u.branch.code: (u.depth, u.people, u.party, u.secretaries) for u in units_overview(cast.officer, day=DAY)}
    assert units == {
        "company": (0, 6, 5, ()),
        "a": (1, 4, 3, ("王书记",)),
        "b": (1, 1, 1, ("陈书记",)),
        "lg": (1, 1, 1, ("冯老干",)),
        "lg-1": (2, 1, 1, ()),
        "lg-2": (2, 0, 0, ()),
    }
    assert [u.branch.code for u in units_overview(cast.general_secretary, day=DAY)] == ["lg", "lg-1", "lg-2"]


def test_who_has_not_declared_is_seen_at_a_glance(cast, programme):
    DeclarationFactory(member=cast.party_member.person, programme=programme)
    DeclarationFactory(member=cast.secretary_a.person, programme=programme, state=DeclarationState.SUBMITTED)
    overview = declaration_overview(cast.secretary_a, year=2026, day=DAY)
    assert [(line.member.name, str(line.state)) for line in overview.lines] == [
        ("王书记", "submitted"),
        ("李考核", "undeclared"),
        ("张先进", "accepted"),
        ("赵职工", "voluntary"),
    ]
    assert overview.counts["undeclared"] == 1
    ExemptionFactory(member=cast.clerk_a.person)
    assert declaration_overview(cast.secretary_a, year=2026, day=DAY).counts["undeclared"] == 0


def test_the_one_in_force_and_the_newest_are_told_apart(cast, programme):
    person = cast.party_member.person
    first = DeclarationFactory(member=person, programme=programme)
    second = DeclarationFactory(member=person, programme=programme, state=DeclarationState.SUBMITTED)
    (line,) = [x for x in declaration_overview(cast.secretary_a, year=2026, day=DAY).lines if x.member == person]
    assert (line.in_force, line.newest) == (first, second)


def test_one_branch_of_many(cast, programme):
    overview = declaration_overview(cast.officer, year=2026, day=DAY, branch=cast.branch_b)
    assert [line.member.name for line in overview.lines] == ["陈书记"]


@pytest.mark.parametrize("people", [1, 3])
def test_overviews_take_the_same_queries_for_any_number_of_people(cast, programme, people, django_assert_num_queries):
    for _ in range(people):
        DeclarationFactory(member=MemberFactory(branch=cast.branch_b), programme=programme)
    cast.officer.authority  # noqa: B018 (read once)
    with django_assert_num_queries(4):
        declaration_overview(cast.officer, year=2026, day=DAY)
    with django_assert_num_queries(3):
        units_overview(cast.officer, day=DAY)
    with django_assert_num_queries(2):
        list(people_list(Member.objects.open_to(cast.officer, Permission.VIEW_ROSTER), day=DAY))
