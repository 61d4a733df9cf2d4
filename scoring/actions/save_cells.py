"""Saving boxes as they are left: what can be taken is taken, the rest is told box by box, and nothing goes unseen."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from flagship import clock
from flagship.formulas import Value
from scoring.actions.enter_values import draft_for_entry
from scoring.actions.entry_places import Place, people_of, places_of, write
from scoring.documents import SheetProblem
from scoring.entry_boxes import BoxName, entry_of, parts_of, stored_text
from scoring.models import CellChange, MonthSheet
from scoring.rules.inputs import CellInput


@dataclass(frozen=True, slots=True)
class BoxChange:
    """A box as somebody left it. `seen` is what it had shown of the database before."""

    name: BoxName
    seen: str
    text: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else made of a box meanwhile; `who` and `at` are None where nobody knows any more.

    `reason` is theirs why the cell is not applicable, where the box itself says nothing of it.
    """

    text: str
    reason: str
    who: str | None
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of the boxes: `taken` as they are stored now, `refused` with a sentence, `conflicts` with what the
    other one entered. `version` is the sheet's after this saving, which `wrote` something or nothing."""

    taken: dict[BoxName, str]
    refused: dict[BoxName, SheetProblem]
    conflicts: dict[BoxName, Conflict]
    version: int
    wrote: bool = False


GONE = SheetProblem(
    "这一格已不在本表中（人员或模板已变动），请刷新页面。",
    "This cell is no longer on the sheet; load the page again.",
)


@transaction.atomic
def save_cells(
    *, sheet: MonthSheet, changes: Iterable[BoxChange], version: int, by, now: dt.datetime | None = None
) -> Saved:
    """Take what can be taken. A box that holds by now neither what was seen nor what is wanted is a conflict.

    `version` is the one that the page knew. A figure in a cell which somebody has declared not applicable since, or a
    reason for one which somebody has filled since, is a conflict too, although the boxes differ.

    A constant number of queries for any number of boxes. Sent twice, the second changes nothing. Raises
    PermissionDenied, and Refused when the month is no draft.
    """
    locked = draft_for_entry(sheet, by=by)
    asked: dict[tuple[int, int], list[BoxChange]] = defaultdict(list)
    for change in changes:
        asked[change.name.cell].append(change)
    participants = {participant for participant, _indicator in asked}
    places = _places(locked, participants)
    last = _last_changes(participants)
    found = Saved({}, {}, {}, locked.entry_version)
    written = []
    for cell, boxes in asked.items():
        place = places.get(cell)
        if place is None or not {box.name.part for box in boxes} <= set(parts_of(place.indicator.formula)):
            found.refused.update({box.name: GONE for box in boxes})
            continue
        after = _take(place, boxes, last.get(cell), version, found, by=by)
        if after is not None and after != place.current:
            written.append((place, after))
    write(locked, written, by=by, now=now or clock.now())
    return Saved(found.taken, found.refused, found.conflicts, locked.entry_version, wrote=bool(written))


def _places(sheet: MonthSheet, participants: set[int]) -> dict[tuple[int, int], Place]:
    people = [row for row in people_of(sheet).values() if row.pk in participants]
    return {(place.participant.pk, place.indicator.pk): place for place in places_of(people)}


def _last_changes(participants: set[int]) -> dict[tuple[int, int], CellChange]:
    changes = CellChange.objects.filter(participant__in=participants).select_related("by")
    return {(change.participant_id, change.indicator_id): change for change in changes}


def _take(
    place: Place, boxes: list[BoxChange], last: CellChange | None, version: int, found: Saved, *, by
) -> CellInput | None:
    """The cell after those of its boxes that nobody else has changed; None when it stays as it is."""
    unseen = last is not None and last.version > version
    mine = []
    for box in boxes:
        if _is_free(place, box, unseen, by=by):
            mine.append(box)
        else:
            found.conflicts[box.name] = _conflict(place, box, last)
    after = _after(place, mine, by=by) if mine else None
    if isinstance(after, SheetProblem):
        found.refused.update({box.name: after for box in mine})
        return None
    if after is not None:
        found.taken.update({box.name: stored_text(box.name.part, after) for box in mine})
    return after


def _is_free(place: Place, box: BoxChange, unseen: bool, *, by) -> bool:
    """Whether the box overwrites nothing that its typist has not seen."""
    current = place.current
    stored = stored_text(box.name.part, current)
    if unseen and box.text.strip() and _is_the_other_kind(box, current):
        return False
    return stored in (box.seen, box.text.strip()) or _means(place, box, by=by) == stored


def _is_the_other_kind(box: BoxChange, current: CellInput) -> bool:
    """A reason for a cell that has a value, or a value for one that has a reason."""
    if box.name.part == "na_reason":
        return current.value != Value()
    return current.not_applicable and box.name.part in ("number", "second", "choice")


def _conflict(place: Place, box: BoxChange, last: CellChange | None) -> Conflict:
    stored, reason = stored_text(box.name.part, place.current), place.current.na_reason
    who, at = (last.by.name, last.at) if last else (None, None)
    return Conflict(stored, "" if box.name.part == "na_reason" else reason, who, at)


def _after(place: Place, boxes: list[BoxChange], *, by) -> CellInput | SheetProblem:
    entry = entry_of(*place.key, {box.name.part: box.text.strip() for box in boxes})
    return place.read(entry, place.current, by=by)


def _means(place: Place, box: BoxChange, *, by) -> str | None:
    """What would be stored of a box, so that 95.0 beside somebody's 95 is no conflict."""
    after = _after(place, [box], by=by)
    return None if isinstance(after, SheetProblem) else stored_text(box.name.part, after)
