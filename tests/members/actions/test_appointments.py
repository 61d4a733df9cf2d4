"""Appointments and the separation of powers."""

import datetime as dt

import pytest

from flagship.moves import Refused
from flagship.permissions import Permission, Role
from members.actions.appointments import BRANCH_ROLES, COMPANY_ROLES, appoint, end_appointment
from members.models import Appointment, User
from tests.factories import AppointmentFactory, UserFactory

DAY = dt.date(2026, 3, 2)


def test_a_deputy_for_two_weeks_is_one_row(cast):
    deputy = UserFactory()
    appoint(
        user=deputy, role=Role.SECRETARY, branch=cast.branch_a, since=DAY, until=dt.date(2026, 3, 15), by=cast.admin
    )
    for day, holds in ((1, False), (2, True), (15, True), (16, False)):
        posts = deputy.appointments.in_office(dt.date(2026, 3, day))
        assert posts.exists() is holds, day


@pytest.mark.parametrize("role", COMPANY_ROLES)
def test_company_roles_are_held_in_the_root_only(cast, role):
    with pytest.raises(Refused, match="committee only"):
        appoint(user=UserFactory(), role=role, branch=cast.branch_a, since=DAY, by=cast.admin)


@pytest.mark.parametrize("role", BRANCH_ROLES)
def test_branch_roles_are_held_in_branches_and_general_branches(cast, role):
    with pytest.raises(Refused, match="branch or general branch"):
        appoint(user=UserFactory(), role=role, branch=cast.company, since=DAY, by=cast.admin)
    for branch in (cast.general_branch, cast.branch_a):
        assert appoint(user=UserFactory(), role=role, branch=branch, since=DAY, by=cast.admin).branch == branch


def test_every_role_has_its_place():
    assert set(BRANCH_ROLES) | set(COMPANY_ROLES) == set(Role)


def test_an_administrator_cannot_appoint_himself_to_the_department(cast):
    with pytest.raises(Refused, match="appoints themselves"):
        appoint(user=cast.admin, role=Role.DEPARTMENT, branch=cast.company, since=DAY, by=cast.admin)
    assert not User.objects.get(pk=cast.admin.pk).has_perm(Permission.ACCEPT_REPORT)


def test_nobody_is_administrator_and_something_else(cast):
    other_admin = UserFactory()
    AppointmentFactory(user=other_admin, role=Role.ADMIN, branch=cast.company)
    for user, role, branch in (
        (cast.officer, Role.ADMIN, cast.company),
        (other_admin, Role.AUDITOR, cast.company),
        (other_admin, Role.CLERK, cast.branch_a),
    ):
        with pytest.raises(Refused, match="no other role"):
            appoint(user=user, role=role, branch=branch, since=DAY, by=cast.admin)


def test_one_after_the_other_is_no_clash(cast):
    user = UserFactory()
    AppointmentFactory(user=user, role=Role.ADMIN, branch=cast.company, until=dt.date(2026, 3, 1))
    appoint(user=user, role=Role.CLERK, branch=cast.branch_a, since=DAY, by=cast.admin)


def test_the_same_role_twice_at_a_time_is_refused(cast):
    with pytest.raises(Refused, match="already holds"):
        appoint(user=cast.clerk_a, role=Role.CLERK, branch=cast.branch_a, since=DAY, by=cast.admin)


def test_dates_in_the_wrong_order_and_closed_places_are_refused(cast):
    user = UserFactory()
    with pytest.raises(Refused, match="last day"):
        appoint(user=user, role=Role.CLERK, branch=cast.branch_a, since=DAY, until=dt.date(2026, 3, 1), by=cast.admin)
    cast.branch_b.closed_on = DAY
    cast.branch_b.save()
    with pytest.raises(Refused, match="closed"):
        appoint(user=user, role=Role.CLERK, branch=cast.branch_b, since=DAY, by=cast.admin)
    user.is_active = False
    user.save()
    with pytest.raises(Refused, match="account"):
        appoint(user=user, role=Role.CLERK, branch=cast.branch_a, since=DAY, by=cast.admin)
    assert not user.appointments.exists()


def test_an_appointment_ends_with_its_last_day(cast):
    appointment = Appointment.objects.get(user=cast.clerk_a)
    end_appointment(appointment=appointment, last_day=DAY, by=cast.admin)
    appointment.refresh_from_db()
    assert appointment.until == DAY
    with pytest.raises(Refused, match="already"):
        end_appointment(appointment=appointment, last_day=dt.date(2026, 4, 1), by=cast.admin)


def test_an_appointment_that_never_began_is_taken_back(cast):
    user = UserFactory()
    future = appoint(user=user, role=Role.CLERK, branch=cast.branch_a, since=DAY, by=cast.admin)
    end_appointment(appointment=future, last_day=dt.date(2026, 3, 1), by=cast.admin)
    assert not user.appointments.exists()


def test_the_only_administrators_appointment_does_not_end(cast):
    appointment = Appointment.objects.get(user=cast.admin)
    with pytest.raises(Refused, match="only administrator"):
        end_appointment(appointment=appointment, last_day=DAY, by=UserFactory())
