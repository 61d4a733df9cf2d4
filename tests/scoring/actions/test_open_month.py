"""Who stands on which sheet."""

import datetime as dt

import pytest

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.moves import Refused
from flagship.periods import TZ, Month
from members.models import BranchMembership, StatusPeriod
from members.states import DeclarationState
from scoring.actions.open_month import open_month, refresh_participants
from scoring.models import Measurement, MonthSheet, Participant
from tests.factories import BranchFactory, DeclarationFactory, ExemptionFactory, MemberFactory
from tests.scoring.rows import ENTRY, MARCH, fill, open_sheet, people, simple_template, submitted

NON_PARTY = PoliticalStatus.NON_PARTY


@pytest.fixture
def branch(cast, programme):
    return BranchFactory(code="c", name="新党支部", parent=cast.company)


def on_sheet(branch, month=MARCH) -> list[str]:
    rows = Participant.objects.filter(sheet__branch=branch, month=month)
    return list(rows.order_by("member__employee_number").values_list("member__employee_number", flat=True))


def transfer(member, to, day):
    member.memberships.filter(until=None).update(until=day)
    BranchMembership.objects.create(member=member, branch=to, since=day)


def test_every_branch_with_people_gets_a_sheet_and_nobody_else(cast, branch):
    MemberFactory(branch=branch)
    BranchFactory(code="empty", parent=cast.company)
    new = open_month(month=MARCH, now=ENTRY)
    assert {sheet.branch.code for sheet in new} == {"a", "b", "c", "lg-1"}
    assert set(MonthSheet.objects.values_list("branch__kind", "state")) == {("branch", "draft")}


def test_a_month_opens_on_the_first_of_the_next(branch):
    MemberFactory(branch=branch)
    with pytest.raises(Refused, match="2026-04-01"):
        open_month(month=MARCH, now=dt.datetime(2026, 3, 31, 23, 59, tzinfo=TZ))
    assert open_month(month=MARCH, now=dt.datetime(2026, 4, 1, 0, 0, tzinfo=TZ))


def test_a_year_without_a_programme_opens_nothing(branch):
    with pytest.raises(Refused, match="2025"):
        open_month(month=Month(2025, 12), now=ENTRY)


def test_opening_again_makes_nothing_twice(cast, branch):
    people(branch, 3)
    open_month(month=MARCH, now=ENTRY)
    before = (MonthSheet.objects.count(), Participant.objects.count())
    assert open_month(month=MARCH, now=ENTRY) == []
    assert (MonthSheet.objects.count(), Participant.objects.count()) == before


def test_party_people_always_stand_on_it_and_others_when_they_declared(branch):
    MemberFactory(employee_number="p", branch=branch)
    MemberFactory(employee_number="q", branch=branch, status=PoliticalStatus.PROBATIONARY)
    MemberFactory(employee_number="r", branch=branch, status=NON_PARTY)
    declared = MemberFactory(employee_number="s", branch=branch, status=NON_PARTY)
    DeclarationFactory(member=declared, branch=branch)
    undecided = MemberFactory(employee_number="t", branch=branch, status=NON_PARTY)
    DeclarationFactory(member=undecided, branch=branch, state=DeclarationState.SUBMITTED)
    open_month(month=MARCH, now=ENTRY)
    assert on_sheet(branch) == ["p", "q", "s"]


def test_the_branch_at_the_end_of_the_15th_decides(cast, branch):
    early, on_the_day, late = people(branch, 3)
    transfer(early, cast.branch_b, dt.date(2026, 3, 14))
    transfer(on_the_day, cast.branch_b, dt.date(2026, 3, 15))
    transfer(late, cast.branch_b, dt.date(2026, 3, 16))
    open_month(month=MARCH, now=ENTRY)
    assert on_sheet(branch) == ["p03"]
    assert on_sheet(cast.branch_b) == ["2001", "p01", "p02"]


def test_status_and_category_are_those_of_the_months_last_day(branch):
    (member,) = people(branch, 1)
    StatusPeriod.objects.create(member=member, status=PoliticalStatus.PROBATIONARY, since=dt.date(2026, 3, 31))
    StatusPeriod.objects.create(member=member, status=NON_PARTY, since=dt.date(2026, 4, 1))
    for month, category in ((3, FlagCategory.LEAN), (4, FlagCategory.SERVICE)):
        DeclarationFactory(member=member, branch=branch, category=category, from_month=Month(2026, month))
    open_month(month=MARCH, now=ENTRY)
    row = Participant.objects.get(member=member)
    assert (row.status, row.category) == (PoliticalStatus.PROBATIONARY, FlagCategory.LEAN)


def test_a_declaration_counts_in_its_own_year_only(branch):
    (member,) = people(branch, 1)
    member.declarations.update(from_month=Month(2025, 1))
    open_month(month=MARCH, now=ENTRY)
    assert Participant.objects.get(member=member).category == FlagCategory.SAFETY
    member.declarations.update(from_month=Month(2026, 4))
    refresh_participants(sheet=MonthSheet.objects.get(branch=branch), now=ENTRY)
    assert Participant.objects.get(member=member).category == ""


