"""Accounts: made, given a password, closed, unlocked."""

import datetime as dt

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.core.management import call_command

from branches.models import Branch
from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.permissions import Permission, Role
from members.actions.accounts import (
    change_password,
    create_account,
    deactivate,
    reactivate,
    set_temporary_password,
    unlock,
)
from members.models import Appointment, User
from tests.factories import AppointmentFactory, MemberFactory, UserFactory


def test_the_first_administrator_brings_the_root_branch_and_an_appointment(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse 9")
    call_command("createsuperuser", username="9001", name="管理员", interactive=False, verbosity=0)
    user = User.objects.get()
    assert [(a.role, a.branch) for a in user.appointments.all()] == [(Role.ADMIN, Branch.objects.root())]
    assert user.check_password("correct horse 9")
    assert not user.has_perm(Permission.VIEW_SHEET)


def test_the_first_administrator_leaves_an_existing_root_alone(cast):
    User.objects.create_superuser("9100", "第二管理员", "x")
    assert Branch.objects.filter(parent=None).get() == cast.company


def test_an_account_of_a_persons_number_becomes_theirs(cast):
    person = MemberFactory(employee_number="1010", name="冯丽", branch=cast.branch_a)
    user = create_account(username=" 1010 ", name="whatever", by=cast.admin)
    person.refresh_from_db()
    assert (person.user, user.name, user.has_usable_password()) == (user, "冯丽", False)


def test_an_office_has_an_account_without_a_person(cast):
    user = create_account(username="dqgzb", name="党群工作部值班", by=cast.admin)
    assert (user.name, user.person) == ("党群工作部值班", None)


def test_a_number_has_one_account(cast):
    with pytest.raises(Refused, match="1001"):
        create_account(username="1001", name="x", by=cast.admin)


def test_a_temporary_password_signs_in_and_must_be_changed(cast):
    password = set_temporary_password(user=cast.clerk_a, by=cast.admin)
    user = User.objects.get(pk=cast.clerk_a.pk)
    assert user.check_password(password)
    assert user.must_change_password
    assert password not in str(list(AuditEvent.objects.values()))

    change_password(user=user, password="my own words 7")
    user = User.objects.get(pk=user.pk)
    assert (user.check_password("my own words 7"), user.must_change_password) == (True, False)


def test_two_temporary_passwords_differ(cast):
    assert set_temporary_password(user=cast.clerk_a, by=cast.admin) != set_temporary_password(
        user=cast.clerk_a, by=cast.admin
    )


def test_a_closed_account_cannot_sign_in_until_it_is_opened_again(cast, rf):
    password = set_temporary_password(user=cast.clerk_a, by=cast.admin)
    request = rf.post("/login/")
    deactivate(user=cast.clerk_a, by=cast.admin)
    assert authenticate(request, username="1002", password=password) is None
    reactivate(user=cast.clerk_a, by=cast.admin)
    assert authenticate(request, username="1002", password=password) == cast.clerk_a


def test_nobody_closes_their_own_account(cast):
    with pytest.raises(Refused, match="own account"):
        deactivate(user=cast.admin, by=cast.admin)


def test_the_only_administrator_stays(cast):
    other = UserFactory()
    with pytest.raises(Refused, match="only administrator"):
        deactivate(user=cast.admin, by=other)
    AppointmentFactory(user=other, role=Role.ADMIN, branch=cast.company, until=dt.date(2020, 2, 1))
    with pytest.raises(Refused, match="only administrator"):
        deactivate(user=cast.admin, by=other)
    Appointment.objects.filter(user=other).update(until=None)
    deactivate(user=cast.admin, by=other)
    assert User.objects.get(pk=cast.admin.pk).is_active is False


def test_unlocking_forgets_the_failures_of_this_account_alone(cast):
    for number in ("1001", "1002"):
        AccessAttempt.objects.create(username=number, ip_address="10.0.0.1", failures_since_start=6)
    unlock(user=cast.secretary_a, by=cast.admin)
    assert list(AccessAttempt.objects.values_list("username", flat=True)) == ["1002"]


def test_every_act_on_an_account_is_written_down(cast):
    user = create_account(username="7001", name="新人", by=cast.admin)
    set_temporary_password(user=user, by=cast.admin)
    deactivate(user=user, by=cast.admin)
    reactivate(user=user, by=cast.admin)
    unlock(user=user, by=cast.admin)
    acts = AuditEvent.objects.filter(by=cast.admin, what="7001").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["create_account", "set_password", "deactivate", "reactivate", "unlock"]
