"""The life of an objection (异议): answered by the secretary within three working days, else by the Department.

After a dismissal the person has two working days to ask for a review; the Department's answer is final.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from flagship.permissions import Permission
from scoring.states import ObjectionState


def not_about_oneself(objection, *, by, now) -> str | None:
    """Nobody decides on an objection against themselves, nor on their own."""
    if by.person is not None and by.person.pk in (objection.about_id, objection.by_member_id):
        return _("Nobody decides on an objection against themselves or of their own.")
    return None


def in_time(objection, *, by, now) -> str | None:
    if objection.is_overdue(now):
        return _("The time to answer is over; the objection is with the Department now.")
    return None


def overdue(objection, *, by, now) -> str | None:
    if not objection.is_overdue(now):
        return _("The secretary still has time to answer.")
    return None


def by_whom_it_was_raised(objection, *, by, now) -> str | None:
    """A review is asked for by the person, or logged from paper by the Department."""
    if by.person is not None and by.person.pk == objection.by_member_id:
        return None
    if by.has_perm(Permission.LOG_OBJECTION, objection.branch):
        return None
    return _("Only the person who objected can ask for a review.")


def review_in_time(objection, *, by, now) -> str | None:
    if objection.appeal_due is None or now >= objection.appeal_due:
        return _("The two working days to ask for a review are over.")
    return None


UPHOLD = Move(
    name="uphold",
    label=gettext_lazy("Uphold"),
    sources=frozenset({ObjectionState.OPEN}),
    target=ObjectionState.UPHELD,
    permission=Permission.ANSWER_OBJECTION,
    needs_reason=True,
    conditions=(not_about_oneself, in_time),
)
DISMISS = Move(
    name="dismiss",
    label=gettext_lazy("Dismiss"),
    sources=frozenset({ObjectionState.OPEN}),
    target=ObjectionState.DISMISSED,
    permission=Permission.ANSWER_OBJECTION,
    needs_reason=True,
    conditions=(not_about_oneself, in_time),
)
PASS_ON = Move(
    name="pass_on",
    label=gettext_lazy("Take over"),
    sources=frozenset({ObjectionState.OPEN}),
    target=ObjectionState.PASSED_ON,
    permission=Permission.DECIDE_OBJECTION,
    conditions=(overdue,),
)
APPEAL = Move(
    name="appeal",
    label=gettext_lazy("Ask for a review"),
    sources=frozenset({ObjectionState.DISMISSED}),
    target=ObjectionState.APPEALED,
    permission=None,
    needs_reason=True,
    conditions=(by_whom_it_was_raised, review_in_time),
)
FINALLY_UPHOLD = Move(
    name="finally_uphold",
    label=gettext_lazy("Uphold, finally"),
    sources=frozenset({ObjectionState.PASSED_ON, ObjectionState.APPEALED}),
    target=ObjectionState.FINAL_UPHELD,
    permission=Permission.DECIDE_OBJECTION,
    needs_reason=True,
    conditions=(not_about_oneself,),
)
FINALLY_DISMISS = Move(
    name="finally_dismiss",
    label=gettext_lazy("Dismiss, finally"),
    sources=frozenset({ObjectionState.PASSED_ON, ObjectionState.APPEALED}),
    target=ObjectionState.FINAL_DISMISSED,
    permission=Permission.DECIDE_OBJECTION,
    needs_reason=True,
    conditions=(not_about_oneself,),
)

OBJECTION_MOVES = (UPHOLD, DISMISS, PASS_ON, APPEAL, FINALLY_UPHOLD, FINALLY_DISMISS)
