"""Who acts next in a month, by name: the people in office today."""

import datetime as dt
from collections.abc import Iterable

from flagship.permissions import Role
from members.models import Appointment
from scoring.documents import Words

_ROLES = {"branch": (Role.CLERK, Role.SECRETARY), "secretary": (Role.SECRETARY,)}
_DEPARTMENT = Words(Role.DEPARTMENT.zh, Role.DEPARTMENT.en)
_VACANT = Words("暂无人任职", "nobody in office")

Officers = dict[tuple[int, Role], list[str]]


def officers_by_role(branches: Iterable, day: dt.date) -> Officers:
    """The names of secretaries and clerks by branch and role. One query."""
    rows = Appointment.objects.in_office(day).filter(branch__in=list(branches), role__in=_ROLES["branch"])
    found: Officers = {}
    for branch, role, name in rows.order_by("since", "pk").values_list("branch", "role", "user__name"):
        found.setdefault((branch, Role(role)), []).append(name)
    return found


def who_acts(actor: str, branch_id: int, officers: Officers) -> Words:
    """`陈书记`: the clerk where the branch fills in, or else the secretary; empty where nobody acts."""
    if actor == "department":
        return _DEPARTMENT
    if actor not in _ROLES:
        return Words("", "")
    names = next((found for role in _ROLES[actor] if (found := officers.get((branch_id, role)))), None)
    return Words("、".join(names), ", ".join(names)) if names else _VACANT
