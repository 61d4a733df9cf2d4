"""The targets of people for a year and its months: which of them hold in a month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from branches.models import Branch
from flagship.formulas import IndicatorSpec, target_problem
from flagship.periods import Month
from scoring.models import MonthSheet, PersonTarget, SheetRevision
from scoring.rules.targets import Target, TargetOrigin, needs_target, target_unit

Lineage = tuple[str, str, str]
"""Category, track and code: what an indicator is through all versions and adapted copies."""


@dataclass(frozen=True, slots=True)
class PersonTargets:
    """What is set for one person and one indicator: for the year (None) and for its months."""

    rows: dict[Month | None, PersonTarget] = field(default_factory=dict)

    def set_for(self, month: Month | None, spec: IndicatorSpec) -> PersonTarget | None:
        """The target of exactly this period, if it can be used with the indicator as it is now."""
        row = self.rows.get(month)
        return row if row is not None and fits(row, spec) else None

    def holds(self, month: Month, spec: IndicatorSpec) -> Target | None:
        """The month's target before the year's."""
        for period, origin in ((month, TargetOrigin.MONTH), (None, TargetOrigin.YEAR)):
            if row := self.set_for(period, spec):
                return Target(row.value, origin)
        return None


NONE_SET = PersonTargets()


def fits(row: PersonTarget, spec: IndicatorSpec) -> bool:
    """Whether a target of before can still be used: the indicator asks for one, in the same unit, and takes it."""
    return needs_target(spec) and row.unit == target_unit(spec) and target_problem(spec, row.value) is None


@dataclass(frozen=True, slots=True)
class TargetBook:
    """The targets of a branch's people in a year."""

    by_person: Mapping[int, Mapping[Lineage, PersonTargets]]

    @classmethod
    def of(cls, branch: Branch, year: int) -> "TargetBook":
        """One query."""
        found: dict[int, dict[Lineage, PersonTargets]] = defaultdict(dict)
        for row in PersonTarget.objects.filter(branch=branch, year=year).select_related("by"):
            lineage = str(row.category), str(row.track), row.code
            found[row.member_id].setdefault(lineage, PersonTargets()).rows[row.month] = row
        return cls(found)

    def of_person(self, member_id: int, category: str, track: str, code: str) -> PersonTargets:
        return self.by_person.get(member_id, {}).get((str(category), str(track), code), NONE_SET)


def targets_of_month(sheet: MonthSheet) -> "MonthTargets":
    """The targets that hold in a draft; two queries at most.

    A month that was settled before keeps the year's targets it was settled with: correcting one mark of it must not
    change everybody's. The month's own can be changed.
    """
    settled = None
    if sheet.revision:
        revisions = SheetRevision.objects.filter(sheet=sheet).exclude(settled_at=None).order_by("-number")
        settled = revisions.values_list("inputs", flat=True).first()
    return MonthTargets(sheet.month, TargetBook.of(sheet.branch, sheet.month.year), _years_targets(settled))


@dataclass(frozen=True, slots=True)
class MonthTargets:
    """What holds in one month. `kept` are the year's targets of people who were settled with the month before."""

    month: Month
    book: TargetBook
    kept: Mapping[int, Mapping[str, Decimal]] | None = None

    def of_person(self, member_id: int, category: str, track: str, specs: Iterable[IndicatorSpec]) -> dict[str, Target]:
        """By indicator code, those that are set for the month or the year."""
        found = {}
        for spec in specs:
            target = self.book.of_person(member_id, category, track, spec.code).holds(self.month, spec)
            if self.kept is not None and member_id in self.kept and not _of_month(target):
                before = self.kept[member_id].get(spec.code)
                target = None if before is None else Target(before, TargetOrigin.YEAR)
            if target is not None:
                found[spec.code] = target
        return found


def _of_month(target: Target | None) -> bool:
    return target is not None and target.origin is TargetOrigin.MONTH


def _years_targets(inputs: dict | None) -> dict[int, dict[str, Decimal]] | None:
    if inputs is None:
        return None
    return {
        person["member_id"]: {
            code: target.value
            for code, data in person.get("targets", {}).items()
            if (target := Target.from_json(data)).origin is TargetOrigin.YEAR
        }
        for person in inputs["people"]
    }
