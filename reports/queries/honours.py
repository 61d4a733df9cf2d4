"""The list for 评先树优: live while the year is open, as it was frozen afterwards."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, Sum

from flagship.categories import Account, FlagCategory
from flagship.periods import Month, Quarter
from members.models import Member
from reports.documents import HonourDocument, HonourRow, YearRow
from reports.models import YearLine, YearSummary
from reports.queries.year import year_rows
from reports.queries.year_figures import figures_of_year
from reports.states import YearState
from reports.year_criteria import Judged, judge
from scoring.models import PointsEntry


def summary_of(year: int) -> YearSummary:
    """The year's row; one that is not stored before the Department has set anything."""
    return YearSummary.objects.select_related("frozen_by").filter(year=year).first() or YearSummary(year=year)


@dataclass(frozen=True, slots=True)
class Honours:
    """Everybody of a year in order: who is on the list first. `rows` reads the rows of a part of it."""

    summary: YearSummary
    judged: Sequence[Judged] | Sequence[YearLine]
    rows: Callable[[Sequence], list[HonourRow]]

    def listed(self, category: FlagCategory | None = None) -> list:
        """Those on the list."""
        return [one for one in self.judged if one.place is not None and _is(one, category)]

    def others(self, category: FlagCategory | None = None) -> list:
        """Those who are not, with what they do not meet."""
        return [one for one in self.judged if one.place is None and _is(one, category)]


def _is(one: Judged | YearLine, category: FlagCategory | None) -> bool:
    if category is None:
        return True
    return (one.category if isinstance(one, YearLine) else one.person.category) is category


def honours_of(summary: YearSummary) -> Honours:
    """The list of a year. Two queries, and three for the rows of a page, however many people there are."""
    if summary.state is YearState.FROZEN:
        return Honours(summary, list(summary.lines.all()), lambda lines: _frozen_rows(summary, lines))
    people, sums = figures_of_year(summary.year)
    judged = judge(summary.rules, people)
    return Honours(summary, judged, lambda part: _live_rows(summary.year, part, sums))


def only(honours: Honours, search: str) -> list:
    """Those of the year whose name or employee number is searched for, on the list or not. One query."""
    found = Member.objects.filter(Q(name__icontains=search) | Q(employee_number=search)).values_list("pk", flat=True)
    wanted = set(found)
    return [one for one in honours.judged if _member(one) in wanted]


def _member(one: Judged | YearLine) -> int:
    return one.member_id if isinstance(one, YearLine) else one.person.member_id


def honour_document(summary: YearSummary) -> HonourDocument:
    """The whole list with its criteria and its decision."""
    honours = honours_of(summary)
    return HonourDocument(
        year=summary.year,
        criteria=summary.rules,
        criteria_set=summary.criteria is not None,
        rows=tuple(honours.rows(honours.listed())),
        people=len(honours.judged),
        frozen_at=summary.frozen_at,
        frozen_by=str(summary.frozen_by or ""),
        decision_date=summary.decision_date,
        decision_number=summary.decision_number,
    )


def _live_rows(year: int, judged: Sequence[Judged], sums: dict[int, dict]) -> list[HonourRow]:
    rows = {row.member_id: row for row in year_rows(year, [sums[one.person.member_id] for one in judged])}
    return [HonourRow(rows[one.person.member_id], one.person.category, one.place, one.unmet) for one in judged]


def _frozen_rows(summary: YearSummary, lines: Sequence[YearLine]) -> list[HonourRow]:
    beside = _posted_since(summary, [line.member_id for line in lines])
    return [replace(_frozen_row(line), since_frozen=beside[line.member_id]) for line in lines]


def _frozen_row(line: YearLine) -> HonourRow:
    row = YearRow(
        member_id=line.member_id,
        employee_number=line.employee_number,
        name=line.name,
        branch_name=line.branch_name,
        quarters=line.quarters,
        months_taken=line.months_taken,
        score=line.score,
        bonus=line.bonus,
        deduction=line.deduction,
        adjustment=line.adjustment,
        net=line.net,
        months_first=line.months_first,
        titles=tuple((Quarter.parse(quarter), FlagCategory(category)) for quarter, category in line.titles),
    )
    return HonourRow(row, line.category, line.place, tuple(line.unmet))


def _posted_since(summary: YearSummary, members: list[int]) -> dict[int, Decimal]:
    """What was posted to the year's months after it was frozen."""
    found: dict[int, Decimal] = defaultdict(lambda: Decimal(0))
    entries = PointsEntry.objects.between(Month(summary.year, 1), Month(summary.year, 12)).on(Account.STAR)
    late = entries.filter(posted_at__gt=summary.frozen_at)
    people = set(members)
    for member_id, amount in late.order_by().values_list("member_id").annotate(sum=Sum("amount")):
        if member_id in people:
            found[member_id] = amount
    return found
