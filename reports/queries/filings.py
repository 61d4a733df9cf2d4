"""Which branches owe a quarter's report, and which have filed it."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from branches.models import Branch
from flagship import clock
from flagship.categories import BranchKind
from flagship.periods import Quarter
from reports.documents import Filing
from reports.models import QuarterReport
from reports.queries.deadlines import policy_of
from reports.states import ReportState
from scoring.rules.months import is_late, quarter_due_date


def reporting(quarter: Quarter):
    """The Party branches that report on a quarter: open at its end, or with a report of it all the same."""
    has_report = Exists(QuarterReport.objects.filter(branch=OuterRef("pk"), quarter=quarter))
    still_open = Q(closed_on=None) | Q(closed_on__gt=quarter.last_day)
    return Branch.objects.filter(still_open | has_report, kind=BranchKind.BRANCH)


def filings_of(quarter: Quarter, branches: Iterable[Branch] | None = None) -> list[Filing]:
    """These branches, or all that report, with the state of their reports. At most three queries.

    Branches that are handed in come with their parent loaded.
    """
    due = quarter_due_date(quarter, policy_of(quarter))
    reports = QuarterReport.objects.filter(quarter=quarter).defer("content")
    if branches is None:
        branches = reporting(quarter).select_related("parent").order_by("path")
    else:
        reports = reports.filter(branch__in=branches)
    of = {row.branch_id: row for row in reports}
    return [_filing(branch, of.get(branch.pk), due) for branch in branches]


def _filing(branch: Branch, report: QuarterReport | None, due) -> Filing:
    return Filing(
        branch_code=branch.code,
        branch_name=branch.name,
        parent_name=general_branch_name(branch),
        state=report.state if report else None,
        submitted_at=report.submitted_at if report else None,
        late=is_late((report and report.first_submitted_at) or clock.now(), due),
    )


def can_be_accepted(filing: Filing) -> bool:
    """Whether the report lies with the Department: filed, and forwarded where there is a general branch."""
    return filing.state is ReportState.FORWARDED or (filing.state is ReportState.SUBMITTED and not filing.parent_name)


def general_branch_name(branch: Branch) -> str:
    """The general branch a report goes through; empty where it goes to the Department directly."""
    parent = branch.parent
    return parent.name if parent and parent.kind is BranchKind.GENERAL_BRANCH else ""
