"""The list for 评先树优: live while the year is open, as it was frozen afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from flagship.categories import Account, FlagCategory
from flagship.periods import Month, Quarter
from members.models import Member
from reports.documents import HonourDocument, HonourRow, YearRow
from reports.models import YearLine, YearSummary
from reports.queries.year import people_of_year, year_rows
from reports.queries.year_figures import figures_of_year
from reports.states import YearState
from reports.year_criteria import Judged, judge
from scoring.models import PointsEntry


def summary_of(year: int) -> YearSummary:
    """The year's row; one that is not stored before the Department has set anything."""
    return YearSummary.objects.select_related("frozen_by").filter(year=year).first() or YearSummary(year=year)


@dataclass(frozen=True, slots=True)
class LiveHonours:
    """Everybody of an open year, judged by the criteria as they are now: who is on the list first."""

    year: int
    judged: list[Judged]

    def listed(self, category: FlagCategory | None = None) -> list[Judged]:
        """Those on the list."""
        return [one for one in self._of(category) if one.place is not None]

    def others(self, category: FlagCategory | None = None) -> list[Judged]:
        """Those who are not, with what they do not meet."""
        return [one for one in self._of(category) if one.place is None]

    def _of(self, category: FlagCategory | None) -> list[Judged]:
        return [one for one in self.judged if category in (None, one.person.category)]

    def only(self, search: str) -> list[Judged]:
        """Those whose name or employee number is searched for, on the list or not. One query."""
        found = Member.objects.filter(Q(name__icontains=search) | Q(employee_number=search))
        wanted = set(found.values_list("pk", flat=True))
        return [one for one in self.judged if one.person.member_id in wanted]

    def people(self) -> int:
        return len(self.judged)

    def rows(self, part: Sequence[Judged]) -> list[HonourRow]:
        """The rows of a part of the list. Three queries."""
        people = people_of_year(self.year).filter(member_id__in=[one.person.member_id for one in part])
        rows = {row.member_id: row for row in year_rows(self.year, people)}
        return [HonourRow(rows[one.person.member_id], one.person.category, one.place, one.unmet) for one in part]


@dataclass(frozen=True, slots=True)
class FrozenHonours:
    """The same of a frozen year, as it was written down; the database pages it."""

    summary: YearSummary

    def listed(self, category: FlagCategory | None = None) -> QuerySet[YearLine]:
        return self._of(category).filter(place__isnull=False)

    def others(self, category: FlagCategory | None = None) -> QuerySet[YearLine]:
        return self._of(category).filter(place__isnull=True)

    def _of(self, category: FlagCategory | None) -> QuerySet[YearLine]:
        return self.summary.lines.filter(category=category) if category else self.summary.lines.all()

    def only(self, search: str) -> QuerySet[YearLine]:
        return self.summary.lines.filter(Q(name__icontains=search) | Q(employee_number=search))

    def people(self) -> int:
        return self.summary.lines.count()

    def rows(self, part: Iterable[YearLine]) -> list[HonourRow]:
        """The rows of a part, each with what was posted since. One query more."""
        lines = list(part)
        beside = _posted_since(self.summary, [line.member_id for line in lines])
        return [replace(_frozen_row(line), since_frozen=beside[line.member_id]) for line in lines]


Honours = LiveHonours | FrozenHonours


def honours_of(summary: YearSummary) -> Honours:
    """The list of a year. Two queries while it is open, however many people there are; none once it is frozen."""
    if summary.state is YearState.FROZEN:
        return FrozenHonours(summary)
    return LiveHonours(summary.year, judge(summary.rules, figures_of_year(summary.year)))


def honour_document(summary: YearSummary) -> HonourDocument:
    """The whole list with its criteria and its decision."""
    honours = honours_of(summary)
    return HonourDocument(
        year=summary.year,
        criteria=summary.rules,
        criteria_set=summary.criteria is not None,
        rows=tuple(honours.rows(honours.listed())),
        people=honours.people(),
        frozen_at=summary.frozen_at,
        frozen_by=str(summary.frozen_by or ""),
        decision_date=summary.decision_date,
        decision_number=summary.decision_number,
    )


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
