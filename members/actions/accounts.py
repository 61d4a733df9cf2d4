"""Accounts: made, given a password, closed, unlocked. Only administrators' views call these."""

import secrets

from axes.utils import reset
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.moves import Refused
from flagship.permissions import Role
from members.models import Appointment, Member, User

# Without letters and digits that look alike on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 14


@transaction.atomic
def create_account(*, username: str, name: str, by) -> User:
    """An account for a person of the roster (the one of that employee number) or, without one, for an office.

    It cannot sign in before a password is set. Raises Refused when the number is taken.
    """
    username, name = username.strip(), name.strip()
    if User.objects.filter(username=username).exists():
        raise Refused(_("There is already an account %(number)s.") % {"number": username})
    person = Member.objects.filter(employee_number=username).first()
    user = User(username=username, name=person.name if person else name)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    user.save()
    if person:
        Member.objects.filter(pk=person.pk).update(user=user)
    record("create_account", username, by=by, person=person is not None)
    return user


@transaction.atomic
def set_temporary_password(*, user: User, by) -> str:
    """Give the account a new random password, to be changed at the next sign-in, and return it: it is kept nowhere.

    Whoever is signed in with the old one is signed out.
    """
    password = "".join(secrets.choice(_LETTERS) for _i in range(_LENGTH))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record("set_password", user.username, by=by)
    return password


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """The user's own new password, already checked."""
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("change_password", user.username, by=user)


@transaction.atomic
def deactivate(*, user: User, by) -> None:
    """Close the account at once, for sign-in and for whoever is signed in with it."""
    if user == by:
        raise Refused(_("Nobody closes their own account; ask another administrator."))
    _keep_an_administrator(without=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    record("deactivate", user.username, by=by)


@transaction.atomic
def reactivate(*, user: User, by) -> None:
    """Open a closed account again, with the password it had."""
    User.objects.filter(pk=user.pk).update(is_active=True)
    record("reactivate", user.username, by=by)


def unlock(*, user: User, by) -> None:
    """Forget the failed sign-ins of an account."""
    reset(username=user.username)
    record("unlock", user.username, by=by)


def _keep_an_administrator(*, without: User) -> None:
    today = clock.today()
    others = Appointment.objects.in_office(today).filter(role=Role.ADMIN, user__is_active=True).exclude(user=without)
    is_admin = Appointment.objects.in_office(today).filter(role=Role.ADMIN, user=without).exists()
    if is_admin and not others.exists():
        raise Refused(_("%(name)s is the only administrator; appoint another one first.") % {"name": without.name})
