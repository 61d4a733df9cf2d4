"""What an uploaded sheet or a pasted block says about targets, cell by cell.

Two layouts are read: one row for each person and indicator with columns for the year and its months, as it is
downloaded; and one row for each person with a column for each indicator, which means the period the page shows.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.periods import Month
from flagship.workbooks import Sheet
from flagship.workbooks.tables import HEADING_WITHIN, CellProblem
from scoring.queries.target_table import TargetTable
from scoring.target_sheets.writer import HEADINGS, INDICATOR, MONTHS, NAME, NUMBER, YEAR

_ALSO = {
    NUMBER: ("员工编号", "职工编号", "人员编号", "employee number"),
    NAME: ("名字", "name"),
    INDICATOR: ("指标名称", "考核指标", "指标代码", "indicator"),
    YEAR: ("年度", "年度目标", "全年目标", "year"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """One filled or empty cell of a target: whose, which, when, and where it stands."""

    employee_number: str
    name: str
    indicator: str
    month: Month | None
    text: str
    row: int
    heading: str
    fault: str = ""


def block_sheet(text: str) -> Sheet:
    """A block copied from a spreadsheet: lines, and cells between tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Sheet("", True, tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines))


def read_targets(sheet: Sheet, table: TargetTable, period: Month | None) -> tuple[list[Given], list[CellProblem]]:
    """The cells below the headings; or why there are none."""
    names = _names(table)
    for index, cells in enumerate(sheet.rows[:HEADING_WITHIN]):
        places = {_heading(text, names): place for place, text in reversed(list(enumerate(cells))) if text}
        places.pop("", None)
        if NUMBER not in places:
            continue
        if problem := _twice(cells, names, index + 1):
            return [], [problem]
        if INDICATOR in places and places.keys() & {YEAR, *MONTHS}:
            return list(_long(sheet, index, places, table.year)), []
        if wide := {code: place for code, place in places.items() if code.startswith("=")}:
            return list(_wide(sheet, index, places, wide, period)), []
    return [], [_missing()]


def _names(table: TargetTable) -> dict[str, str]:
    """The heading of an indicator's column, by code and by name; `=` tells it from the other headings."""
    columns = [column for group in table.groups for column in group.columns]
    return {_bare(text): f"={column.name}" for column in columns for text in (column.code, column.name)}


def _heading(text: str, names: dict[str, str]) -> str:
    bare = _bare(text)
    for heading in HEADINGS:
        if bare in {_bare(name) for name in (heading, *_ALSO.get(heading, ()))}:
            return heading
    without_unit = _bare(unicodedata.normalize("NFKC", text).rpartition("(")[0] or text)
    return names.get(bare) or names.get(without_unit, "")


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).strip("*:").casefold()


def _long(sheet: Sheet, heading: int, places: dict[str, int], year: int) -> Iterator[Given]:
    periods = [(YEAR, None), *((MONTHS[number - 1], Month(year, number)) for number in range(1, 13))]
    for number, cells in _filled(sheet, heading):
        for title, month in periods:
            if title in places:
                yield _given(sheet, number, cells, places, _at(cells, places[INDICATOR]), month, places[title], title)


def _wide(
    sheet: Sheet, heading: int, places: dict[str, int], wide: dict[str, int], month: Month | None
) -> Iterator[Given]:
    for number, cells in _filled(sheet, heading):
        for name, place in wide.items():
            indicator = name.removeprefix("=")
            yield _given(sheet, number, cells, places, indicator, month, place, indicator)


def _filled(sheet: Sheet, heading: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 2):
        if any(cells):
            yield number, cells


def _given(sheet, number, cells, places, indicator: str, month, place: int, heading: str) -> Given:
    at, fault = (number - 1, place), ""
    if at in sheet.uncalculated:
        fault = _("The formula has no result; open the workbook once, let it calculate and save it.")
    elif at in sheet.errors:
        fault = _("The cell holds the Excel error %(error)s.") % {"error": _at(cells, place)}
    name = _at(cells, places[NAME]) if NAME in places else ""
    return Given(_at(cells, places[NUMBER]), name, indicator, month, _at(cells, place), number, heading, fault)


def _at(cells: tuple[str, ...], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _twice(cells: tuple[str, ...], names: dict[str, str], row: int) -> CellProblem | None:
    found = [heading for text in cells if (heading := _heading(text, names))]
    twice = next((heading for heading in found if found.count(heading) > 1), None)
    if twice is None:
        return None
    what = _("The heading %(name)s is there twice.") % {"name": twice.removeprefix("=")}
    return CellProblem(row, twice.removeprefix("="), what, _("Delete one of the two columns."))


def _missing() -> CellProblem:
    return CellProblem(
        0,
        NUMBER,
        _("There is no row of headings with the employee number and with targets."),
        _("Use the headings of the downloaded workbook, or the employee number and the names of the indicators."),
    )
