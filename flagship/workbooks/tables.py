"""A table on a sheet: found by its headings wherever it stands, read row by row, every fault kept with its place."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.core import signing
from django.utils.translation import gettext as _

from flagship.moves import Refused
from flagship.workbooks.reading import Sheet

HEADING_WITHIN = 10  # rows from the top
KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation


@dataclass(frozen=True, slots=True)
class Column:
    """A column is found by its heading, or by another name people give it. A required one must be there."""

    name: str
    heading: str
    also: tuple[str, ...] = ()
    required: bool = True

    def is_headed(self, text: str) -> bool:
        return _bare(text) in {_bare(name) for name in (self.heading, *self.also)}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One fault: in which row (0: the whole sheet) and column, what is wrong, what to do."""

    row: int
    column: str
    what: str
    to_do: str


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its number on the sheet and its cells by column name; a missing column gives ""."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Table:
    """The filled rows below the headings, and what was wrong with the headings (then there are no rows)."""

    rows: tuple[Row, ...]
    problems: tuple[CellProblem, ...] = ()

    def seal(self, *, kind: str, by) -> str:
        """The rows as signed text for a hidden field, so that what is confirmed is what was shown."""
        data = {"rows": [asdict(row) for row in self.rows], "by": by.pk}
        return signing.dumps(data, salt=f"table:{kind}", compress=True)

    @classmethod
    def unseal(cls, text: str, *, kind: str, by) -> Self:
        """The reverse of `seal`. Raises Refused for another kind, another user, changed or old text."""
        try:
            data: dict[str, Any] = signing.loads(text, salt=f"table:{kind}", max_age=KEPT_FOR)
        except signing.BadSignature as problem:
            raise Refused(_("The preview is no longer valid; choose the workbook again.")) from problem
        if data["by"] != by.pk:
            raise Refused(_("The preview is no longer valid; choose the workbook again."))
        return cls(tuple(Row(**row) for row in data["rows"]))


def read_table(sheet: Sheet, columns: Iterable[Column]) -> Table:
    """The table under the first row that holds every required heading."""
    columns = tuple(columns)
    best: list[Column] = [column for column in columns if column.required]
    for index, cells in enumerate(sheet.rows[:HEADING_WITHIN]):
        places = _places(cells, columns)
        missing = [column for column in columns if column.required and column.name not in places]
        if not missing:
            if problem := _twice(cells, columns, index + 1):
                return Table((), (problem,))
            return Table(tuple(_rows(sheet, index, places)))
        best = min(best, missing, key=len)
    return Table((), (_missing(best),))


def _places(cells: tuple[str, ...], columns: tuple[Column, ...]) -> dict[str, int]:
    return {
        column.name: place
        for column in columns
        for place, text in reversed(list(enumerate(cells)))
        if column.is_headed(text)
    }


def _rows(sheet: Sheet, heading: int, places: dict[str, int]) -> Iterable[Row]:
    for number, cells in enumerate(sheet.rows[heading + 1 :], start=heading + 2):
        values = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        if any(values.values()):
            yield Row(number, values)


def _missing(columns: list[Column]) -> CellProblem:
    names = "、".join(column.heading for column in columns)
    return CellProblem(
        0,
        names,
        _("The headings %(names)s are missing.") % {"names": names},
        _("Use the headings of the template, in one row near the top of the first sheet."),
    )


def _twice(cells: tuple[str, ...], columns: tuple[Column, ...], row: int) -> CellProblem | None:
    for column in columns:
        if sum(column.is_headed(text) for text in cells) > 1:
            return CellProblem(
                row,
                column.heading,
                _("The heading %(name)s is there twice.") % {"name": column.heading},
                _("Delete one of the two columns."),
            )
    return None


def _bare(text: str) -> str:
    """A heading without blanks, line breaks, stars and what stands in brackets."""
    text = text.replace("（", "(").split("(")[0]
    return "".join(text.split()).strip("*＊:：").lower()
