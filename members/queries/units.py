"""The tree of units with their people and secretaries."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from branches.models import Branch
from branches.queries.tree import in_tree_order
from flagship.categories import PoliticalStatus
from flagship.permissions import Permission, Role
from members.models import Appointment, BranchMembership, StatusPeriod


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in the order of the tree. Counts include everything below it; `depth` 0 is the topmost shown."""

    branch: Branch
    depth: int
    people: int
    party: int
    secretaries: tuple[str, ...]


def units_overview(user, *, day: dt.date) -> list[Unit]:
    """The units in which the user may see the roster, parents before children, with today's numbers. Three queries."""
    branches = list(Branch.objects.open_to(user, Permission.VIEW_ROSTER).select_related("parent"))
    people, party = _counts(day)
    secretaries = _secretaries(day)
    top = min((branch.path.count("/") for branch in branches), default=0)
    return [
        Unit(
            branch=branch,
            depth=branch.path.count("/") - top,
            people=_below(people, branch),
            party=_below(party, branch),
            secretaries=tuple(secretaries.get(branch.pk, ())),
        )
        for branch in in_tree_order(branches)
    ]


def _counts(day: dt.date) -> tuple[Counter, Counter]:
    """People and Party people by the path of their branch."""
    newest = StatusPeriod.objects.filter(member=OuterRef("member"), since__lte=day).order_by("-since")
    rows = (
        BranchMembership.objects.on(day)
        .annotate(status=Subquery(newest.values("status")[:1]))
        .values_list("branch__path", "status")
    )
    people, party = Counter(), Counter()
    for path, status in rows:
        people[path] += 1
        party[path] += bool(status) and PoliticalStatus(status).is_party
    return people, party


def _below(counts: Counter, branch: Branch) -> int:
    return sum(count for path, count in counts.items() if path.startswith(branch.path))


def _secretaries(day: dt.date) -> dict[int, list[str]]:
    named: dict[int, list[str]] = {}
    for post in Appointment.objects.in_office(day).filter(role=Role.SECRETARY).select_related("user"):
        named.setdefault(post.branch_id, []).append(post.user.name)
    return named
