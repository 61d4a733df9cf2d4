"""Quarter reports and roll-ups that wait."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.models import Branch
from flagship.categories import BranchKind
from flagship.periods import TZ
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.models import Nomination, QuarterReport, QuarterRollup
from reports.queries.filings import reporting
from reports.queries.todo.task import SHOWN, Task, Viewer, address, countdown, first_few
from reports.states import EDITABLE_REPORT, ReportState, RollupState
from reports.wording import named
from scoring.rules.months import quarter_due_date

WAITING = {"tone": "wait", "icon": "hourglass-split"}


def returned(viewer: Viewer) -> Iterator[Task]:
    """Reports that came back, with the last word said about them."""
    if not viewer.may(Permission.EDIT_REPORT):
        return
    reports = (
        QuarterReport.objects.open_to(viewer.user, Permission.EDIT_REPORT)
        .filter(state=ReportState.RETURNED)
        .select_related("branch")
        .prefetch_related("comments__by")
        .defer("content")
        .order_by("quarter")[:SHOWN]
    )
    for report in reports:
        said = list(report.comments.all())[-1:]
        yield Task(
            title=_("The report on %(quarter)s came back") % {"quarter": label(report.quarter)},
            detail=" · ".join([report.branch.name, *(f"{word.by}: “{word.text[:60]}”" for word in said)]),
            url=address("reports:quarter_report", code=report.branch.code, quarter=report.quarter),
            action=_("Correct"),
            weight=1,
            chip=_("returned"),
            tone="bad",
            icon="arrow-return-left",
        )


def to_file(viewer: Viewer) -> Iterator[Task]:
    """The report on the last quarter, until it is filed."""
    if not viewer.may(Permission.EDIT_REPORT):
        return
    quarter = viewer.last_quarter
    begun = QuarterReport.objects.filter(branch=OuterRef("pk"), quarter=quarter).exclude(state=ReportState.DRAFT)
    owing = (
        Branch.objects.open_to(viewer.user, Permission.EDIT_REPORT)
        .filter(kind=BranchKind.BRANCH)
        .filter(pk__in=reporting(quarter).values("pk"))
        .exclude(Exists(begun))
    )
    due = quarter_due_date(quarter, viewer.policy(quarter.year))
    for branch in owing.order_by("path")[:SHOWN]:
        yield Task(
            title=_("File the report on %(quarter)s") % {"quarter": label(quarter)},
            detail=branch.name,
            url=address("reports:quarter_report", code=branch.code, quarter=quarter),
            action=_("Write the report"),
            due=due,
            weight=2,
            **countdown(due, viewer.today),
        )


def to_forward(viewer: Viewer) -> Iterator[Task]:
    if not viewer.may(Permission.FORWARD_REPORT):
        return
    filed = (
        QuarterReport.objects.open_to(viewer.user, Permission.FORWARD_REPORT)
        .with_general_branch()
        .order_by("submitted_at")
    )
    yield from _reports_waiting(
        filed,
        title=lambda count: ngettext("Forward %(count)d quarter report", "Forward %(count)d quarter reports", count),
        action=_("Check and forward"),
        state="forwarding",
    )


def to_accept(viewer: Viewer) -> Iterator[Task]:
    if not viewer.may(Permission.ACCEPT_REPORT):
        return
    filed = QuarterReport.objects.open_to(viewer.user, Permission.ACCEPT_REPORT).with_department()
    yield from _reports_waiting(
        filed.order_by("submitted_at"),
        title=lambda count: ngettext("Review %(count)d quarter report", "Review %(count)d quarter reports", count),
        action=_("Review"),
        state="waiting",
    )


def _reports_waiting(reports, *, title, action: str, state: str) -> Iterator[Task]:
    rows, count = first_few(reports.select_related("branch").defer("content"))
    if not rows:
        return
    first = rows[0]
    yield Task(
        title=title(count) % {"count": count},
        detail=named([row.branch.name for row in rows], count),
        url=address("reports:quarter_report", code=first.branch.code, quarter=first.quarter)
        if count == 1
        else f"{address('reports:filings', quarter=first.quarter)}?state={state}",
        action=action,
        weight=1,
        chip=_("since %(day)s") % {"day": first.submitted_at.astimezone(TZ).date()},
        **WAITING,
    )


def not_filed(viewer: Viewer) -> Iterator[Task]:
    """For the Department: who has not filed the last quarter although it was due."""
    quarter = viewer.last_quarter
    due = quarter_due_date(quarter, viewer.policy(quarter.year)) if viewer.may(Permission.ACCEPT_REPORT) else None
    if due is None or viewer.today <= due:
        return
    filed = QuarterReport.objects.filter(branch=OuterRef("pk"), quarter=quarter).exclude(state__in=EDITABLE_REPORT)
    rows, count = first_few(reporting(quarter).exclude(Exists(filed)).order_by("path"))
    if rows:
        sentence = ngettext(
            "%(count)d branch has not filed %(quarter)s", "%(count)d branches have not filed %(quarter)s", count
        )
        yield Task(
            title=sentence % {"count": count, "quarter": label(quarter)},
            detail=named([row.name for row in rows], count),
            url=f"{address('reports:filings', quarter=quarter)}?state=missing",
            action=_("Look and remind"),
            weight=4,
            chip=_("late"),
            tone="bad",
            icon="clock",
            pressing=True,
        )


def rollup_steps(viewer: Viewer) -> Iterator[Task]:
    """The next step of every roll-up that is on its way."""
    permissions = (Permission.COMPILE_ROLLUP, Permission.RECORD_DECISION, Permission.CONFER_TITLE)
    if not any(viewer.user.has_perm(permission) for permission in permissions):
        return
    rollups = {row.quarter: row for row in QuarterRollup.objects.exclude(state=RollupState.CONFERRED)}
    known = QuarterRollup.objects.filter(state=RollupState.CONFERRED).values("quarter")
    nominated = Nomination.objects.filter(report__state=ReportState.ACCEPTED).exclude(quarter__in=known)
    for quarter in sorted({*rollups, *nominated.order_by().values_list("quarter", flat=True).distinct()}):
        rollup = rollups.get(quarter) or QuarterRollup(quarter=quarter)
        if quarter <= viewer.last_quarter and (task := _step(viewer, rollup)):
            yield task


def _step(viewer: Viewer, rollup: QuarterRollup) -> Task | None:
    permission, title, action = _NEXT[rollup.state]
    if not viewer.user.has_perm(permission):
        return None
    if rollup.state is RollupState.PUBLICISED and viewer.now < rollup.publicity_until:
        return None
    page = "reports:decision" if rollup.state is RollupState.PROPOSED else "reports:rollup"
    return Task(
        title=title() % {"quarter": label(rollup.quarter)},
        detail=_("Roll-up: %(state)s") % {"state": label(rollup.state)},
        url=address(page, quarter=rollup.quarter),
        action=action(),
        weight=2,
        chip=label(rollup.state),
        **WAITING,
    )


_NEXT = {
    RollupState.COMPILING: (
        Permission.COMPILE_ROLLUP,
        lambda: _("Compile the list of titles for %(quarter)s"),
        lambda: _("Compile"),
    ),
    RollupState.PROPOSED: (
        Permission.RECORD_DECISION,
        lambda: _("Record the decision on %(quarter)s"),
        lambda: _("Record"),
    ),
    RollupState.DECIDED: (
        Permission.CONFER_TITLE,
        lambda: _("Publicise the titles of %(quarter)s"),
        lambda: _("Publicise"),
    ),
    RollupState.PUBLICISED: (
        Permission.CONFER_TITLE,
        lambda: _("Confer the titles of %(quarter)s"),
        lambda: _("Confer"),
    ),
}

FINDERS = (returned, to_file, to_forward, to_accept, not_filed, rollup_steps)
