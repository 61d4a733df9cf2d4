"""Who answers for a branch's sheets."""

import datetime as dt

from flagship.permissions import GRANTS, Permission
from members.models import Appointment

_RESPONSIBLE = [role for role, grants in GRANTS.items() if Permission.SUBMIT_SHEET in grants]


def officers_of(branch, day: dt.date) -> frozenset[int]:
    """The member ids of those who may submit the branch's sheets on a day: secretaries and their deputies."""
    in_office = Appointment.objects.in_office(day).filter(branch=branch, role__in=_RESPONSIBLE)
    return frozenset(in_office.exclude(user__member=None).values_list("user__member", flat=True))
