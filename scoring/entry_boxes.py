"""The boxes of the entry page: how they are named, and what of a page that comes back is to be entered.

A box is one field of one cell: the number, the second number of a pair, the choice, the comment, the person's own
target, the reason why it is not applicable. It is named by part, participant and indicator: `n-12-34`.

Only boxes that differ from what the page had shown are taken (`seen`), so that somebody else's values are not
overwritten by an older page; a box that both have changed is refused with a sentence.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from flagship.categories import Term
from flagship.figures import plain
from flagship.formulas import FORMULAS
from scoring.documents import Cell, Column, SheetProblem
from scoring.rules.entries import Entry
from scoring.rules.inputs import CellInput, IndicatorInput, MonthInputs, PersonInput


class Layer(Term):
    """What the grid asks for at present."""

    VALUES = "values", "实际值", "Values"
    TARGETS = "targets", "个人目标", "Own targets"
    REASONS = "reasons", "不适用", "Not applicable"


PARTS = {
    Layer.VALUES: ("number", "second", "choice", "comment"),
    Layer.TARGETS: ("target",),
    Layer.REASONS: ("na_reason",),
}
EVERY_PART = tuple(part for parts in PARTS.values() for part in parts)
NO_CELL = CellInput()

_LETTERS = {"number": "n", "second": "s", "choice": "c", "comment": "m", "target": "t", "na_reason": "r"}
_PART_OF = {letter: part for part, letter in _LETTERS.items()}
_NAME = re.compile(r"([a-z])-([0-9]{1,18})-([0-9]{1,18})")
_OF_INPUTS = {"number": ("number",), "pair": ("number", "second"), "rubric": ("choice", "comment")}


def parts_of(formula: str) -> tuple[str, ...]:
    """The parts of a cell that is marked by a formula."""
    entry = FORMULAS[formula]
    return (*_OF_INPUTS.get(entry.inputs, ("choice",)), *(("target",) if entry.needs_target else ()), "na_reason")


def box_name(part: str, participant_id: int, indicator_id: int) -> str:
    return f"{_LETTERS[part]}-{participant_id}-{indicator_id}"


class BoxName(NamedTuple):
    """The name of a box, taken apart."""

    part: str
    participant_id: int
    indicator_id: int

    @classmethod
    def parse(cls, name: str) -> Self | None:
        """None for what names no box."""
        match = _NAME.fullmatch(name)
        part = _PART_OF.get(match[1]) if match else None
        return cls(part, int(match[2]), int(match[3])) if part else None

    @property
    def cell(self) -> tuple[int, int]:
        """Participant and indicator."""
        return self.participant_id, self.indicator_id

    def __str__(self) -> str:
        return box_name(*self)


def first_box(participant_id: int, column: Column, parts: tuple[str, ...] = EVERY_PART) -> str:
    """The box of a cell in which one begins to type: the target of links to the cell."""
    part = next(part for part in parts_of(column.formula) if part in parts)
    return box_name(part, participant_id, column.indicator_id)


def part_to_fill(column: Column, cell: Cell) -> str:
    """The part of a cell that is missing, or else the one in which one begins to type."""
    parts = parts_of(column.formula)
    lacking = {
        "number": cell.value.number is None,
        "second": cell.value.second is None,
        "choice": not cell.value.choice,
        "comment": not cell.comment,
        "target": cell.target is None,
    }
    return next((part for part in parts if lacking.get(part)), parts[0])


def stored_text(part: str, cell: CellInput) -> str:
    """What the database holds of a box, as it would be typed."""
    if part in ("comment", "na_reason"):
        return getattr(cell, part)
    if part == "choice":
        return cell.value.choice
    number = cell.target if part == "target" else getattr(cell.value, part)
    return "" if number is None else plain(number)


@dataclass(frozen=True, slots=True)
class Typed:
    """A page as it came back. `changed` holds the text of the boxes that differ, by their names; `conflicts` the cells
    that somebody else has changed meanwhile."""

    entries: tuple[Entry, ...] = ()
    conflicts: tuple[SheetProblem, ...] = ()
    changed: Mapping[str, str] | None = None

    def text(self, name: str, stored: str) -> str:
        """What a box shows: what was typed, or else what the database holds."""
        return (self.changed or {}).get(name, stored)


def read(inputs: MonthInputs, data: Mapping[str, str], *, only: str | None = None) -> Typed:
    """What differs from what the page had shown; `only` for the employee number of one person.

    Fields that name no box of somebody who is marked are passed over.
    """
    seen = _seen(data)
    changed: dict[str, str] = {}
    conflicts: dict[tuple[str, str], SheetProblem] = {}
    cells: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for place in _places(inputs, data, only):
        text, before = data[place.name], place.stored if seen is None else seen.get(place.name, "")
        if text.strip() == before:
            continue
        changed[place.name] = text
        cells[place.key][place.part] = text.strip()
        if place.stored not in (before, text.strip()):
            conflicts.setdefault(place.key, place.conflict())
    entries = tuple(entry_of(number, code, parts) for (number, code), parts in cells.items())
    return Typed(entries, tuple(conflicts.values()), changed)


@dataclass(frozen=True, slots=True)
class _Place:
    """The box that a field of the page names."""

    name: str
    part: str
    person: PersonInput
    indicator: IndicatorInput

    @property
    def key(self) -> tuple[str, str]:
        return self.person.employee_number, self.indicator.spec.code

    @property
    def stored(self) -> str:
        return stored_text(self.part, self.person.cells.get(self.indicator.spec.code, NO_CELL))

    def conflict(self) -> SheetProblem:
        number, code = self.key
        where = f"{self.person.name}（{number}）“{self.indicator.spec.name}”"
        levels = self.indicator.spec.params.get("levels") or () if self.part == "choice" else ()
        held = next((level["zh"] for level in levels if level["code"] == self.stored), self.stored)
        done_zh, done_en = (f"改为“{held}”", f"changed it to “{held}”") if held else ("清空", "emptied it")
        return SheetProblem(
            f"{where}：刚被他人{done_zh}，请核对；再次保存将以您填写的为准。",
            f"{where}: somebody has just {done_en}; look again, saving once more keeps yours.",
            number,
            code,
        )


def _places(inputs: MonthInputs, data: Mapping[str, str], only: str | None) -> Iterator[_Place]:
    """The boxes named by the fields, in the fields' order."""
    people = {
        person.participant_id: person
        for person in inputs.people
        if person.ranked and (only is None or person.employee_number == only)
    }
    indicators = {template.id: {one.id: one for one in template.indicators} for template in inputs.templates}
    for name in data:
        box = BoxName.parse(name)
        person = people.get(box.participant_id) if box else None
        indicator = indicators[person.template].get(box.indicator_id) if person else None
        if indicator and box.part in parts_of(indicator.spec.formula):
            yield _Place(name, box.part, person, indicator)


def _seen(data: Mapping[str, str]) -> dict[str, str] | None:
    """What the page had shown; None for a page that does not say."""
    try:
        seen = json.loads(data.get("seen", ""))
    except ValueError:
        return None
    return {str(name): str(text) for name, text in seen.items()} if isinstance(seen, dict) else None


def entry_of(employee_number: str, code: str, changed: Mapping[str, str]) -> Entry:
    """A reason makes a cell not applicable, taking the reason away makes it applicable again."""
    entry = Entry(employee_number, code, **changed)
    return replace(entry, not_applicable=bool(changed["na_reason"])) if "na_reason" in changed else entry
