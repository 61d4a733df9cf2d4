"""The market branch breaks the last quarter down to its people: targets for the months to come, and a few for the year.

Set when all earlier months are settled, so that no figure of theirs depends on it.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from flagship.periods import Month
from reports.demo.agenda import Event
from reports.demo.company import Company
from reports.demo.dice import dice
from reports.demo.plans_story import OWN_WEIGHTS
from scoring.actions.set_targets import TargetEntry, set_targets
from scoring.queries.target_table import target_table

_MARGINS = ("17.5", "18", "18", "18.5", "19")
# Whose market is new, or well tilled: new customers for the year, in per cent of the plan.
_NEW_CUSTOMERS = {"1206": "110", "1209": "105", "1213": "90"}


def targets(company: Company) -> Iterator[Event]:
    """In the middle of the month that is being filled in now."""
    if OWN_WEIGHTS in company.branches_told:
        day = company.days.nth(company.last, 9, 15, "targets")
        yield Event(day, lambda now: _set(company, now))


def _set(company: Company, now: dt.datetime) -> None:
    branch, first = company.branches[OWN_WEIGHTS], company.last
    unit = next(unit for unit in company.units if unit.code == OWN_WEIGHTS)
    table = target_table(branch, first.year, first)
    set_targets(
        branch=branch,
        year=first.year,
        month=first,
        entries=[
            entry
            for row in table.rows
            for entry in _of_person(row.member.employee_number, first)
            if entry.code in {cell.column.code for cell in row.cells}
        ],
        by=company.secretary(unit),
        now=now,
    )


def _of_person(number: str, first: Month) -> Iterator[TargetEntry]:
    margin = Decimal(dice("margin", number).choice(_MARGINS))
    for ahead in range(3):
        if (first + ahead).year == first.year:
            yield TargetEntry(number, "gross-margin", first + ahead, margin + Decimal("0.2") * ahead)
    if number in _NEW_CUSTOMERS:
        yield TargetEntry(number, "new-customers", None, _NEW_CUSTOMERS[number])
