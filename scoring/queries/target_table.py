"""The table in which a branch sets the targets of its people: who is asked for which, what is set, what holds."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Branch
from flagship import clock
from flagship.categories import FlagCategory, InnovationTrack
from flagship.formulas import IndicatorSpec
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from members.models import Member
from scoring.models import MonthSheet
from scoring.queries.seats import Seat, seats
from scoring.queries.targets import PersonTargets, TargetBook
from scoring.rules.targets import Target, TargetOrigin, indicators_target, needs_target, target_unit
from scoring.states import SheetState


@dataclass(frozen=True, slots=True)
class TargetColumn:
    """An indicator that asks for a target."""

    indicator: Indicator
    spec: IndicatorSpec
    company_wide: bool

    @property
    def code(self) -> str:
        return self.spec.code

    @property
    def name(self) -> str:
        return self.spec.name

    @property
    def unit(self) -> str:
        return target_unit(self.spec)

    @property
    def default(self) -> Target | None:
        """The plan's or the template's."""
        return indicators_target(self.spec, company_wide=self.company_wide)


@dataclass(frozen=True, slots=True)
class TargetCell:
    """What is set for one person and one indicator."""

    column: TargetColumn
    targets: PersonTargets

    def own(self, month: Month | None) -> Decimal | None:
        """What is set for exactly this period."""
        row = self.targets.set_for(month, self.column.spec)
        return row.value if row else None

    def otherwise(self, month: Month | None) -> Target | None:
        """What holds while nothing is set for the period: the year's for a month, or the indicator's."""
        if month is not None and (years := self.own(None)) is not None:
            return Target(years, TargetOrigin.YEAR)
        return self.column.default

    @property
    def months(self) -> list[Month]:
        """The months with a target of their own."""
        return sorted(month for month in self.targets.rows if month and self.targets.set_for(month, self.column.spec))


@dataclass(frozen=True, slots=True)
class TargetRow:
    member: Member
    category: FlagCategory
    track: InnovationTrack | str
    cells: tuple[TargetCell, ...]


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """The people who are marked by one template; without columns no indicator of it has a target."""

    template: IndicatorTemplate
    columns: tuple[TargetColumn, ...]
    rows: tuple[TargetRow, ...]


@dataclass(frozen=True, slots=True)
class TargetTable:
    """`at` is the month whose people and templates are shown; `fixed` the months that are submitted or beyond."""

    branch: Branch
    year: int
    at: Month
    groups: tuple[TargetGroup, ...]
    fixed: frozenset[Month]

    @property
    def rows(self) -> Iterator[TargetRow]:
        return (row for group in self.groups for row in group.rows)


def target_table(branch: Branch, year: int, month: Month | None = None) -> TargetTable:
    """The people and indicators of a month, or for the year those of today; as many queries for any number of them."""
    at = month or min(max(Month.of(clock.now()), Month(year, 1)), Month(year, 12))
    taking_part = [
        seat for seat in seats(at, [branch]).get(branch.pk, []) if seat.choice.template and not seat.exemption
    ]
    templates = {seat.choice.template.pk: seat.choice.template for seat in taking_part}
    columns = _columns(templates)
    book = TargetBook.of(branch, year)
    people = defaultdict(list)
    for seat in taking_part:
        key = seat.choice.template.pk
        people[key].append(_row(seat, columns[key], book))
    in_order = sorted(templates.values(), key=IndicatorTemplate.document_order)
    groups = tuple(TargetGroup(one, columns[one.pk], tuple(people[one.pk])) for one in in_order if columns[one.pk])
    return TargetTable(branch, year, at, groups, _fixed(branch, year))


def _columns(templates: dict[int, IndicatorTemplate]) -> dict[int, tuple[TargetColumn, ...]]:
    found = defaultdict(list)
    for indicator in Indicator.objects.filter(template__in=templates).order_by("position", "pk"):
        spec = indicator.spec
        if needs_target(spec):
            template = templates[indicator.template_id]
            found[template.pk].append(TargetColumn(indicator, spec, template.company_wide))
    return {key: tuple(found[key]) for key in templates}


def _row(seat: Seat, columns: tuple[TargetColumn, ...], book: TargetBook) -> TargetRow:
    cells = tuple(
        TargetCell(column, book.of_person(seat.member.pk, seat.category, seat.track, column.code)) for column in columns
    )
    return TargetRow(seat.member, seat.category, seat.track, cells)


def _fixed(branch: Branch, year: int) -> frozenset[Month]:
    """The months of the year that are no longer being filled in."""
    sheets = MonthSheet.objects.filter(branch=branch, month__startswith=f"{year}-").exclude(state=SheetState.DRAFT)
    return frozenset(sheets.values_list("month", flat=True))
