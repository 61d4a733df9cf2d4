"""The entry page as values: its groups, people and boxes, with what was typed and what is wrong with it.

The page shows one layer of boxes at a time (values, own targets, reasons why something is not applicable); the page of
one person shows all of them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flagship.figures import plain
from scoring.documents import Cell, Column, Group, Row, SheetDocument, SheetProblem
from scoring.entry_boxes import NO_CELL, PARTS, Layer, Typed, box_name, parts_of, stored_text
from scoring.rules.entries import LONGEST_COMMENT, LONGEST_REASON
from scoring.rules.inputs import CellInput, MonthInputs

LONGEST_FIGURE = 60
ANSWERS = (("yes", "是", "Yes"), ("no", "否", "No"))
_NOTHING_TYPED = Typed()


@dataclass(frozen=True, slots=True)
class Box:
    """One field to type in. `stored` is what the database holds, `text` what the page shows (typed, perhaps).

    `wanted` says that the sheet cannot be submitted while the box is empty.
    """

    part: str
    name: str
    label: str
    stored: str
    text: str
    kind: str
    placeholder: str = ""
    options: tuple[tuple[str, str], ...] = ()
    longest: int = LONGEST_FIGURE
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of the page. `locked`: one's own judgement, which somebody else must enter."""

    cell: Cell
    column: Column
    boxes: tuple[Box, ...]
    locked: bool
    problem: str = ""

    @property
    def by_part(self) -> dict[str, Box]:
        return {box.part: box for box in self.boxes}


@dataclass(frozen=True, slots=True)
class GridRow:
    row: Row
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class GridGroup:
    group: Group
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """All boxes of a page."""

    groups: tuple[GridGroup, ...]

    @property
    def cells(self) -> list[tuple[GridRow, GridCell]]:
        return [(row, cell) for group in self.groups for row in group.rows for cell in row.cells]

    @property
    def seen(self) -> str:
        """What the page shows of the database, to be sent back with it."""
        return json.dumps(
            {box.name: box.stored for _row, cell in self.cells for box in cell.boxes if box.stored},
            ensure_ascii=False,
            separators=(",", ":"),
        )


def grid_of(
    document: SheetDocument,
    inputs: MonthInputs,
    *,
    user,
    parts: tuple[str, ...] = PARTS[Layer.VALUES],
    only: str | None = None,
    typed: Typed = _NOTHING_TYPED,
    problems: Iterable[SheetProblem] = (),
) -> Grid:
    """The boxes of a draft. `document` gives the figures, `inputs` what is stored; `only` one person's number.

    `typed` and `problems` are those of a page that was refused: nothing that was typed is lost.
    """
    told: dict[tuple[str, str], str] = {}
    for problem in problems:
        told.setdefault((problem.employee_number, problem.indicator_code), str(problem))
    stored = {person.employee_number: person.cells for person in inputs.people}
    own = user.person.pk if user.person else None

    def grid_row(row: Row, columns: list[Column]) -> GridRow:
        figures, cells = {cell.code: cell for cell in row.cells}, stored[row.employee_number]
        return GridRow(
            row,
            tuple(
                GridCell(
                    cell=figures[column.code],
                    column=column,
                    boxes=_boxes(row, figures[column.code], column, cells.get(column.code, NO_CELL), parts, typed),
                    locked=own == row.member_id and not column.quantitative,
                    problem=without_place(told.get((row.employee_number, column.code), ""), row, column),
                )
                for column in columns
            ),
        )

    groups = []
    for group in document.groups:
        columns = [column for column in group.columns if asks(column, parts)]
        people = [row for row in group.rows if only is None or row.employee_number == only]
        if people and columns:
            groups.append(GridGroup(group, tuple(columns), tuple(grid_row(row, columns) for row in people)))
    return Grid(tuple(groups))


def asks(column: Column, parts: tuple[str, ...]) -> bool:
    """Whether a cell of this indicator has any of these parts."""
    return any(part in parts for part in parts_of(column.formula))


def without_place(problem: str, row: Row, column: Column) -> str:
    """The sentence as it stands at the cell itself, where person and indicator need not be named."""
    return problem.removeprefix(f"{row.name}（{row.employee_number}）“{column.name}”").lstrip("：: ")


def _boxes(
    row: Row, figures: Cell, column: Column, cell: CellInput, parts: tuple[str, ...], typed: Typed
) -> tuple[Box, ...]:
    return tuple(_box(part, row, figures, column, cell, typed) for part in parts_of(column.formula) if part in parts)


def _box(part: str, row: Row, figures: Cell, column: Column, cell: CellInput, typed: Typed) -> Box:
    kind, longest = "figure", LONGEST_FIGURE
    if part == "choice":
        kind = "choice"
    elif part in ("comment", "na_reason"):
        kind, longest = "text", LONGEST_COMMENT if part == "comment" else LONGEST_REASON
    name, stored = box_name(part, row.participant_id, column.indicator_id), stored_text(part, cell)
    return Box(
        part=part,
        name=name,
        label=f"{row.name} {column.name}{_suffix(part, column)}",
        stored=stored,
        text=typed.text(name, stored),
        kind=kind,
        placeholder=_placeholder(part, figures, column, cell),
        options=_options(column) if part == "choice" else (),
        longest=longest,
        wanted=part in PARTS[Layer.VALUES] and not cell.not_applicable,
    )


def _options(column: Column) -> tuple[tuple[str, str], ...]:
    chinese = (get_language() or "zh").startswith("zh")
    if column.inputs == "yesno":
        return tuple((code, zh if chinese else en) for code, zh, en in ANSWERS)
    levels = column.spec.params.get("levels") or ()
    return tuple((level["code"], level["zh"] if chinese else level.get("en") or level["zh"]) for level in levels)


def _suffix(part: str, column: Column) -> str:
    """What tells the boxes of one cell apart, for those who hear the page."""
    match part:
        case "comment":
            return " " + _("why")
        case "target":
            return " " + _("own target")
        case "na_reason":
            return " " + _("why it is not applicable")
    return f" {column.pair[part == 'second']}" if column.inputs == "pair" else ""


def _placeholder(part: str, figures: Cell, column: Column, cell: CellInput) -> str:
    match part:
        case "number" | "second" if cell.not_applicable:
            return _("n/a")
        case "number" | "second" if column.inputs == "pair":
            return str(column.pair[part == "second"])
        case "target" if figures.given_target is not None:
            return plain(figures.given_target.value)
        case "comment":
            return _("Why")
    return ""
