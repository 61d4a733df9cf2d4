"""Lines of an uploaded table: whose row it is and what stands in it; the faults of cells, each with its place."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from flagship.workbooks import Sheet
from scoring.documents import Group
from scoring.workbook.key import Key


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """One fault: on which sheet, in which row (0: the whole sheet) and column, what is wrong, what to do.

    `last_row` is given where a fault concerns several rows.
    """

    sheet: str
    row: int
    column: str
    what: str
    to_do: str
    last_row: int = 0

    @property
    def places(self) -> set[tuple[str, int]]:
        """The rows it concerns, as (sheet, row)."""
        return {(self.sheet, row) for row in range(self.row, max(self.row, self.last_row) + 1)}


@dataclass(frozen=True, slots=True)
class Typed:
    """One cell: its text, its column as a person finds it, and whether the text is an error of Excel."""

    text: str
    place: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One person's row. `cells` by indicator code and part, only of columns that are there."""

    group: Group
    sheet: str
    row: int
    employee_number: str
    name: str
    cells: dict[tuple[str, str], Typed]

    @property
    def is_blank(self) -> bool:
        return not any(cell.text for cell in self.cells.values())

    def problem(self, column: str, what: str, to_do: str) -> ImportProblem:
        return ImportProblem(self.sheet, self.row, column, what, to_do)


@dataclass
class Reading:
    """What was found. `notes` are sentences about what was passed over; `key` None: the workbook does not say what it
    held when it was downloaded."""

    key: Key | None
    lines: list[Line] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def column_words(column: int, heading: str) -> str:
    """`C 生产指标完成率`: a column as a person finds it."""
    return f"{get_column_letter(column + 1)} {' '.join(heading.split())}".strip()


def text_at(row: tuple[str, ...], column: int | None) -> str:
    """The text of a column in a row; "" beyond its end and where there is no such column."""
    return row[column] if column is not None and column < len(row) else ""


def cell_faults(sheet: Sheet, head: int, columns: Collection[int]) -> list[ImportProblem]:
    """Merged cells and formulas without a result below the row of headings, in these columns."""
    return [*_merged(sheet, head, columns), *_uncalculated(sheet, head, columns)]


def _merged(sheet: Sheet, head: int, columns: Collection[int]) -> list[ImportProblem]:
    """Merged cells among the values: which of them a value is for cannot be told."""
    return [
        ImportProblem(
            sheet.name,
            top + 1,
            _words(sheet, head, min(place for place in columns if left <= place <= right)),
            _("The cells %(first)s to %(last)s are merged.")
            % {
                "first": f"{get_column_letter(left + 1)}{top + 1}",
                "last": f"{get_column_letter(right + 1)}{bottom + 1}",
            },
            _("Undo the merging and fill in every cell."),
            last_row=bottom + 1,
        )
        for top, left, bottom, right in sheet.merged
        if top > head and any(left <= place <= right for place in columns)
    ]


def _uncalculated(sheet: Sheet, head: int, columns: Collection[int]) -> list[ImportProblem]:
    return [
        ImportProblem(
            sheet.name,
            row + 1,
            _words(sheet, head, column),
            _("The formula has no result."),
            _("Open the workbook in Excel or WPS and save it, or enter the number itself."),
        )
        for row, column in sorted(sheet.uncalculated)
        if row > head and column in columns
    ]


def _words(sheet: Sheet, head: int, column: int) -> str:
    return column_words(column, text_at(sheet.rows[head], column))
