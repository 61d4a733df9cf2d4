"""The boxes of the targets page: one for each person and indicator, for the period the page shows.

Only boxes that differ from what the page had shown (`seen`) are taken, so that an older page overwrites nobody.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from flagship.figures import plain
from flagship.periods import Month
from scoring.actions.set_targets import TargetEntry
from scoring.queries.target_table import TargetCell, TargetGroup, TargetRow, TargetTable

LONGEST = 60


@dataclass(frozen=True, slots=True)
class TargetBox:
    """One field. `stored` is what is set for the period, `otherwise` what holds while nothing is."""

    name: str
    cell: TargetCell
    stored: str
    text: str
    otherwise: str
    origin: object
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BoxRow:
    row: TargetRow
    boxes: tuple[TargetBox, ...]


@dataclass(frozen=True, slots=True)
class BoxGroup:
    group: TargetGroup
    rows: tuple[BoxRow, ...]


def boxes_of(
    table: TargetTable,
    month: Month | None,
    *,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[tuple[str, str], str] | None = None,
) -> list[BoxGroup]:
    """The page; `typed` and `problems` (by employee number and code) are those of a page that was refused."""
    typed, problems = typed or {}, problems or {}

    def box(row: TargetRow, cell: TargetCell) -> TargetBox:
        name, stored, given = box_name(row, cell), stored_text(cell, month), cell.otherwise(month)
        return TargetBox(
            name,
            cell,
            stored,
            typed.get(name, stored),
            plain(given.value) if given else "",
            given.origin if given else "",
            problems.get((row.member.employee_number, cell.column.code), ""),
        )

    return [
        BoxGroup(group, tuple(BoxRow(row, tuple(box(row, cell) for cell in row.cells)) for row in group.rows))
        for group in table.groups
    ]


def box_name(row: TargetRow, cell: TargetCell) -> str:
    return f"t-{row.member.pk}-{cell.column.indicator.pk}"


def stored_text(cell: TargetCell, month: Month | None) -> str:
    own = cell.own(month)
    return "" if own is None else plain(own)


def seen_of(groups: list[BoxGroup]) -> str:
    """What the page shows of the database, to be sent back with it."""
    shown = {box.name: box.stored for group in groups for row in group.rows for box in row.boxes if box.stored}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def read_boxes(
    table: TargetTable, month: Month | None, data: Mapping[str, str]
) -> tuple[list[TargetEntry], dict[str, str]]:
    """The entries of the boxes that differ from what the page had shown, and their texts by name."""
    seen = _seen(data)
    entries, typed = [], {}
    for row in table.rows:
        for cell in row.cells:
            name = box_name(row, cell)
            before = seen.get(name, "")
            if name not in data or data[name].strip() == before:
                continue
            typed[name] = data[name]
            number, code = row.member.employee_number, cell.column.code
            entries.append(TargetEntry(number, code, month, data[name].strip(), _number(before)))
    return entries, typed


def _seen(data: Mapping[str, str]) -> dict[str, str]:
    try:
        seen = json.loads(data.get("seen", ""))
    except ValueError:
        return {}
    return {str(name): str(text) for name, text in seen.items()} if isinstance(seen, dict) else {}


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace("−", "-"))
    except InvalidOperation:
        return None
