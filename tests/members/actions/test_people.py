"""People of the roster: every change begins on a day."""

import datetime as dt

import pytest

from flagship.categories import PoliticalStatus
from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.periods import Month
from members.actions.people import (
    add_person,
    change_details,
    change_status,
    end_exemption,
    exempt,
    leave,
    transfer,
)
from members.models import Member
from tests.factories import UserFactory

DAY = dt.date(2026, 3, 2)


def add(cast, **changes):
    fields = {
        "employee_number": "5001",
        "name": "新来",
        "branch": cast.branch_a,
        "status": PoliticalStatus.PROBATIONARY,
        "since": DAY,
        "by": cast.officer,
    }
    return add_person(**fields | changes)


def test_a_new_person_belongs_to_the_branch_from_the_day_on(cast):
    person = add(cast)
    before = DAY - dt.timedelta(days=1)
    assert [person.branch_on(d) for d in (before, DAY)] == [None, cast.branch_a]
    assert [person.status_on(d) for d in (before, DAY)] == [None, PoliticalStatus.PROBATIONARY]


def test_an_account_that_waits_becomes_the_new_persons(cast):
    waiting = UserFactory(username="5001")
    assert add(cast).user == waiting


def test_a_number_belongs_to_one_person(cast):
    with pytest.raises(Refused, match="1003"):
        add(cast, employee_number="1003")


def test_only_open_party_branches_take_people(cast):
    with pytest.raises(Refused, match="no Party branch"):
        add(cast, branch=cast.general_branch)
    cast.branch_b.closed_on = DAY
    cast.branch_b.save()
    with pytest.raises(Refused, match="closed"):
        transfer(member=cast.party_member.person, branch=cast.branch_b, on=DAY, by=cast.officer)


def test_a_transfer_keeps_the_past(cast):
    person = cast.party_member.person
    transfer(member=person, branch=cast.branch_b, on=DAY, by=cast.officer)
    assert [person.branch_on(d) for d in (dt.date(2026, 3, 1), DAY)] == [cast.branch_a, cast.branch_b]
    assert person.memberships.count() == 2


def test_a_transfer_on_the_same_day_corrects_the_first(cast):
    person = cast.party_member.person
    transfer(member=person, branch=cast.branch_b, on=DAY, by=cast.officer)
    transfer(member=person, branch=cast.general_one, on=DAY, by=cast.officer)
    assert person.branch_on(DAY) == cast.general_one
    assert person.memberships.count() == 2


def test_a_transfer_before_the_last_one_is_refused(cast):
    person = cast.party_member.person
    transfer(member=person, branch=cast.branch_b, on=DAY, by=cast.officer)
    with pytest.raises(Refused, match="2026-03-02"):
        transfer(member=person, branch=cast.general_one, on=dt.date(2026, 3, 1), by=cast.officer)
    with pytest.raises(Refused, match="already"):
        transfer(member=person, branch=cast.branch_b, on=dt.date(2026, 4, 1), by=cast.officer)


def test_who_leaves_belongs_nowhere_and_may_come_back(cast):
    person = cast.party_member.person
    leave(member=person, on=DAY, by=cast.officer)
    assert person.branch_on(DAY) is None
    with pytest.raises(Refused, match="no branch"):
        leave(member=person, on=dt.date(2026, 5, 1), by=cast.officer)
    with pytest.raises(Refused, match="until 2026-03-02"):
        transfer(member=person, branch=cast.branch_a, on=dt.date(2026, 3, 1), by=cast.officer)
    transfer(member=person, branch=cast.branch_a, on=dt.date(2026, 6, 1), by=cast.officer)
    assert person.branch_on(dt.date(2026, 6, 1)) == cast.branch_a


def test_a_status_changes_from_a_day_on(cast):
    person = cast.employee.person
    change_status(member=person, status=PoliticalStatus.PROBATIONARY, since=DAY, by=cast.officer)
    assert person.status_on(dt.date(2026, 3, 1)) is PoliticalStatus.NON_PARTY
    assert person.status_on(DAY) is PoliticalStatus.PROBATIONARY
    with pytest.raises(Refused, match="already"):
        change_status(member=person, status=PoliticalStatus.PROBATIONARY, since=dt.date(2026, 4, 1), by=cast.officer)
    with pytest.raises(Refused, match="2026-03-02"):
        change_status(member=person, status=PoliticalStatus.PARTY, since=dt.date(2026, 2, 1), by=cast.officer)


def test_a_new_name_reaches_the_account(cast):
    change_details(member=cast.employee.person, name="赵新名", post="钳工", layer="", by=cast.officer)
    cast.employee.refresh_from_db()
    assert cast.employee.name == "赵新名"


def test_an_exemption_covers_its_months(cast):
    person = cast.party_member.person
    exemption = exempt(member=person, from_month=Month(2026, 2), until_month=None, reason=" 长期病休 ", by=cast.officer)
    assert [exemption.covers(Month(2026, n)) for n in (1, 2, 12)] == [False, True, True]
    end_exemption(exemption=exemption, last_month=Month(2026, 6), by=cast.officer)
    assert not exemption.covers(Month(2026, 7))
    assert exemption.reason == "长期病休"


def test_an_exemption_needs_a_reason_an_order_and_somebody_else(cast):
    person = Member.objects.get(employee_number="1003")
    for changes, says in (
        ({"reason": "  "}, "why"),
        ({"until_month": Month(2026, 1)}, "last month"),
        ({"by": cast.party_member}, "themselves"),
    ):
        fields = {"from_month": Month(2026, 2), "until_month": None, "reason": "病休", "by": cast.officer}
        with pytest.raises(Refused, match=says):
            exempt(member=person, **fields | changes)
    assert not person.exemptions.exists()


def test_changes_of_people_are_written_down_without_reasons_of_health(cast):
    exempt(
        member=cast.party_member.person,
        from_month=Month(2026, 2),
        until_month=None,
        reason="canary-illness",
        by=cast.officer,
    )
    event = AuditEvent.objects.get(act="exempt")
    assert event.by == cast.officer
    assert "canary" not in f"{event.what}{event.detail}"
