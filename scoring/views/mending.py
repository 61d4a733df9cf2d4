"""What holds up submission, and where on the entry pages each thing of it is mended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.permissions import Permission
from scoring.documents import Cell, Column, Row, SheetDocument, SheetProblem
from scoring.entry_boxes import PARTS, Layer, box_name, part_to_fill
from scoring.entry_grid import without_place
from scoring.models import MonthSheet
from scoring.states import SheetState
from scoring.views.sheets import address

ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to settle. `text` is short; `url` leads to its box ("" where this reader cannot mend it).

    `row` is the person where they are marked, `word` what to call the thing beside their name, `box` the anchor on the
    page of that person.
    """

    text: str
    url: str
    row: Row | None = None
    word: str = ""
    box: str = ""


def may_enter(user, sheet: MonthSheet) -> bool:
    """Whether this user fills in this sheet now."""
    return sheet.state is SheetState.DRAFT and user.has_perm(Permission.ENTER_MARKS, sheet.branch)


def to_settle(document: SheetDocument, sheet: MonthSheet, *, mends: bool) -> list[Todo]:
    """Everything that holds up submission, in the order of the sheet. `mends`: the reader may mend it."""
    rows = {row.employee_number: row for row in document.rows}
    cells = {(row.employee_number, cell.code): cell for row in document.rows for cell in row.cells}
    columns = {column.indicator_id: column for group in document.groups for column in group.columns}

    def todo(problem: SheetProblem) -> Todo:
        row = rows.get(problem.employee_number)
        cell = cells.get((problem.employee_number, problem.indicator_code))
        if cell:
            return _of_cell(problem, row, cell, columns[cell.indicator_id], sheet, mends)
        if row:
            where = address(sheet, "person_entry", employee_number=row.employee_number) if mends else ""
            return Todo(str(problem), where, row, str(problem))
        where = f"{address(sheet)}?tab={ABSENT}" if problem.employee_number else ""
        return Todo(str(problem), where)

    return [todo(problem) for problem in document.problems]


def _of_cell(problem: SheetProblem, row: Row, cell: Cell, column: Column, sheet: MonthSheet, mends: bool) -> Todo:
    part = part_to_fill(column, cell)
    box = box_name(part, row.participant_id, column.indicator_id)
    layer = next(layer for layer, parts in PARTS.items() if part in parts)
    show = "" if layer is Layer.VALUES else f"?show={layer.value}"
    where = f"{address(sheet, 'entry')}{show}#{box}"
    if column.evidence_required and not cell.evidence and cell.marks is not None:
        box = f"ev-{column.indicator_id}"
        where = f"{address(sheet, 'person_entry', employee_number=row.employee_number)}#{box}"
    blank = _("%(name)s · %(indicator)s not filled") % {"name": row.name, "indicator": column.name}
    word = f"{column.name}：{without_place(str(problem), row, column)}" if cell.text else column.name
    return Todo(str(problem) if cell.text else blank, where if mends else "", row, word, box)
