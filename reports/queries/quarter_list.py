"""The quarters a user can look at, with how far each has come."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Min

from branches.models import Branch
from flagship import clock
from flagship.categories import BranchKind
from flagship.periods import Month, Quarter
from flagship.permissions import Permission
from reports.models import FlagTitle, QuarterReport, QuarterRollup
from reports.states import EDITABLE_REPORT, ReportState, RollupState
from scoring.models import MonthSheet


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter. `report_state` is set where the user looks at a single branch, `rollup_state` for the company."""

    quarter: Quarter
    expected: int
    filed: int
    accepted: int
    titles: int
    rollup_state: RollupState | None
    report_state: ReportState | None

    @property
    def is_over(self) -> bool:
        return self.quarter.last_day < clock.today()


def quarters_in_use() -> list[Quarter]:
    """From the first month with a sheet to the present quarter, newest first."""
    now = Quarter.of(clock.today())
    first = MonthSheet.objects.aggregate(first=Min("month"))["first"]
    begin = min(Month.parse(str(first)).quarter, now) if first else now
    count = (now.year - begin.year) * 4 + now.number - begin.number
    return [now - back for back in range(count + 1)]


def reporting_branches(user) -> list[Branch]:
    """The Party branches whose reports the user may see."""
    return list(Branch.objects.open_to(user, Permission.VIEW_REPORT).filter(kind=BranchKind.BRANCH).order_by("path"))


def quarter_rows(user, quarters: list[Quarter], branches: list[Branch]) -> list[QuarterRow]:
    """How far these quarters have come in these branches. Three queries."""
    reports = QuarterReport.objects.open_to(user, Permission.VIEW_REPORT).filter(quarter__in=quarters)
    counted = reports.order_by().values_list("quarter", "state").annotate(count=Count("pk"))
    states: Counter[tuple[Quarter, ReportState]] = Counter()
    for quarter, state, count in counted:
        states[quarter, state] += count
    rollups = dict(QuarterRollup.objects.filter(quarter__in=quarters).values_list("quarter", "state"))
    titles = dict(
        FlagTitle.objects.standing()
        .filter(quarter__in=quarters, branch__in=[branch.pk for branch in branches])
        .order_by()
        .values_list("quarter")
        .annotate(count=Count("pk"))
    )
    company = user.has_perm(Permission.VIEW_ROLLUP)
    return [_row(quarter, branches, states, rollups, titles, company) for quarter in quarters]


def _row(quarter, branches, states, rollups, titles, company: bool) -> QuarterRow:
    owing = [branch for branch in branches if branch.closed_on is None or branch.closed_on > quarter.last_day]
    single = len(branches) == 1
    return QuarterRow(
        quarter=quarter,
        expected=len(owing),
        filed=sum(states[quarter, state] for state in ReportState if state not in EDITABLE_REPORT),
        accepted=states[quarter, ReportState.ACCEPTED],
        titles=titles.get(quarter, 0),
        rollup_state=rollups.get(quarter, RollupState.COMPILING) if company else None,
        report_state=next((state for state in ReportState if states[quarter, state]), ReportState.DRAFT)
        if single
        else None,
    )
