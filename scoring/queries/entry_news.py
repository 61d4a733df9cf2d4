"""What a page that fills in a draft must know after each saving: the figures, what others changed, who else is here."""

import datetime as dt
from dataclasses import dataclass

from flagship import clock
from flagship.figures import fixed, signed
from scoring.documents import Words
from scoring.entry_boxes import BoxName, parts_of, stored_text
from scoring.models import CellChange, EntryPresence, MonthSheet
from scoring.queries.assessed import assessed_as
from scoring.rules.inputs import CellInput, MonthInputs
from scoring.rules.marked import Marked

HERE_FOR = dt.timedelta(seconds=20)
"""Somebody who has not asked for news for so long has left."""

_NO_CELL = CellInput()


@dataclass(frozen=True, slots=True)
class Change:
    """One box of a cell that somebody has changed, as it is stored now."""

    box: BoxName
    text: str
    who: str
    at: dt.datetime


def changes_since(sheet: MonthSheet, inputs: MonthInputs, version: int, *, but: int | None = None) -> list[Change]:
    """Every box of the cells that were changed after a version of the sheet, but for those of one saving. One query."""
    changes = CellChange.objects.filter(participant__sheet=sheet, version__gt=version).select_related("by")
    specs = {one.id: one.spec for template in inputs.templates for one in template.indicators}
    people = {person.participant_id: person for person in inputs.people}
    return [
        Change(BoxName(part, *cell), stored_text(part, held), change.by.name, change.at)
        for change in changes
        if change.version != but
        for cell in [(change.participant_id, change.indicator_id)]
        if cell[0] in people and cell[1] in specs
        for held in [people[cell[0]].cells.get(specs[cell[1]].code, _NO_CELL)]
        for part in parts_of(specs[cell[1]].formula)
    ]


def others_here(sheet: MonthSheet, *, user, now: dt.datetime | None = None) -> list[EntryPresence]:
    """Who else has the sheet open now, by name. One query."""
    since = (now or clock.now()) - HERE_FOR
    present = EntryPresence.objects.filter(sheet=sheet, seen_at__gt=since).exclude(user=user)
    return list(present.select_related("user").order_by("user__name", "user__username"))


def figures(sheet: MonthSheet, inputs: MonthInputs, *, explain: int | None = None) -> dict:
    """The provisional figures of everybody as a JSON value, from the function that settles the month.

    For each person, by participant: template, total, rank, points, why when there is a tie, and the marks in the order
    of the template's indicators ("" for a blank, None for what is not applicable); for the participant `explain` also
    how each mark came about.
    """
    found = assessed_as(sheet, inputs).assessment
    cells = sum(len(one.lines) for one in found.people)
    missing = sum(len(one.marks.blanks) + len(one.marks.refused) for one in found.people)
    return {
        "cells": cells,
        "filled": cells - missing,
        "missing": len(found.problems),
        "columns": {template.id: [one.id for one in template.indicators] for template in inputs.templates},
        "people": {
            one.person.participant_id: _person(one) + ([_why(one)] if one.person.participant_id == explain else [])
            for one in found.people
        },
        "ties": [str(Words(over.zh, over.en)) for pool in found.pools for over in pool.over_places],
    }


def _why(one: Marked) -> list[str]:
    return ["" if line.marks is None else str(Words(line.zh, line.en)) for line in one.lines]


def _person(one: Marked) -> list:
    standing = one.standing
    tied = standing and standing.reason and (standing.reason.sharing > 1 or standing.reason.tie_broken)
    return [
        one.template.id,
        fixed(one.marks.total),
        "" if standing is None or standing.rank is None else standing.rank,
        signed(standing.points) if standing and standing.points else "",
        str(Words(standing.reason.zh, standing.reason.en)) if tied else "",
        [None if line.not_applicable else "" if line.marks is None else fixed(line.marks) for line in one.lines],
    ]
