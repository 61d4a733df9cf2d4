"""Typing values into a draft: all of them or none, with every problem told at once."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.actions.entry_places import Place, nowhere, people_of, places_of, write
from scoring.documents import SheetProblem
from scoring.models import MonthSheet
from scoring.rules.entries import Entry
from scoring.rules.inputs import CellInput
from scoring.states import SheetState


class EntryRefused(Refused):
    """Nothing was taken. `problems` names every person and indicator at fault."""

    def __init__(self, problems: Iterable[SheetProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(str(self.problems[0]))

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        return _("Nothing was saved, because of %(count)d problems; the first: %(first)s") % {
            "count": len(self.problems),
            "first": self.problems[0],
        }


@transaction.atomic
def enter_values(
    *, sheet: MonthSheet, entries: Iterable[Entry], by, now: dt.datetime | None = None
) -> dict[tuple[str, str], CellInput]:
    """Take what was typed. Returns the cells that changed, by employee number and indicator code.

    A constant number of queries for any number of entries. Raises PermissionDenied; Refused when the month is no draft;
    EntryRefused with all problems: an unknown person or indicator, somebody who is not marked, a text that is no
    number, a target of zero, an unknown level, one's own judgement marks. Then nothing has changed.
    """
    locked = draft_for_entry(sheet, by=by)
    people = people_of(locked)
    places = {place.key: place for place in places_of(people.values())}
    changed: dict[tuple[str, str], tuple[Place, CellInput]] = {}
    problems = []
    for entry in entries:
        key = entry.employee_number.strip(), entry.indicator_code
        if key not in places:
            problems += nowhere(entry, people)
            continue
        place = places[key]
        cell = place.read(entry, changed[key][1] if key in changed else place.current, by=by)
        if isinstance(cell, SheetProblem):
            problems.append(cell)
        elif cell != place.current:
            changed[key] = place, cell
        else:
            changed.pop(key, None)
    if problems:
        raise EntryRefused(problems)
    write(locked, changed.values(), by=by, now=now or clock.now())
    return {key: cell for key, (_place, cell) in changed.items()}


def draft_for_entry(sheet: MonthSheet, *, by) -> MonthSheet:
    """The locked sheet, if this user may type into it now; PermissionDenied or Refused otherwise."""
    locked = MonthSheet.objects.select_for_update(of=("self",)).select_related("branch").get(pk=sheet.pk)
    if not by.has_perm(Permission.ENTER_MARKS, locked.branch):
        raise PermissionDenied
    if locked.state is not SheetState.DRAFT:
        raise Refused(_("This month is no longer being filled in, so nothing was saved."))
    return locked
