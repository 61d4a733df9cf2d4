"""Setting the targets of people for a year or its months: all that was given or nothing, every problem told at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.figures import plain
from flagship.models import Programme
from flagship.moves import Refused
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.actions.enter_values import EntryRefused
from scoring.documents import SheetProblem
from scoring.models import MonthSheet, PersonTarget
from scoring.queries.target_table import TargetCell, TargetRow, TargetTable, target_table
from scoring.rules.entries import EntryProblem, read_target
from scoring.states import SheetState

UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """One target as somebody gave it: text or Decimal, "" to take it away; for the year, or for a month.

    `seen` is what the page or workbook had shown (None: nothing); a target that is neither that nor what is wanted was
    set by somebody else meanwhile. `UNSEEN` asks no such question.
    """

    employee_number: str
    code: str
    month: Month | None
    value: str | Decimal
    seen: Decimal | str | None = UNSEEN

    def to_json(self) -> list:
        seen = self.seen if self.seen in (None, UNSEEN) else str(self.seen)
        return [self.employee_number, self.code, str(self.month or ""), str(self.value), seen]

    @classmethod
    def from_json(cls, data: list) -> Self:
        number, code, month, value, seen = data
        before = seen if seen in (None, UNSEEN) else Decimal(seen)
        return cls(number, code, Month.parse(month) if month else None, value, before)


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One target that becomes another one; None for none."""

    row: TargetRow
    cell: TargetCell
    month: Month | None
    before: Decimal | None
    after: Decimal | None


@transaction.atomic
def set_targets(
    *, branch: Branch, year: int, month: Month | None = None, entries: Iterable[TargetEntry], by, now=None
) -> list[TargetChange]:
    """Set targets; `month` as for `target_table`: whose people and indicators are meant. Returns what changed.

    As many queries for any number of entries. Raises PermissionDenied; Refused for a year without a programme or one
    that is closed; EntryRefused with all problems: an unknown person or indicator, a text that is no number, a target
    of zero where the formula divides by it, a month that is submitted, a target that somebody else has just changed.
    """
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    if not by.has_perm(Permission.ENTER_MARKS, branch):
        raise PermissionDenied
    check_year(year)
    changes, refusals = changes_of(target_table(branch, year, month), entries)
    if refusals:
        raise EntryRefused(problem for _entry, problem in refusals)
    if changes:
        now = now or clock.now()
        _store(branch, year, changes, by=by, now=now)
        _withdraw_tie_consents(branch, year)
        record("set_targets", f"{branch.name} {year}", by=by, now=now, branch=branch.code, targets=_told(changes))
    return changes


def check_year(year: int) -> None:
    """Refused where nothing can be set any more, or not yet."""
    programme = Programme.objects.filter(year=year).first()
    if programme is None:
        raise Refused(_("There is no programme for %(year)s yet.") % {"year": year})
    if programme.frozen_at:
        raise Refused(_("The year %(year)s is closed.") % {"year": year})


def changes_of(
    table: TargetTable, entries: Iterable[TargetEntry]
) -> tuple[list[TargetChange], list[tuple[TargetEntry, SheetProblem]]]:
    """What the entries would change, and which of them cannot be taken and why. No query."""
    cells = {(row.member.employee_number, cell.column.code): (row, cell) for row in table.rows for cell in row.cells}
    people = {row.member.employee_number: row for row in table.rows}
    changes: dict[tuple, TargetChange] = {}
    refusals = []
    for entry in entries:
        key = entry.employee_number, entry.code
        found = _change(table, entry, *cells[key]) if key in cells else _nowhere(entry, people.get(key[0]))
        if isinstance(found, SheetProblem):
            refusals.append((entry, found))
        elif found is not None:
            changes[*key, entry.month] = found
    return list(changes.values()), refusals


def _change(table: TargetTable, entry: TargetEntry, row: TargetRow, cell: TargetCell):
    before = cell.own(entry.month)
    try:
        after = read_target(entry.value, cell.column.spec)
    except EntryProblem as found:
        return _problem(entry, row, cell, found.problem.zh, found.problem.en)
    if after == before:
        return None
    if entry.month is not None and entry.month in table.fixed:
        return _problem(
            entry,
            row,
            cell,
            "该月已提交或已结束填报，目标值不再变动；确需更正的，请先撤回或重开该月。",
            "the month is submitted and keeps its targets; withdraw or reopen it first.",
        )
    if entry.seen != UNSEEN and before != entry.seen:
        held_zh, held_en = (f"改为“{plain(before)}”", f"set to “{plain(before)}”") if before else ("清除", "taken away")
        return _problem(
            entry,
            row,
            cell,
            f"刚被他人{held_zh}，请核对；再次保存将以您填写的为准。",
            f"was just {held_en} by somebody else; look again, saving once more keeps yours.",
        )
    return TargetChange(row, cell, entry.month, before, after)


def _nowhere(entry: TargetEntry, row: TargetRow | None) -> SheetProblem:
    number, code = entry.employee_number[:40], entry.code[:60]
    if row is None:
        return SheetProblem(
            f"本支部没有工号“{number}”、且已申报参加的人员。",
            f"Nobody with the employee number “{number}” takes part in this branch.",
            number,
            code,
        )
    return SheetProblem(
        f"{row.member.name}（{number}）的指标模板中没有需要目标值的“{code}”。",
        f"The template of {row.member.name} ({number}) has no “{code}” that asks for a target.",
        number,
        code,
    )


def _problem(entry: TargetEntry, row: TargetRow, cell: TargetCell, zh: str, en: str) -> SheetProblem:
    when_zh, when_en = (entry.month.zh, str(entry.month)) if entry.month else ("全年", "the year")
    return SheetProblem(
        f"{row.member.name}（{row.member.employee_number}）“{cell.column.name}”{when_zh}：{zh}",
        f"{row.member.name} ({row.member.employee_number}) “{cell.column.name}”, {when_en}: {en}",
        row.member.employee_number,
        cell.column.code,
    )


def _store(branch: Branch, year: int, changes: list[TargetChange], *, by, now: dt.datetime) -> None:
    """Three statements: what a period held before is replaced as a whole, also where it no longer fitted."""
    held = [row.pk for change in changes if (row := change.cell.targets.rows.get(change.month))]
    PersonTarget.objects.filter(pk__in=held).delete()
    PersonTarget.objects.bulk_create(
        PersonTarget(
            branch=branch,
            member=change.row.member,
            year=year,
            month=change.month,
            category=change.row.category,
            track=change.row.track,
            code=change.cell.column.code,
            unit=change.cell.column.unit,
            value=change.after,
            by=by,
            at=now,
        )
        for change in changes
        if change.after is not None
    )


def _withdraw_tie_consents(branch: Branch, year: int) -> None:
    """The Department consented to other figures than these."""
    drafts = MonthSheet.objects.filter(branch=branch, month__startswith=f"{year}-", state=SheetState.DRAFT)
    drafts.exclude(tie_consent="").update(tie_consent="", tie_consent_by=None)


def _told(changes: list[TargetChange]) -> list[str]:
    """Each change in a line of the audit trail: `1203 sales-completion 2026-03: 100 → 110`."""
    return [
        f"{change.row.member.employee_number} {change.cell.column.code} {change.month or 'year'}:"
        f" {plain(change.before)} → {plain(change.after)}"
        for change in changes
    ]
