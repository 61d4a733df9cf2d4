"""People with what holds for them on a day, in a constant number of queries."""

import datetime as dt

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from branches.models import Branch
from flagship.categories import PoliticalStatus
from members.models import BranchMembership, Member, StatusPeriod


def with_today(people: QuerySet[Member], *, day: dt.date) -> QuerySet[Member]:
    """Each person with `status_today` and, through `branch_today`, the branch at the end of the day. Two queries."""
    newest = StatusPeriod.objects.filter(member=OuterRef("pk"), since__lte=day).order_by("-since")
    memberships = BranchMembership.objects.on(day).select_related("branch")
    return people.annotate(status_today=Subquery(newest.values("status")[:1])).prefetch_related(
        Prefetch("memberships", queryset=memberships, to_attr="memberships_today")
    )


def people_list(
    people: QuerySet[Member],
    *,
    day: dt.date,
    branch: Branch | None = None,
    status: PoliticalStatus | None = None,
    text: str = "",
) -> QuerySet[Member]:
    """The people filtered: of a unit and everything below it, of a status, whose name or number holds a text."""
    people = with_today(people, day=day)
    if branch is not None:
        below = Q(memberships__branch__path__startswith=branch.path)
        people = people.filter(pk__in=Member.objects.in_branches(below, on=day).values("pk"))
    if status is not None:
        people = people.filter(status_today=status)
    if text:
        people = people.filter(Q(name__icontains=text) | Q(employee_number__icontains=text))
    return people.order_by("employee_number")
