"""Changing a state: locked, conditional, recorded, once."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.models import Transition
from flagship.moves import AlreadyDone, Move, Refused, may


@transaction.atomic
def perform(
    row: models.Model, move: Move, *, by, reason: str = "", now: dt.datetime | None = None, **changes
) -> models.Model:
    """Make a move, with the changes of other columns that belong to it, and record it. Returns the fresh row.

    Raises PermissionDenied without the permission, Refused with the sentence of the first condition that fails or
    for a missing reason, and AlreadyDone when the row has left the move's sources meanwhile. Then nothing changes.
    """
    now = now or clock.now()
    locked = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if not may(move, locked, by):
        raise PermissionDenied
    if locked.state not in move.sources:
        raise AlreadyDone(_("Somebody has already dealt with this; the page shows its present state."))
    reason = reason.strip()
    if move.needs_reason and not reason:
        raise Refused(_("Please give a reason for “%(move)s”.") % {"move": move.label})
    for condition in move.conditions:
        if refusal := condition(locked, by=by, now=now):
            raise Refused(refusal)
    _change(locked, move, changes)
    Transition.objects.create(
        row=locked,
        move=move.name,
        source=locked.state,
        target=move.target,
        reason=reason,
        revision=changes.get("revision", _revision(locked)),
        at=now,
        by=by,
    )
    row.refresh_from_db()
    return row


def _revision(row: models.Model) -> int:
    number = getattr(row, "revision", 0)
    return number if isinstance(number, int) else 0


def _change(locked: models.Model, move: Move, changes: dict) -> None:
    # Conditional even under the lock: an engine or a caller without row locks still changes the state only once.
    changed = (
        type(locked)
        ._base_manager.filter(pk=locked.pk, state__in=[state.value for state in move.sources])
        .update(state=move.target, **changes)
    )
    if changed != 1:
        raise AlreadyDone(_("Somebody has already dealt with this; the page shows its present state."))
