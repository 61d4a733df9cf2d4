"""The life of a declaration (申报): who submits, who decides.

The branch's secretary decides. A secretary's own declaration, and those of a branch without a secretary in office, are
decided by the Department. Nobody decides on their own.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from flagship.periods import TZ
from flagship.permissions import Permission, Role
from members.models import Appointment, Declaration
from members.states import EDITABLE_DECLARATION, DeclarationState


def by_the_person_or_the_branch(declaration: Declaration, *, by, now) -> str | None:
    """A declaration is handed in by the person, or typed in by the branch for somebody without an account."""
    if declaration.member == by.person or by.has_perm(Permission.ENTER_DECLARATION, declaration.branch):
        return None
    return _("Only %(name)s or the branch can hand in this declaration.") % {"name": declaration.member.name}


def has_goal_and_steps(declaration: Declaration, *, by, now) -> str | None:
    if declaration.goal.strip() and declaration.next_steps.strip():
        return None
    return _("%(name)s: write down the goal and the next steps first.") % {"name": declaration.member.name}


def not_ones_own(declaration: Declaration, *, by, now) -> str | None:
    if declaration.member != by.person:
        return None
    return _("Nobody decides on their own declaration; yours goes to the Party-Mass Work Department.")


def by_whom_it_concerns(declaration: Declaration, *, by, now) -> str | None:
    """Secretaries' own go to the Department, all others to the branch's secretary, if there is one."""
    in_office = Appointment.objects.in_office(now.astimezone(TZ).date()).filter(role=Role.SECRETARY)
    secretaries = set(in_office.filter(branch=declaration.branch).values_list("user_id", flat=True))
    if falls_to(by.pk, declaration, secretaries):
        return None
    if by.pk in secretaries:
        return _("A secretary's declaration is decided by the Party-Mass Work Department.")
    return _("%(branch)s has a secretary in office, who decides on this declaration.") % {
        "branch": declaration.branch.name
    }


def falls_to(user_pk: int, declaration: Declaration, secretaries: set[int]) -> bool:
    """Whether somebody who holds the permission is the one to decide, given the branch's secretaries in office."""
    for_department = declaration.member.user_id in secretaries or not secretaries
    return for_department != (user_pk in secretaries)


SUBMIT = Move(
    name="submit",
    label=gettext_lazy("Submit"),
    sources=frozenset(EDITABLE_DECLARATION),
    target=DeclarationState.SUBMITTED,
    permission=None,
    conditions=(by_the_person_or_the_branch, has_goal_and_steps),
    main=True,
)
ACCEPT = Move(
    name="accept",
    label=gettext_lazy("Accept"),
    sources=frozenset({DeclarationState.SUBMITTED}),
    target=DeclarationState.ACCEPTED,
    permission=Permission.DECIDE_DECLARATION,
    conditions=(not_ones_own, by_whom_it_concerns),
    main=True,
)
RETURN = Move(
    name="return",
    label=gettext_lazy("Return"),
    sources=frozenset({DeclarationState.SUBMITTED}),
    target=DeclarationState.RETURNED,
    permission=Permission.DECIDE_DECLARATION,
    needs_reason=True,
    conditions=(not_ones_own, by_whom_it_concerns),
)
DECISIONS = (ACCEPT, RETURN)
