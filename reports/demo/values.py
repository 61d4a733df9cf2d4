"""What is typed into a month's sheet: for each person and indicator an Entry."""

import math
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from flagship.models import Indicator
from flagship.periods import Month
from reports.demo.dice import dice
from reports.demo.recipes import RECIPES
from scoring.models import Participant
from scoring.rules.entries import Entry

# Festivals and stock-taking slow the company down; before half-year and year end it runs.
_SEASON = {1: -0.25, 2: -0.6, 3: 0.15, 6: 0.4, 7: -0.15, 8: -0.3, 9: 0.2, 12: 0.45}


def form_of(number: str, ability: float, unit_code: str, month: Month) -> float:
    """How well a person's month went: ability, the season, the branch's luck, and chance."""
    luck = 0.25 * math.sin(dice("unit", unit_code).uniform(0, 6) + month.number)
    return 0.7 * ability + _SEASON.get(month.number, 0) + luck + dice("form", number, month).gauss(0, 0.55)


def entries_of(
    row: Participant, indicators: Iterable[Indicator], *, ability: float, unit_code: str, month: Month
) -> list[Entry]:
    """All cells of one person."""
    number = row.member.employee_number
    form = form_of(number, ability, unit_code, month)
    return [
        Entry(
            employee_number=number,
            indicator_code=indicator.code,
            **RECIPES[row.category, row.track, indicator.code](
                form, dice("cell", number, month, indicator.code), number, month
            ),
        )
        for indicator in indicators
    ]


def twins(entries: list[Entry], first: str, second: str) -> list[Entry]:
    """The second person's month becomes exactly the first one's: they share their rank."""
    copied = [replace(entry, employee_number=second) for entry in entries if entry.employee_number == first]
    return [entry for entry in entries if entry.employee_number != second] + copied


def rivals(entries: list[Entry], first: str, second: str) -> list[Entry]:
    """Two people of service with the same total, by different ways: the quantitative share decides between them.

    The first is judged better (20 marks instead of 16), the second made 0.8 ten thousand yuan more (4 marks).
    """
    told = {
        first: {"conduct": {"choice": "excellent"}, "benefit": {"number": Decimal("4.0")}},
        second: {"conduct": {"choice": "good"}, "benefit": {"number": Decimal("4.8")}},
    }
    both = {"problems-solved": {"number": Decimal(5)}, "urgent-tasks": {"number": Decimal(2)}}
    return [
        replace(entry, **(both | told[entry.employee_number]).get(entry.indicator_code, {}))
        if entry.employee_number in told
        else entry
        for entry in entries
    ]
