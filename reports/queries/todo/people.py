"""Declarations and plans that wait, and branches nobody answers for."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.models import Branch, BranchPlan
from branches.queries.plans import due_day
from branches.states import PlanState
from flagship.categories import PoliticalStatus
from flagship.models import Programme
from flagship.periods import Month
from flagship.permissions import Permission, Role
from members.models import Appointment, Declaration, Exemption, Member
from members.queries.people import with_today
from members.states import DeclarationState
from reports.queries.todo.task import SHOWN, Task, Viewer, address, countdown, first_few
from reports.wording import named

PARTY = [status for status in PoliticalStatus if status.is_party]
PLAN_AHEAD = dt.timedelta(days=31)
WAITING = {"tone": "wait", "icon": "hourglass-split"}


def declarations(viewer: Viewer) -> Iterator[Task]:
    """Secretaries decide for their branch; the Department for secretaries and for branches without one."""
    if not viewer.may(Permission.DECIDE_DECLARATION):
        return
    in_office = Appointment.objects.in_office(viewer.today).filter(role=Role.SECRETARY, branch=OuterRef("branch"))
    waiting = (
        Declaration.objects.open_to(viewer.user, Permission.DECIDE_DECLARATION)
        .filter(state=DeclarationState.SUBMITTED)
        .select_related("member")
        .order_by("pk")
    )
    if viewer.user.has_perm(Permission.DECIDE_DECLARATION):  # the whole company: in a secretary's place only
        of_a_secretary = Exists(in_office.filter(user=OuterRef("member__user")))
        waiting = waiting.filter(of_a_secretary | ~Exists(in_office))
    if viewer.user.person:
        waiting = waiting.exclude(member=viewer.user.person)
    rows, count = first_few(waiting)
    if rows:
        yield Task(
            title=ngettext("Review %(count)d declaration", "Review %(count)d declarations", count) % {"count": count},
            detail=named([row.member.name for row in rows], count),
            url=address("members:declarations"),
            action=_("Review"),
            weight=3,
            chip=_("waiting for you"),
            **WAITING,
        )


def plans_to_accept(viewer: Viewer) -> Iterator[Task]:
    if not viewer.may(Permission.ACCEPT_PLAN):
        return
    filed = (
        BranchPlan.objects.open_to(viewer.user, Permission.ACCEPT_PLAN)
        .filter(state=PlanState.SUBMITTED)
        .select_related("branch")
        .order_by("submitted_at")
    )
    rows, count = first_few(filed)
    if rows:
        yield Task(
            title=ngettext("Check %(count)d branch plan", "Check %(count)d branch plans", count) % {"count": count},
            detail=named([row.branch.name for row in rows], count),
            url=address("branches:plans"),
            action=_("Check"),
            weight=3,
            chip=_("waiting for you"),
            **WAITING,
        )


def plans_due(viewer: Viewer) -> Iterator[Task]:
    """The plan of the year, from a month before its day until it is filed."""
    if not viewer.may(Permission.EDIT_PLAN):
        return
    year = (viewer.today + PLAN_AHEAD).year
    filed = BranchPlan.objects.filter(branch=OuterRef("pk"), programme__year=year).exclude(state=PlanState.DRAFT)
    owing = Branch.objects.open_to(viewer.user, Permission.EDIT_PLAN).assessing().exclude(Exists(filed))
    if not Programme.objects.filter(year=year).exists():
        return
    for branch in owing.order_by("path")[:SHOWN]:
        due = due_day(year)
        yield Task(
            title=_("File the branch plan of %(year)s") % {"year": year},
            detail=branch.name,
            url=f"{address('branches:plans')}?year={year}",
            action=_("Write the plan"),
            due=due,
            weight=2,
            **countdown(due, viewer.today),
        )


def undeclared(viewer: Viewer) -> Iterator[Task]:
    """Party people of one's own branches without a declaration for the year: they hold up the month."""
    if not viewer.may(Permission.ENTER_DECLARATION):
        return
    year, month = viewer.today.year, Month.of(viewer.today)
    if not Programme.objects.filter(year=year).exists():
        return
    reach = viewer.user.reach(Permission.ENTER_DECLARATION).q("memberships__branch")
    declared = Declaration.objects.filter(member=OuterRef("pk"), programme__year=year)
    exempt = Exemption.objects.filter(member=OuterRef("pk"), from_month__lte=month).filter(
        Q(until_month=None) | Q(until_month__gte=month)
    )
    people = with_today(Member.objects.in_branches(reach, on=viewer.today), day=viewer.today)
    missing = people.exclude(Exists(declared)).exclude(Exists(exempt)).filter(status_today__in=PARTY)
    rows, count = first_few(missing.order_by("employee_number"))
    if rows:
        sentence = ngettext("%(count)d declaration is missing", "%(count)d declarations are missing", count)
        yield Task(
            title=sentence % {"count": count},
            detail=named([row.name for row in rows], count),
            url=address("members:declarations"),
            action=_("Look"),
            weight=3,
            chip=_("missing"),
            tone="bad",
            icon="exclamation-circle",
            pressing=True,
        )


def plans_returned(viewer: Viewer) -> Iterator[Task]:
    if not viewer.may(Permission.EDIT_PLAN):
        return
    returned = (
        BranchPlan.objects.open_to(viewer.user, Permission.EDIT_PLAN)
        .filter(state=PlanState.RETURNED)
        .select_related("branch")
        .order_by("pk")
    )
    rows, _count = first_few(returned)
    for row in rows:
        yield Task(
            title=_("The branch plan came back"),
            detail=f"{row.branch.name} · {row.comment[:60]}",
            url=address("branches:plans"),
            action=_("Correct"),
            weight=2,
            chip=_("returned"),
            tone="bad",
            icon="arrow-return-left",
            pressing=True,
        )


def nobody_answers(viewer: Viewer) -> Iterator[Task]:
    """For the administrator: branches without a secretary in office."""
    if not viewer.may(Permission.MANAGE_ACCOUNTS):
        return
    in_office = Appointment.objects.in_office(viewer.today).filter(role=Role.SECRETARY, branch=OuterRef("pk"))
    vacant = Branch.objects.open_to(viewer.user, Permission.MANAGE_ACCOUNTS).assessing().exclude(Exists(in_office))
    rows, count = first_few(vacant.order_by("path"))
    if rows:
        sentence = ngettext(
            "%(count)d branch has no secretary in office", "%(count)d branches have no secretary in office", count
        )
        yield Task(
            title=sentence % {"count": count},
            detail=named([row.name for row in rows], count),
            url=address("members:accounts"),
            action=_("Appoint"),
            weight=2,
            chip=_("vacant"),
            tone="wait",
            icon="person-dash",
        )


def non_party_policy(viewer: Viewer) -> Iterator[Task]:
    """The first policy a programme year is asked to confirm: how non-Party people are counted."""
    if not viewer.may(Permission.EDIT_PROGRAMME):
        return
    year = viewer.today.year
    programme = Programme.objects.filter(year=year).first()
    if programme is None or not programme.non_party_confirmed:
        yield Task(
            title=_("Confirm how non-Party employees are counted"),
            detail=_("Policies of %(year)s · everything of the year rests on it") % {"year": year},
            url=address("flagship:programme", year=year),
            action=_("Look and confirm"),
            weight=1,
            chip=_("to be confirmed"),
            **WAITING,
        )


FINDERS = (declarations, plans_to_accept, plans_due, plans_returned, undeclared, nobody_answers, non_party_policy)
