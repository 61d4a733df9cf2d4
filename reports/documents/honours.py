"""The list for 评先树优 as a document: criteria, who is on it, and the decision it was frozen with."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from flagship.categories import FlagCategory
from reports.documents.titles import YearRow
from reports.year_criteria import YearCriteria


@dataclass(frozen=True, slots=True)
class HonourRow:
    """A person of the list. `place` is the one in the category, None for somebody who is not on it, with `unmet`.

    `since_frozen` are points posted to months of the year after it was frozen: they stand beside the list.
    """

    row: YearRow
    category: FlagCategory
    place: int | None
    unmet: tuple[str, ...] = ()
    since_frozen: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class HonourDocument:
    """The whole list, category by category. `criteria_set` says that the Department has set the criteria."""

    year: int
    criteria: YearCriteria
    criteria_set: bool
    rows: tuple[HonourRow, ...]
    people: int
    frozen_at: dt.datetime | None = None
    frozen_by: str = ""
    decision_date: dt.date | None = None
    decision_number: str = ""

    @property
    def groups(self) -> list[tuple[FlagCategory, tuple[HonourRow, ...]]]:
        """The list by category, in the scheme's order, categories of nobody left out."""
        groups = ((category, tuple(row for row in self.rows if row.category is category)) for category in FlagCategory)
        return [(category, rows) for category, rows in groups if rows]
