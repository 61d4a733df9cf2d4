"""What an upload would change, against the month as it is now: the same plan for the preview and the confirmation."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from flagship.categories import Term
from flagship.templatetags.house import label
from scoring.documents import Cell, Column, Row, SheetDocument
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput
from scoring.workbook.key import BLANK, cell_input
from scoring.workbook.lines import ImportProblem, Line, Reading, Typed
from scoring.workbook.people import People, excel_error, twice


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
    place: tuple[str, int]

    @property
    def where(self) -> str:
        return _("%(sheet)s, row %(row)s") % {"sheet": self.place[0], "row": self.place[1]}

    @property
    def name(self) -> str:
        """`1001/output`: how the form names it."""
        return f"{self.row.employee_number}/{self.column.code}"


@dataclass(frozen=True, slots=True)
class Plan:
    """With problems nothing can be confirmed, unless the problems' rows are left out knowingly (`without_bad_rows`).

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

    @property
    def without_bad_rows(self) -> tuple[Change, ...]:
        """The changes in rows without any problem; a problem of a whole sheet leaves nothing of it."""
        bad = set[tuple[str, int]]().union(*(problem.places for problem in self.problems))
        return tuple(change for change in self.changes if not {change.place, (change.place[0], 0)} & bad)


def plan_import(reading: Reading, document: SheetDocument, *, user) -> Plan:
    """Compare the lines with the month; nothing is stored. No query."""
    people = People(document)
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
            problems.append(twice(line, first[line.employee_number]))
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
            return line.problem(one.place, excel_error(one.text), _("Mend the formula or enter the value itself."))
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
    return Change(kind, row, column, wanted, seen, (line.sheet, line.row))


def _kind(wanted: CellInput, seen: CellInput) -> Kind:
    if seen == BLANK:
        return Kind.NEW
    return Kind.EMPTIED if wanted == BLANK else Kind.CHANGED


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
