"""From the cells of an uploaded workbook to lines: whose row it is, and what stands under which heading.

Nothing is understood yet but places: sheets are found by the line that names them or by their headings, columns by
their headings in whatever order, and everything that could be misread is a problem with sheet, row and column.
"""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.workbooks import Sheet, Workbook
from scoring.documents import Group, SheetDocument
from scoring.workbook.columns import SERVICE_SHEETS, Field, fields_of, is_name_heading, is_number_heading
from scoring.workbook.key import Identity, read_identity, read_key
from scoring.workbook.lines import ImportProblem, Line, Reading, Typed, cell_faults, column_words, text_at

HEADING_WITHIN = 10  # rows from the top


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the headings of a sheet are: the row, and the column of each field."""

    sheet: Sheet
    group: Group
    head: int
    number: int
    name: int | None
    places: dict[int, Field]

    def letter(self, column: int) -> str:
        return column_words(column, self.sheet.rows[self.head][column])

    @property
    def columns(self) -> set[int]:
        return {self.number, *self.places} | ({self.name} if self.name is not None else set())


def says_whose(book: Workbook) -> bool:
    """Whether it was downloaded here: it says for which branch and month."""
    return read_key(book) is not None or any(_identity(sheet) for sheet in book.sheets)


def read_lines(book: Workbook, document: SheetDocument) -> Reading:
    """Every row of every sheet that belongs to the month."""
    reading = Reading(read_key(book))
    if reading.key and (problem := _elsewhere(reading.key.branch, reading.key.month, document, "")):
        reading.problems.append(problem)
        return reading
    for sheet in book.sheets if document.groups else ():
        if sheet.name not in SERVICE_SHEETS and any(any(row) for row in sheet.rows):
            _read_sheet(sheet, document, reading)
    if not reading.lines and not reading.problems:
        reading.problems.append(
            ImportProblem(
                "",
                0,
                "",
                _("No sheet of this workbook has the headings of this month's indicators."),
                _("Download the workbook of this month and fill it in."),
            )
        )
    if reading.key is None and reading.lines:
        reading.notes.append(
            _(
                "The workbook does not say what it held when it was downloaded, "
                "so everything that differs from the page counts as a change."
            )
        )
    return reading


def _elsewhere(branch: str, month: str, document: SheetDocument, sheet: str) -> ImportProblem | None:
    """A workbook of another branch or month."""
    if branch == document.branch_code and month == str(document.month):
        return None
    what = _("This is the workbook of %(branch)s, %(month)s; this page is about %(own)s, %(own_month)s.") % {
        "branch": branch,
        "month": month,
        "own": f"{document.branch_name}（{document.branch_code}）",
        "own_month": document.month,
    }
    return ImportProblem(sheet, 0, "", what, _("Upload it on the page of its own month, or choose the right workbook."))


def _read_sheet(sheet: Sheet, document: SheetDocument, reading: Reading) -> None:
    identity = _identity(sheet)
    if identity and (problem := _elsewhere(identity.branch, identity.month, document, sheet.name)):
        reading.problems.append(problem)
        return
    groups = list(document.groups)
    if identity:
        groups = [group for group in groups if group.template_code == identity.template]
        if problem := _wrong_template(identity, groups, sheet):
            reading.problems.append(problem)
            return
    head = _head(sheet)
    if head is None:
        _without_headings(sheet, identity, reading)
        return
    group = _best_group(sheet, head, groups)
    table = _table(sheet, head, group, reading)
    if table is None:
        return
    if not sheet.visible:
        reading.notes.append(_("The hidden sheet “%(sheet)s” was read, too.") % {"sheet": sheet.name})
    reading.problems += cell_faults(sheet, head, table.columns)
    for index in range(table.head + 1, len(sheet.rows)):
        _read_row(table, index, reading)


def _without_headings(sheet: Sheet, identity: Identity | None, reading: Reading) -> None:
    if identity is None:
        reading.notes.append(
            _("The sheet “%(sheet)s” was not read: it has no employee numbers.") % {"sheet": sheet.name}
        )
        return
    what = _("The row of headings with “%(heading)s” is missing.") % {"heading": "工号"}
    reading.problems.append(
        ImportProblem(sheet.name, 0, "工号", what, _("Use the headings of the downloaded workbook."))
    )


def _identity(sheet: Sheet) -> Identity | None:
    texts = (text for row in sheet.rows[:HEADING_WITHIN] for text in row)
    return next((found for text in texts if (found := read_identity(text))), None)


def _wrong_template(identity: Identity, groups: list[Group], sheet: Sheet) -> ImportProblem | None:
    if not groups:
        what = _("Nobody is marked by the template “%(code)s” this month.") % {"code": identity.template}
    elif groups[0].template_version != identity.version:
        what = _("The sheet was made for version %(old)s of the template; version %(new)s is in force.") % {
            "old": identity.version,
            "new": groups[0].template_version,
        }
    else:
        return None
    return ImportProblem(sheet.name, 0, "", what, _("Download the workbook again and copy the values into it."))


def _head(sheet: Sheet) -> int | None:
    rows = enumerate(sheet.rows[:HEADING_WITHIN])
    return next((index for index, row in rows if any(is_number_heading(text) for text in row)), None)


def _best_group(sheet: Sheet, head: int, groups: list[Group]) -> Group:
    """The template whose headings these are; of equal ones, the one whose people these are."""
    headings = [text for text in sheet.rows[head] if text]
    texts = {text for row in sheet.rows[head + 1 :] for text in row if text}

    def fit(group: Group) -> tuple:
        required = [field for field in fields_of(group) if field.required]
        there = sum(any(field.is_headed(text) for text in headings) for field in required)
        return there == len(required), there, sum(row.employee_number in texts for row in group.rows)

    return max(groups, key=fit)


def _table(sheet: Sheet, head: int, group: Group, reading: Reading) -> _Table | None:
    """The places of the fields; None with problems when a heading is missing or there twice."""
    headings = sheet.rows[head]
    fields = fields_of(group)
    places = {place: field for place, text in enumerate(headings) for field in fields if text and field.is_headed(text)}
    numbers = [place for place, text in enumerate(headings) if is_number_heading(text)]
    names = [place for place, text in enumerate(headings) if is_name_heading(text)]
    found = list(places.values())
    if not found:
        reading.notes.append(_("The sheet “%(sheet)s” was not read: it has no indicators.") % {"sheet": sheet.name})
        return None
    twice = [field.heading for field in fields if found.count(field) > 1]
    twice += ["工号"] * (len(numbers) > 1) + ["姓名"] * (len(names) > 1)
    missing = [field.heading for field in fields if field.required and field not in found]
    faults = [(heading, _("The heading is there twice."), _("Delete one of the two columns.")) for heading in twice]
    faults += [
        (heading, _("The heading is missing."), _("Use the headings of the downloaded workbook."))
        for heading in missing
    ]
    reading.problems += [ImportProblem(sheet.name, head + 1, *fault) for fault in faults]
    used = {*places, *numbers, *names}
    extra = [text for place, text in enumerate(headings) if text and place not in used]
    if extra:
        reading.notes.append(
            _("On the sheet “%(sheet)s” these columns were not read: %(columns)s.")
            % {"sheet": sheet.name, "columns": "、".join(" ".join(text.split())[:30] for text in extra)}
        )
    return None if faults else _Table(sheet, group, head, numbers[0], names[0] if names else None, places)


def _read_row(table: _Table, index: int, reading: Reading) -> None:
    row = table.sheet.rows[index]
    cells = {
        (field.column.code, field.part): Typed(
            text_at(row, place), table.letter(place), (index, place) in table.sheet.errors
        )
        for place, field in table.places.items()
    }
    number = unicodedata.normalize("NFKC", text_at(row, table.number)).strip()
    line = Line(table.group, table.sheet.name, index + 1, number, text_at(row, table.name), cells)
    if number:
        reading.lines.append(line)
    elif line.name or not line.is_blank:
        reading.problems.append(
            line.problem(
                table.letter(table.number), _("The employee number is empty."), _("Fill it in, or clear the whole row.")
            )
        )