def test_an_exemption_holds_for_its_months(branch):
    inside, before, after = people(branch, 3)
    ExemptionFactory(member=inside, from_month=Month(2026, 2), until_month=MARCH)
    ExemptionFactory(member=before, from_month=Month(2026, 1), until_month=Month(2026, 2))
    ExemptionFactory(member=after, from_month=Month(2026, 4), until_month=None)
    open_month(month=MARCH, now=ENTRY)
    exempt = Participant.objects.exclude(exemption=None).values_list("member__employee_number", flat=True)
    assert list(exempt) == ["p01"]


def test_a_closed_branch_has_the_month_in_which_it_still_was_there_on_the_15th(branch):
    people(branch, 1)
    branch.closed_on = dt.date(2026, 3, 16)
    branch.save()
    open_month(month=MARCH, now=ENTRY)
    assert on_sheet(branch) == ["p01"]
    open_month(month=Month(2026, 4), now=dt.datetime(2026, 5, 1, tzinfo=TZ))
    assert on_sheet(branch, Month(2026, 4)) == []


def test_the_layer_is_the_persons_own_or_the_branchs(branch):
    first, _second = people(branch, 2)
    first.layer = WorkLayer.OFFICE
    first.save()
    open_month(month=MARCH, now=ENTRY)
    layers = dict(Participant.objects.filter(sheet__branch=branch).values_list("member__employee_number", "layer"))
    assert layers == {"p01": WorkLayer.OFFICE, "p02": WorkLayer.OPERATIONS}


def test_innovators_are_marked_by_the_template_of_their_track(branch):
    member = MemberFactory(branch=branch)
    DeclarationFactory(member=member, branch=branch, category=FlagCategory.INNOVATION, track=InnovationTrack.MANAGEMENT)
    open_month(month=MARCH, now=ENTRY)
    row = Participant.objects.get(member=member)
    assert (row.track, row.template.track) == (InnovationTrack.MANAGEMENT, InnovationTrack.MANAGEMENT)
    assert "尚无已备案的考核细则" in row.template_reason["zh"]


def test_a_draft_learns_of_late_declarations_transfers_and_arrivals(cast, branch):
    undeclared = MemberFactory(employee_number="u", branch=branch)
    leaving = MemberFactory(employee_number="v", branch=branch)
    sheet = open_sheet(branch)
    DeclarationFactory(member=undeclared, branch=branch)
    transfer(leaving, cast.branch_b, dt.date(2026, 3, 10))
    MemberFactory(employee_number="w", branch=branch)
    found = refresh_participants(sheet=sheet, now=ENTRY)
    assert (found.added, found.removed, found.changed) == (("w",), ("v",), ("u",))
    assert not refresh_participants(sheet=sheet, now=ENTRY)
    refresh_participants(sheet=MonthSheet.objects.get(branch=cast.branch_b), now=ENTRY)
    assert on_sheet(cast.branch_b) == ["2001", "v"]


def test_refreshing_keeps_what_was_typed_and_who_is_excused(cast, draft, clerk_b):
    fill(draft, {"p01": "95"}, by=clerk_b)
    Participant.objects.filter(member__employee_number="p02").update(
        excused=True, excuse_reason="病假", excused_by=clerk_b
    )
    MemberFactory(employee_number="w", branch=cast.branch_b)
    refresh_participants(sheet=draft, now=ENTRY)
    assert Measurement.objects.get().number == 95
    assert Participant.objects.get(excused=True).member.employee_number == "p02"


def test_a_submitted_month_learns_of_nothing(cast, publicised):
    MemberFactory(employee_number="w", branch=cast.branch_b)
    assert not refresh_participants(sheet=publicised, now=ENTRY)
    open_month(month=MARCH, now=ENTRY)
    assert "w" not in on_sheet(cast.branch_b)


def test_somebody_on_a_submitted_sheet_stays_there_after_a_late_transfer(cast, publicised, branch):
    MemberFactory(branch=branch)
    moved = publicised.participants.get(member__employee_number="p05").member
    transfer(moved, branch, dt.date(2026, 3, 2))
    open_month(month=MARCH, now=ENTRY)
    assert Participant.objects.get(member=moved, month=MARCH).sheet == publicised


def test_somebody_whose_new_branch_has_finished_the_month_is_not_lost(cast, publicised, branch):
    """A late transfer out of a draft into a branch that has submitted: one sheet a person, never none."""
    (member,) = people(branch, 1, prefix="q")
    sheet = open_sheet(branch)
    transfer(member, cast.branch_b, dt.date(2026, 3, 2))
    assert not refresh_participants(sheet=sheet, now=ENTRY)
    open_month(month=MARCH, now=ENTRY)
    assert Participant.objects.get(member=member).sheet == sheet


def test_opening_takes_the_same_number_of_queries_for_one_branch_and_for_many(
    cast, branch, django_assert_max_num_queries
):
    simple_template()
    people(branch, 2)
    others = [BranchFactory(code=f"m{number}", parent=cast.company) for number in range(3)]
    for number, other in enumerate(others):
        people(other, 3, prefix=f"m{number}-")
    with django_assert_max_num_queries(24):
        open_month(month=MARCH, now=ENTRY)


def test_a_newer_template_of_the_branch_does_not_touch_a_submitted_month(cast, filled):
    template = filled.participants.first().template
    submitted(filled, by=cast.secretary_b)
    simple_template(version=2, valid_from=MARCH)
    open_month(month=MARCH, now=ENTRY)
    assert set(filled.participants.values_list("template", flat=True)) == {template.pk}
