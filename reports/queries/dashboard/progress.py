"""How far the months of a unit's branches have come. Two queries for a year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F

from flagship.periods import Month
from scoring.models import MonthSheet, SheetRevision
from scoring.states import SheetState


@dataclass(frozen=True, slots=True)
class Progress:
    """How many month sheets stand in each state; `late` of the submitted ones were submitted after their day."""

    states: Counter[SheetState]
    late: int

    @property
    def sheets(self) -> int:
        return self.states.total()


def progress_of(unit, months: Sequence[Month]) -> dict[Month, Progress]:
    """The months that have sheets."""
    sheets = MonthSheet.objects.filter(
        branch__path__startswith=unit.path, month__gte=months[0], month__lte=months[-1]
    ).order_by()
    states: dict[Month, Counter[SheetState]] = {}
    for month, state, count in sheets.values_list("month", "state").annotate(count=Count("pk")):
        states.setdefault(month, Counter())[state] += count
    standing = SheetRevision.objects.filter(sheet__in=sheets.public(), number=F("sheet__revision"), late=True)
    late = dict(standing.order_by().values_list("sheet__month").annotate(count=Count("pk")))
    return {month: Progress(states[month], late.get(month, 0)) for month in sorted(states)}
