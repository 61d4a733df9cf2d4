"""What an upload or a pasted block would change: the same for the preview and the confirmation."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from flagship.figures import plain
from flagship.templatetags.house import label
from flagship.workbooks.tables import CellProblem
from scoring.actions.set_targets import TargetChange, TargetEntry, changes_of
from scoring.queries.target_table import TargetRow, TargetTable
from scoring.target_sheets.reader import Given
from scoring.target_sheets.writer import INDICATOR, NAME, NUMBER, Held


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """With problems nothing can be confirmed. `missing` people are not in the workbook and stay as they are; `since`
    are the changes of what somebody has set on the page since the download."""

    changes: tuple[TargetChange, ...]
    since: frozenset[int]
    same: int
    missing: int
    problems: tuple[CellProblem, ...]

    @property
    def entries(self) -> list[TargetEntry]:
        """What confirming would set, and what it was compared with."""
        return [
            TargetEntry(
                change.row.member.employee_number,
                change.cell.column.code,
                change.month,
                "" if change.after is None else change.after,
                change.before,
            )
            for change in self.changes
        ]


def plan_targets(given: Iterable[Given], table: TargetTable, held: Held | None) -> TargetPlan:
    """Compare the cells with what is set. Without `held` (a sheet of one's own, a pasted block) empty cells say
    nothing; with it, an empty cell that was filled takes the target away. No query."""
    people = _People(table)
    problems: list[CellProblem] = []
    entries: dict[tuple, tuple[Given, TargetEntry]] = {}
    same, met = 0, set()
    for cell in given:
        place = people.find(cell)
        if not isinstance(place, tuple):
            problems += [place] if place else []
            continue
        number, code = place
        met.add(number)
        key = number, code, str(cell.month or "")
        before = held.get(key, "") if held is not None else ""
        if cell.fault:
            problems.append(CellProblem(cell.row, cell.heading, cell.fault, _("Correct the cell in the workbook.")))
        elif cell.text == before:
            same += bool(cell.text)
        elif key in entries:
            problems.append(_twice(cell, entries[key][0]))
        else:
            entries[key] = cell, TargetEntry(number, code, cell.month, cell.text)
    changes, refusals = changes_of(table, [entry for _cell, entry in entries.values()])
    for entry, problem in refusals:
        cell = entries[entry.employee_number, entry.code, str(entry.month or "")][0]
        problems.append(CellProblem(cell.row, cell.heading, label(problem), _("Correct the cell in the workbook.")))
    return TargetPlan(
        changes=tuple(changes),
        since=frozenset(place for place, change in enumerate(changes) if _since(change, held)),
        same=same + len(entries) - len(changes) - len(refusals),
        missing=len(people.rows.keys() - met),
        problems=tuple(sorted(_once(problems), key=lambda one: one.row)),
    )


def _since(change: TargetChange, held: Held | None) -> bool:
    if held is None:
        return False
    key = change.row.member.employee_number, change.cell.column.code, str(change.month or "")
    return held.get(key, "") != ("" if change.before is None else plain(change.before))


class _People:
    """Finds whose target a cell is, and of which indicator."""

    def __init__(self, table: TargetTable) -> None:
        self.rows: dict[str, TargetRow] = {row.member.employee_number: row for row in table.rows}
        self.without_zeros = {number.lstrip("0"): number for number in self.rows if number.startswith("0")}

    def find(self, cell: Given) -> tuple[str, str] | CellProblem | None:
        """Employee number and code; None where an empty cell stands under an indicator the person does not have."""
        row = self.rows.get(cell.employee_number)
        if row is None:
            return self._unknown(cell)
        if cell.name and _same(cell.name) != _same(row.member.name):
            what = _("The employee number %(number)s belongs to %(name)s, and the row says %(other)s.") % {
                "number": cell.employee_number,
                "name": row.member.name,
                "other": cell.name[:40],
            }
            return CellProblem(cell.row, NAME, what, _("Put number, name and values of one person into one row."))
        wanted = _same(cell.indicator)
        for one in row.cells:
            if wanted in (_same(one.column.code), _same(one.column.name)):
                return cell.employee_number, one.column.code
        return _no_indicator(cell, row)

    def _unknown(self, cell: Given) -> CellProblem:
        number = cell.employee_number
        if not number:
            return CellProblem(cell.row, NUMBER, _("is empty"), _("Fill it in."))
        if number in self.without_zeros:
            what = _("“%(number)s” is unknown, but %(known)s is there: Excel dropped the zeros in front") % {
                "number": number,
                "known": self.without_zeros[number],
            }
            return CellProblem(cell.row, NUMBER, what, _("Format the column as text and write the whole number."))
        what = _("Nobody with the employee number “%(number)s” takes part in this branch.") % {"number": number[:40]}
        return CellProblem(cell.row, NUMBER, what, _("Correct the number, or delete the row."))


def _no_indicator(cell: Given, row: TargetRow) -> CellProblem | None:
    if not cell.indicator:
        return CellProblem(cell.row, INDICATOR, _("is empty"), _("Fill it in."))
    if not cell.text:
        return None
    what = _("%(name)s has no indicator “%(indicator)s” that asks for a target.") % {
        "name": row.member.name,
        "indicator": cell.indicator[:60],
    }
    to_do = _("Write one of: %(known)s.") % {"known": "、".join(one.column.name for one in row.cells)}
    return CellProblem(cell.row, INDICATOR, what, to_do)


def _once(problems: list[CellProblem]) -> list[CellProblem]:
    """A row of thirteen cells is told once that nobody has its number."""
    return list(dict.fromkeys(problems))


def _twice(cell: Given, first: Given) -> CellProblem:
    what = _("The target of %(number)s for “%(indicator)s” stands in row %(row)s already.") % {
        "number": cell.employee_number,
        "indicator": cell.indicator,
        "row": first.row,
    }
    return CellProblem(cell.row, cell.heading, what, _("Delete one of the two rows."))


def _same(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
