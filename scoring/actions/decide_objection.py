"""Answering objections: by the secretary, then by the Department, whose answer is final."""

import datetime as dt

from django.db import transaction

from flagship import clock
from flagship.actions.move import perform
from flagship.moves import Move
from flagship.permissions import Permission
from scoring import objection_moves as moves
from scoring.actions.withdraw import back_to_draft
from scoring.models import MonthSheet, Objection
from scoring.moves import RETURN, RETURN_ON_REVIEW
from scoring.queries.rules_in_force import work_calendar
from scoring.rules.months import review_deadline
from scoring.states import ObjectionState, SheetState


@transaction.atomic
def answer_objection(
    *, objection: Objection, uphold: bool, answer: str, by, now: dt.datetime | None = None
) -> Objection:
    """The secretary's answer, with its reason, within three working days.

    Upheld: the sheet returns to draft, with the objection linked. Dismissed: two working days to ask for a review.
    """
    now = now or clock.now()
    sheet = _lock_sheet(objection)
    given = {"answer": answer.strip(), "answered_at": now, "answered_by": by}
    if not uphold:
        due = review_deadline(now, work_calendar())
        return perform(objection, moves.DISMISS, by=by, reason=answer, now=now, appeal_due=due, **given)
    perform(objection, moves.UPHOLD, by=by, reason=answer, now=now, **given)
    _return(sheet, RETURN, answer, by=by, now=now)
    return objection


@transaction.atomic
def appeal(*, objection: Objection, text: str, by, now: dt.datetime | None = None) -> Objection:
    """Ask for a review (提请复核): the person who objected, or the Department from a paper, within two working days."""
    now = now or clock.now()
    _lock_sheet(objection)
    return perform(objection, moves.APPEAL, by=by, reason=text, now=now, appeal_text=text.strip())


@transaction.atomic
def decide_objection(
    *, objection: Objection, uphold: bool, answer: str, by, now: dt.datetime | None = None
) -> Objection:
    """The Department's final answer to an objection that is under review, was passed on, or is overdue."""
    now = now or clock.now()
    sheet = _lock_sheet(objection)
    objection.refresh_from_db()
    if objection.state is ObjectionState.OPEN:
        perform(objection, moves.PASS_ON, by=by, now=now)
    move = moves.FINALLY_UPHOLD if uphold else moves.FINALLY_DISMISS
    given = {"final_answer": answer.strip(), "decided_at": now, "decided_by": by}
    perform(objection, move, by=by, reason=answer, now=now, **given)
    if uphold:
        _return(sheet, RETURN_ON_REVIEW, answer, by=by, now=now)
    return objection


@transaction.atomic
def pass_on_overdue(*, by, now: dt.datetime | None = None) -> list[Objection]:
    """Pass every objection that was not answered in time on to the Department. Returns them."""
    now = now or clock.now()
    waiting = list(Objection.objects.open_to(by, Permission.DECIDE_OBJECTION).overdue(now))
    for objection in waiting:
        perform(objection, moves.PASS_ON, by=by, now=now)
    return waiting


def _lock_sheet(objection: Objection) -> MonthSheet:
    """The sheet first, always: a settlement and an answer then never wait for each other."""
    return MonthSheet.objects.select_for_update().get(revisions=objection.revision_id)


def _return(sheet: MonthSheet, move: Move, answer: str, *, by, now: dt.datetime) -> None:
    """Back to draft, unless the month has left publicity by another way meanwhile."""
    if sheet.state is SheetState.PUBLICISED:
        reason = f"异议成立：{answer.strip()}"  # kept with the revision, so in Chinese like all that is kept
        back_to_draft(sheet, move, reason=reason, by=by, now=now)
