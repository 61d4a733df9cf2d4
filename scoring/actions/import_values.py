"""Writing what a preview showed, all of it or nothing, and nothing over what somebody has changed since."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import transaction

from flagship.actions.audit import record
from scoring.actions.enter_values import EntryRefused, draft_for_entry, enter_values
from scoring.documents import SheetProblem
from scoring.models import Measurement, MonthSheet
from scoring.rules.entries import Entry
from scoring.rules.inputs import CellInput

_BLANK = CellInput()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One cell: what it shall hold, and what it held when the preview was made."""

    employee_number: str
    code: str
    wanted: CellInput
    seen: CellInput

    @property
    def entry(self) -> Entry:
        cell = self.wanted
        return Entry(
            self.employee_number,
            self.code,
            number="" if cell.value.number is None else cell.value.number,
            second="" if cell.value.second is None else cell.value.second,
            choice=cell.value.choice,
            target="" if cell.target is None else cell.target,
            comment=cell.comment,
            not_applicable=cell.not_applicable,
            na_reason=cell.na_reason,
        )

    def to_json(self) -> list:
        return [self.employee_number, self.code, self.wanted.to_json(), self.seen.to_json()]

    @classmethod
    def from_json(cls, data: list) -> Self:
        number, code, wanted, seen = data
        return cls(number, code, CellInput.from_json(wanted), CellInput.from_json(seen))


@transaction.atomic
def import_values(
    *, sheet: MonthSheet, cells: Iterable[Wanted], by, now: dt.datetime | None = None
) -> dict[tuple[str, str], CellInput]:
    """Enter the cells of a workbook. Returns those that changed; the same cells once more change nothing.

    A constant number of queries. Raises what `enter_values` raises, and EntryRefused when a cell holds by now neither
    what the preview saw nor what is wanted.
    """
    cells = list(cells)
    locked = draft_for_entry(sheet, by=by)
    held = _held(locked)
    overtaken = [cell for cell in cells if held.get((cell.employee_number, cell.code), _BLANK) not in _either(cell)]
    if overtaken:
        raise EntryRefused(_overtaken(cell) for cell in overtaken)
    changed = enter_values(sheet=locked, entries=[cell.entry for cell in cells], by=by, now=now)
    if changed:
        record("import_values", str(locked), by=by, now=now, cells=len(changed))
    return changed


def _either(cell: Wanted) -> tuple[CellInput, CellInput]:
    return cell.seen, cell.wanted


def _held(sheet: MonthSheet) -> dict[tuple[str, str], CellInput]:
    rows = Measurement.objects.filter(participant__sheet=sheet).select_related("participant__member", "indicator")
    return {
        (row.participant.member.employee_number, row.indicator.code): CellInput(
            row.value, row.target, row.comment, row.not_applicable, row.na_reason
        )
        for row in rows
    }


def _overtaken(cell: Wanted) -> SheetProblem:
    return SheetProblem(
        f"工号{cell.employee_number}“{cell.code}”在预览之后被他人修改，请重新上传并核对。",
        f"{cell.employee_number} “{cell.code}” was changed by somebody after the preview; upload the workbook again.",
        cell.employee_number,
        cell.code,
    )
