"""A draft as it would come out of what somebody is typing; nothing is stored."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from flagship import clock
from scoring.documents import SheetDocument, SheetProblem
from scoring.models import MonthSheet
from scoring.queries.assessed import assessed_as
from scoring.queries.sheet_document import draft_document
from scoring.rules.entries import Entry, EntryProblem, read_entry
from scoring.rules.inputs import CellInput, MonthInputs, PersonInput

_BLANK = CellInput()


def preview(
    sheet: MonthSheet, inputs: MonthInputs, entries: Iterable[Entry] = (), *, now: dt.datetime | None = None
) -> tuple[SheetDocument, list[SheetProblem]]:
    """The document with these entries taken, and why some of them cannot be; a cell at fault counts as blank.

    `inputs` is what the sheet holds. As many queries for any number of entries.
    """
    inputs, problems = with_entries(inputs, entries)
    return draft_document(sheet, assessed_as(sheet, inputs), now=now or clock.now()), problems


def with_entries(inputs: MonthInputs, entries: Iterable[Entry]) -> tuple[MonthInputs, list[SheetProblem]]:
    """The inputs after the entries, and what could not be taken. Entries about nobody here are passed over."""
    typed: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        typed[entry.employee_number].append(entry)
    problems: list[SheetProblem] = []
    people = tuple(
        _typed(inputs, person, typed[person.employee_number], problems) if person.employee_number in typed else person
        for person in inputs.people
    )
    return replace(inputs, people=people), problems


def _typed(inputs: MonthInputs, person: PersonInput, entries: list[Entry], problems: list) -> PersonInput:
    template = inputs.template_of(person)
    specs = {one.spec.code: one.spec for one in template.indicators} if template else {}
    cells = dict(person.cells)
    for entry in entries:
        spec = specs.get(entry.indicator_code)
        if spec is None:
            continue
        try:
            cells[spec.code] = read_entry(entry, spec, cells.get(spec.code, _BLANK))
        except EntryProblem as found:
            cells[spec.code] = _BLANK
            where = f"{person.name}（{person.employee_number}）“{spec.name}”"
            zh, en = found.problem.zh, found.problem.en
            problems.append(SheetProblem(f"{where}：{zh}", f"{where}: {en}", person.employee_number, spec.code))
    return replace(person, cells=cells)
