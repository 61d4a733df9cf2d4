"""Declarations and plans that wait, and branches nobody answers for."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.models import Branch, BranchPlan
from branches.states import PlanState
from flagship.models import Programme
from flagship.permissions import Permission, Role
from members.models import Appointment, Declaration
from members.states import DeclarationState
from reports.queries.todo.task import Task, Viewer, address, first_few
from reports.wording import named

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


FINDERS = (declarations, plans_to_accept, plans_returned, nobody_answers, non_party_policy)
