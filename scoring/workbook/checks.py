"""What an upload would change, against the month as it is now: the same plan for the preview and the confirmation."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from flagship.categories import Term
from flagship.templatetags.house import label
from scoring.documents import Absent, Cell, Column, Group, Row, SheetDocument
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput
from scoring.workbook.key import BLANK, cell_input
from scoring.workbook.reader import ImportProblem, Line, Reading, Typed

ERRORS = frozenset({"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
"""What Excel writes into a cell whose formula fails."""


class Kind(Term):
    """What becomes of a cell."""

    NEW = "new", "新填", "New"
    CHANGED = "changed", "修改", "Changed"
    EMPTIED = "emptied", "清空", "Emptied"
    CONFLICT = "conflict", "冲突", "Conflict"


class _Outcome(StrEnum):
    SAME = "same"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: what the workbook says (`wanted`), and what the month holds (`seen`)."""

    kind: Kind
    row: Row
    column: Column
    wanted: CellInput
    seen: CellInput
    where: str

    @property
    def name(self) -> str:
        """`1001/output`: how the form names it."""
        return f"{self.row.employee_number}/{self.column.code}"


@dataclass(frozen=True, slots=True)
class Plan:
    """With problems nothing can be confirmed.

    `same` cells already are as the workbook says; `kept` ones the workbook did not touch and somebody has changed
    since: they stay. `missing` people of the month are not in the workbook: they stay as they are.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    same: int
    kept: int
    missing: int
    problems: tuple[ImportProblem, ...]
    notes: tuple[str, ...]

    def count(self, kind: Kind) -> int:
        return sum(change.kind is kind for change in self.changes)


def plan_import(reading: Reading, document: SheetDocument, *, user) -> Plan:
    """Compare the lines with the month; nothing is stored. No query."""
    people = _People(document)
    problems = [*reading.problems]
    changes: list[Change] = []
    outcomes: list[_Outcome] = []
    first: dict[str, Line] = {}
    for line in reading.lines:
        found = people.find(line)
        if isinstance(found, ImportProblem):
            problems.append(found)
            continue
        if line.employee_number in first:
            problems.append(_twice(line, first[line.employee_number]))
            continue
        first[line.employee_number] = line
        if found is None:
            continue
        for outcome in _compare(line, found, reading, user):
            match outcome:
                case ImportProblem():
                    problems.append(outcome)
                case Change():
                    changes.append(outcome)
                case _:
                    outcomes.append(outcome)
    order = {name: place for place, name in enumerate(dict.fromkeys(line.sheet for line in reading.lines))}
    return Plan(
        changes=tuple(change for change in changes if change.kind is not Kind.CONFLICT),
        conflicts=tuple(change for change in changes if change.kind is Kind.CONFLICT),
        same=outcomes.count(_Outcome.SAME),
        kept=outcomes.count(_Outcome.KEPT),
        missing=len(people.rows.keys() - first.keys()),
        problems=tuple(sorted(problems, key=lambda one: (order.get(one.sheet, -1), one.row))),
        notes=tuple(reading.notes),
    )


class _People:
    """Finds whose row it is."""

    def __init__(self, document: SheetDocument) -> None:
        self.rows: dict[str, tuple[Group, Row]] = {
            row.employee_number: (group, row) for group in document.groups for row in group.rows
        }
        self.absent: dict[str, Absent] = {one.employee_number: one for one in document.absent}
        known = [*self.rows, *self.absent]
        self.without_zeros = {number.lstrip("0"): number for number in known if number.startswith("0")}

    def find(self, line: Line) -> Row | ImportProblem | None:
        """The row of the month; None for somebody who is not marked and for whom nothing is filled in."""
        number = line.employee_number
        if number in self.absent:
            return self._not_marked(line, self.absent[number])
        if number not in self.rows:
            return self._unknown(line)
        group, row = self.rows[number]
        if line.name and _same_name(line.name) != _same_name(row.name):
            what = _("The employee number %(number)s belongs to %(name)s, and the row says %(other)s.") % {
                "number": number,
                "name": row.name,
                "other": line.name,
            }
            return line.problem("姓名", what, _("Put number, name and values of one person into one row."))
        if group.template_code != line.group.template_code:
            what = _("%(name)s is marked as %(own)s, not as %(other)s.") % {
                "name": row.name,
                "own": label(group.template_label),
                "other": label(line.group.template_label),
            }
            return line.problem("工号", what, _("Fill the person in on the sheet of their own category."))
        return row

    def _unknown(self, line: Line) -> ImportProblem:
        number = line.employee_number
        if number in ERRORS:
            return line.problem("工号", _error(number), _("Mend the formula or enter the value itself."))
        if number in self.without_zeros:
            what = _("“%(number)s” is unknown, but %(known)s is there: Excel dropped the zeros in front") % {
                "number": number,
                "known": self.without_zeros[number],
            }
            return line.problem("工号", what, _("Format the column as text and write the whole number."))
        what = _("Nobody with the employee number “%(number)s” is on this sheet.") % {"number": number[:40]}
        return line.problem("工号", what, _("Correct the number, or delete the row."))

    def _not_marked(self, line: Line, absent: Absent) -> ImportProblem | None:
        if line.is_blank:
            return None
        what = _("%(name)s is not marked this month (%(why)s).") % {"name": absent.name, "why": label(absent.label)}
        return line.problem("工号", what, _("Delete the row, or have the person take part again first."))


def _same_name(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _twice(line: Line, first: Line) -> ImportProblem:
    what = _("%(number)s stands on the sheet “%(sheet)s” in row %(row)s already.") % {
        "number": line.employee_number,
        "sheet": first.sheet,
        "row": first.row,
    }
    return line.problem("工号", what, _("Delete one of the two rows."))


def _compare(line: Line, row: Row, reading: Reading, user) -> Iterator[Change | ImportProblem | _Outcome]:
    columns = {column.code: column for column in line.group.columns}
    uncalculated = {(one.sheet, one.row, one.column) for one in reading.problems}
    for cell in row.cells:
        typed = {part: one for (code, part), one in line.cells.items() if code == cell.code}
        if not typed or any((line.sheet, line.row, one.place) in uncalculated for one in typed.values()):
            continue
        yield _compare_cell(line, row, columns[cell.code], cell, typed, reading, user)


def _compare_cell(line, row, column, cell: Cell, typed: dict[str, Typed], reading: Reading, user):
    for one in typed.values():
        if one.is_error:
            return line.problem(one.place, _error(one.text), _("Mend the formula or enter the value itself."))
    seen = cell_input(cell)
    try:
        wanted = read_entry(_entry(row, column, typed), column.spec, seen)
    except EntryProblem as refusal:
        place = _at_fault(row, column, typed, seen)
        to_do = _("Correct the cell in the workbook.")
        return line.problem(place, f"{row.name}：{label(refusal.problem)}", to_do)
    if wanted == seen:
        return _Outcome.SAME
    before = reading.key.held(row.employee_number, cell.code) if reading.key else seen
    if wanted == before:
        return _Outcome.KEPT
    if user.person is not None and user.person.pk == row.member_id and not column.quantitative:
        place = next(iter(typed.values())).place
        what = _("Nobody enters their own judgement marks.")
        return line.problem(place, f"{row.name}：{what}", _("Leave the cell as it was, somebody else fills it in."))
    kind = Kind.CONFLICT if before != seen else _kind(wanted, seen)
    return Change(kind, row, column, wanted, seen, _("%(sheet)s, row %(row)s") % {"sheet": line.sheet, "row": line.row})


def _kind(wanted: CellInput, seen: CellInput) -> Kind:
    if seen == BLANK:
        return Kind.NEW
    return Kind.EMPTIED if wanted == BLANK else Kind.CHANGED


def _error(text: str) -> str:
    return _("The cell holds the Excel error %(error)s.") % {"error": text}


def _entry(row: Row, column: Column, typed: dict[str, Typed], only: str = "") -> Entry:
    """The cell as it was typed. A reason makes it not applicable; its empty column makes it applicable."""
    given = {part: _text(column, part, one.text) for part, one in typed.items() if only in ("", part)}
    if "na_reason" in given:
        given["not_applicable"] = bool(given["na_reason"])
    return Entry(row.employee_number, column.code, **given)


def _text(column: Column, part: str, text: str) -> str:
    """Excel's own truth values are understood as answers."""
    if part == "choice" and column.inputs == "yesno":
        return {"TRUE": "yes", "FALSE": "no"}.get(text.upper(), text)
    return text


def _at_fault(row: Row, column: Column, typed: dict[str, Typed], seen: CellInput) -> str:
    """The column of the part that is refused by itself; of the first one where only the whole cell is."""
    for part, one in typed.items():
        try:
            read_entry(_entry(row, column, typed, only=part), column.spec, BLANK)
        except EntryProblem:
            return one.place
    return next((one.place for one in typed.values() if one.text), next(iter(typed.values())).place)
