"""Appointments: who holds which role where, from when to when.

管理用户权限分离: an administrator holds no other role, nobody appoints themselves, and the company's roles are held in
the root only.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.categories import BranchKind
from flagship.moves import Refused
from flagship.permissions import Role
from flagship.templatetags.house import label
from members.models import Appointment, User

BRANCH_ROLES = (Role.SECRETARY, Role.CLERK)
COMPANY_ROLES = (Role.ADMIN, Role.DEPARTMENT, Role.COMMITTEE, Role.AUDITOR)


@transaction.atomic
def appoint(
    *, user: User, role: Role, branch: Branch, since: dt.date, until: dt.date | None = None, by: User
) -> Appointment:
    """Give the user a role in a branch from a day to a last day (None: until further notice).

    Raises Refused with a sentence when role and place, dates, or the separation of powers forbid it.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    for refusal in (_own(user, by), _place(role, branch), _dates(user, since, until), _clash(user, role, since, until)):
        if refusal:
            raise Refused(refusal)
    same = Appointment.objects.filter(user=user, role=role, branch=branch)
    if same.filter(_overlapping(since, until)).exists():
        raise Refused(
            _("%(name)s already holds this role there in that time; end the earlier appointment first.")
            % {"name": user.name}
        )
    appointment = Appointment.objects.create(user=user, role=role, branch=branch, since=since, until=until)
    record("appoint", user.username, by=by, **_facts(appointment))
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, last_day: dt.date, by: User) -> None:
    """Let the appointment end with a day. One that has not begun by then is taken back altogether."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    if appointment.until and last_day > appointment.until:
        raise Refused(_("The appointment ends on %(day)s already.") % {"day": appointment.until})
    if appointment.role is Role.ADMIN:
        _keep_an_administrator(appointment, last_day)
    facts = _facts(appointment) | {"last_day": str(last_day)}
    if last_day < appointment.since:
        appointment.delete()
    else:
        appointment.until = last_day
        appointment.save(update_fields=["until"])
    record("end_appointment", appointment.user.username, by=by, **facts)


def _own(user: User, by: User) -> str | None:
    if user == by:
        return _("Nobody appoints themselves; ask another administrator.")
    return None


def _place(role: Role, branch: Branch) -> str | None:
    if branch.closed_on:
        return _("%(branch)s is closed.") % {"branch": branch.name}
    if role in COMPANY_ROLES and branch.parent_id is not None:
        return _("The role “%(role)s” is held in the company's Party committee only.") % {"role": label(role)}
    if role in BRANCH_ROLES and branch.kind is BranchKind.COMMITTEE:
        return _("The role “%(role)s” is held in a branch or general branch.") % {"role": label(role)}
    return None


def _dates(user: User, since: dt.date, until: dt.date | None) -> str | None:
    if not user.is_active:
        return _("The account of %(name)s is closed; open it first.") % {"name": user.name}
    if until and until < since:
        return _("The last day must not lie before the first.")
    return None


def _clash(user: User, role: Role, since: dt.date, until: dt.date | None) -> str | None:
    """管理用户权限分离: an administrator sees and decides no marks."""
    held = Appointment.objects.filter(user=user).filter(_overlapping(since, until))
    others = held.exclude(role=Role.ADMIN) if role is Role.ADMIN else held.filter(role=Role.ADMIN)
    if others.exists():
        return _("An administrator holds no other role: %(name)s would hold both in that time.") % {"name": user.name}
    return None


def _overlapping(since: dt.date, until: dt.date | None) -> Q:
    begun = Q(since__lte=until) if until else Q()
    return begun & (Q(until=None) | Q(until__gte=since))


def _keep_an_administrator(ending: Appointment, last_day: dt.date) -> None:
    next_day = max(last_day + dt.timedelta(days=1), clock.today())
    others = Appointment.objects.filter(role=Role.ADMIN, user__is_active=True, since__lte=next_day, until=None)
    if not others.exclude(pk=ending.pk).exists():
        raise Refused(_("%(name)s is the only administrator; appoint another one first.") % {"name": ending.user.name})


def _facts(appointment: Appointment) -> dict:
    return {
        "role": str(appointment.role),
        "branch": appointment.branch.code,
        "since": str(appointment.since),
        "until": str(appointment.until or ""),
    }
