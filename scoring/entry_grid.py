"""The entry page as values: which boxes it shows, and what was typed into them.

A box is one field of one cell: the number, the second number of a pair, the choice, the comment, the person's own
target, the reason why it is not applicable. The page shows one layer of boxes at a time (values, targets, reasons);
the page of one person shows all of them.

Only boxes that differ from what the page had shown are taken (`seen`), so that somebody else's values are not
overwritten by an older page; a box that both have changed is refused with a sentence.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from flagship.categories import Term
from flagship.figures import plain
from flagship.formulas import FORMULAS
from flagship.templatetags.house import label
from scoring.documents import Cell, Column, Group, Row, SheetDocument, SheetProblem
from scoring.rules.entries import LONGEST_COMMENT, LONGEST_REASON, Entry

LONGEST_FIGURE = 60
ANSWERS = (("yes", "是", "Yes"), ("no", "否", "No"))


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
_LETTERS = {"number": "n", "second": "s", "choice": "c", "comment": "m", "target": "t", "na_reason": "r"}


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
    document: SheetDocument, *, user, parts: tuple[str, ...] = PARTS[Layer.VALUES], only: str | None = None
) -> Grid:
    """The boxes of a draft as it is stored; `only` for the employee number of one person."""
    groups = []
    for group in document.groups:
        columns = tuple(column for column in group.columns if asks(column, parts))
        rows = tuple(
            _row(row, columns, parts, user) for row in group.rows if only is None or row.employee_number == only
        )
        if rows and columns:
            groups.append(GridGroup(group, columns, rows))
    return Grid(tuple(groups))


def asks(column: Column, parts: tuple[str, ...]) -> bool:
    """Whether a cell of this indicator has any of these parts."""
    return any(part in parts for part in _parts_of(column))


def _parts_of(column: Column) -> tuple[str, ...]:
    by_inputs = {"number": ("number",), "pair": ("number", "second"), "rubric": ("choice", "comment")}
    target = ("target",) if FORMULAS[column.formula].needs_target else ()
    return (*by_inputs.get(column.inputs, ("choice",)), *target, "na_reason")


def _row(row: Row, columns: tuple[Column, ...], parts: tuple[str, ...], user) -> GridRow:
    own = user.person is not None and user.person.pk == row.member_id
    cells = {cell.code: cell for cell in row.cells}
    return GridRow(
        row,
        tuple(
            GridCell(
                cell=cells[column.code],
                column=column,
                boxes=tuple(_box(part, row, column, cells[column.code]) for part in _parts_of(column) if part in parts),
                locked=own and not column.quantitative,
            )
            for column in columns
        ),
    )


def box_name(part: str, row: Row, column: Column) -> str:
    """`n-12-34`: the part, the participant and the indicator."""
    return f"{_LETTERS[part]}-{row.participant_id}-{column.indicator_id}"


def _box(part: str, row: Row, column: Column, cell: Cell) -> Box:
    stored = _stored(part, cell)
    more: dict[str, Any] = {"kind": "figure"}
    if part == "choice":
        more = {"kind": "choice", "options": _options(column)}
    elif part in ("comment", "na_reason"):
        more = {"kind": "text", "longest": LONGEST_COMMENT if part == "comment" else LONGEST_REASON}
    return Box(
        part=part,
        name=box_name(part, row, column),
        label=f"{row.name} {column.name}{_suffix(part, column)}",
        stored=stored,
        text=stored,
        placeholder=_placeholder(part, column, cell),
        wanted=part in PARTS[Layer.VALUES] and not cell.not_applicable,
        **more,
    )


def _stored(part: str, cell: Cell) -> str:
    """What the database holds, as it would be typed."""
    match part:
        case "number" | "second":
            number = getattr(cell.value, part)
        case "target":
            number = cell.target if cell.own_target else None
        case "choice":
            return cell.value.choice
        case _:
            return getattr(cell, part)
    return "" if number is None else plain(number)


def _options(column: Column) -> tuple[tuple[str, str], ...]:
    english = label(Layer.VALUES) == Layer.VALUES.en
    if column.inputs == "yesno":
        return tuple((code, en if english else zh) for code, zh, en in ANSWERS)
    levels = column.spec.params.get("levels") or ()
    return tuple((level["code"], (level.get("en") if english else "") or level["zh"]) for level in levels)


def _suffix(part: str, column: Column) -> str:
    """What tells the boxes of one cell apart, for those who hear the page."""
    words = {"comment": _("why"), "target": _("own target"), "na_reason": _("why it is not applicable")}
    if part in words:
        return f" {words[part]}"
    if column.inputs == "pair":
        return f" {column.pair[part == 'second']}"
    return ""


def _placeholder(part: str, column: Column, cell: Cell) -> str:
    if part in ("number", "second") and cell.not_applicable:
        return _("n/a")
    if part in ("number", "second") and column.inputs == "pair":
        return str(column.pair[part == "second"])
    if part == "target":
        return "" if cell.target is None or cell.own_target else plain(cell.target)
    return {"comment": _("Why"), "na_reason": _("Reason")}.get(part, "")


# --- what was typed -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed:
    """A page as it came back: what is to be entered, and the boxes that somebody else has changed meanwhile."""

    entries: tuple[Entry, ...]
    conflicts: tuple[SheetProblem, ...]


def read(grid: Grid, data: Mapping[str, str]) -> Typed:
    """What differs from what the page had shown. Fields that are not on the grid are passed over."""
    seen = _seen(data)
    entries, conflicts = [], []
    for row, cell in grid.cells:
        changed = {box.part: data[box.name].strip() for box in cell.boxes if _changed(box, data, seen)}
        if not changed:
            continue
        overtaken = [box for box in cell.boxes if box.part in changed and _overtaken(box, data, seen)]
        if overtaken:
            conflicts.append(_conflict(row.row, cell, overtaken[0]))
        entries.append(_entry(row.row.employee_number, cell.column.code, changed))
    return Typed(tuple(entries), tuple(conflicts))


def _seen(data: Mapping[str, str]) -> dict[str, str] | None:
    """What the page had shown; None for a page that does not say."""
    try:
        seen = json.loads(data.get("seen", ""))
    except ValueError:
        return None
    return {str(name): str(text) for name, text in seen.items()} if isinstance(seen, dict) else None


def _changed(box: Box, data: Mapping[str, str], seen: dict[str, str] | None) -> bool:
    if box.name not in data:
        return False
    before = box.stored if seen is None else seen.get(box.name, "")
    return data[box.name].strip() != before


def _overtaken(box: Box, data: Mapping[str, str], seen: dict[str, str] | None) -> bool:
    """Whether the database holds something else than the page had shown, and than what was typed."""
    return seen is not None and box.stored not in (seen.get(box.name, ""), data[box.name].strip())


def _conflict(row: Row, cell: GridCell, box: Box) -> SheetProblem:
    where = f"{row.name}（{row.employee_number}）“{cell.column.name}”"
    held = dict(box.options).get(box.stored, box.stored)
    zh = (
        f"刚被他人改为“{held}”，请核对；再次保存将以您填写的为准。"
        if held
        else "刚被他人清空，请核对；再次保存将以您填写的为准。"
    )
    en = f"somebody has just changed it to “{held}”; save again to keep yours."
    return SheetProblem(f"{where}：{zh}", f"{where}: {en}", row.employee_number, cell.column.code)


def _entry(employee_number: str, code: str, changed: dict[str, str]) -> Entry:
    """A reason makes a cell not applicable, taking the reason away makes it applicable again."""
    entry = Entry(employee_number, code, **changed)
    return replace(entry, not_applicable=bool(changed["na_reason"])) if "na_reason" in changed else entry


def retyped(grid: Grid, data: Mapping[str, str], document: SheetDocument, problems: Iterable[SheetProblem]) -> Grid:
    """The grid as it was typed, with the figures of `document` and each problem at its cell: nothing typed is lost."""
    seen = _seen(data)
    rows = {row.participant_id: row for row in document.rows}
    told: dict[tuple[str, str], str] = {}
    for problem in problems:
        told.setdefault((problem.employee_number, problem.indicator_code), str(problem))

    def row_again(line: GridRow) -> GridRow:
        row = rows.get(line.row.participant_id, line.row)
        figures = {cell.code: cell for cell in row.cells}
        return GridRow(
            row, tuple(cell_again(row, cell, figures.get(cell.column.code, cell.cell)) for cell in line.cells)
        )

    def cell_again(row: Row, cell: GridCell, figures: Cell) -> GridCell:
        # A box that was not touched shows what the database holds by now.
        boxes = tuple(replace(box, text=data[box.name]) if _changed(box, data, seen) else box for box in cell.boxes)
        problem = told.get((row.employee_number, cell.column.code), "")
        return replace(cell, cell=figures, boxes=boxes, problem=without_place(problem, row, cell.column))

    return Grid(tuple(replace(group, rows=tuple(row_again(line) for line in group.rows)) for group in grid.groups))


def without_place(problem: str, row: Row, column: Column) -> str:
    """The sentence as it stands at the cell itself, where person and indicator need not be named."""
    return problem.removeprefix(f"{row.name}（{row.employee_number}）“{column.name}”").lstrip("：: ")
