"""Verbs of a branch's quarter report: write, file, forward, accept, return."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.move import perform
from flagship.moves import Move, Refused
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.actions.flags import raise_flags
from reports.actions.points_raised import say
from reports.actions.return_picks import take_back_picks
from reports.builders import build_content
from reports.documents import PersonQuarter, ReportContent
from reports.models import QuarterLine, QuarterReport, ReportVersion
from reports.moves import ACCEPT, FORWARD, RETURN, SEND_BACK, SUBMIT
from reports.queries.eligibility import too_few_months
from reports.states import EDITABLE_REPORT
from reports.wording import listed
from scoring.models import MonthSheet


def locked_report(branch: Branch, quarter: Quarter) -> QuarterReport:
    """The report of a branch, made when it is first written, locked until the transaction ends."""
    QuarterReport.objects.get_or_create(branch=branch, quarter=quarter)
    return QuarterReport.objects.select_for_update().select_related("branch").get(branch=branch, quarter=quarter)


def editable_report(branch: Branch, quarter: Quarter, *, by) -> QuarterReport:
    """The locked report for somebody who may write in it now; PermissionDenied or Refused otherwise."""
    if not by.has_perm(Permission.EDIT_REPORT, branch):
        raise PermissionDenied
    report = locked_report(branch, quarter)
    if report.state not in EDITABLE_REPORT:
        raise Refused(_("The report is filed; it can be changed again once it is returned."))
    return report


@transaction.atomic
def write_report(*, branch: Branch, quarter: Quarter, summary: str, missing_reason: str, by) -> QuarterReport:
    """Keep the branch's own words: the summary, and why a month is missing."""
    report = editable_report(branch, quarter, by=by)
    report.summary, report.missing_reason = summary.strip(), missing_reason.strip()
    report.save(update_fields=["summary", "missing_reason"])
    return report


@transaction.atomic
def submit_report(*, branch: Branch, quarter: Quarter, by, now: dt.datetime | None = None) -> QuarterReport:
    """File the report: its content is frozen as a new version and its lines enter the company's comparison.

    Raises Refused with all sentences at once when a month is missing without a reason or a nomination does not hold.
    """
    now = now or clock.now()
    # Months before reports, as reopening locks them, so that none changes while its figures are being frozen.
    list(MonthSheet.objects.select_for_update().filter(branch=branch, month__in=quarter.months))
    report = locked_report(branch, quarter)
    content = build_content(report)
    report = perform(
        report,
        SUBMIT,
        by=by,
        now=now,
        version=models.F("version") + 1,
        content=content.to_json(),
        first_submitted_at=report.first_submitted_at or now,
        submitted_at=now,
        submitted_by=by,
        accepted_at=None,
        accepted_by=None,
    )
    if problems := _problems(report, content):
        raise Refused(" ".join(problems))
    _freeze_lines(report, content)
    ReportVersion.objects.create(
        report=report, number=report.version, content=report.content, submitted_at=now, submitted_by=by
    )
    raise_flags(report)
    return report


def _problems(report: QuarterReport, content: ReportContent) -> list[str]:
    found = []
    if content.missing_months and not content.missing_reason:
        found.append(
            _("%(months)s: not settled. Settle first, or say in the report why the month is missing.")
            % {"months": listed(content.missing_months)}
        )
    undecided = set(report.nominations.filter(approved=None).values_list("pk", flat=True))
    checked = [line for line in content.nominations if line.nomination_id in undecided]
    found += [sentence for line in checked if (sentence := too_few_months(line.figures, line.name))]
    people = [person.member_id for person in content.people]
    elsewhere = QuarterLine.objects.filter(quarter=report.quarter, member__in=people).exclude(report=report)
    for line in elsewhere.exclude(report__state__in=EDITABLE_REPORT).select_related("report__branch")[:3]:
        found.append(
            _("%(name)s already stands in the report of %(branch)s; ask the Department to return that one first.")
            % {"name": line.name, "branch": line.report.branch}
        )
    return found


def _freeze_lines(report: QuarterReport, content: ReportContent) -> None:
    people = [person.member_id for person in content.people]
    stale = QuarterLine.objects.filter(quarter=report.quarter)
    stale.filter(models.Q(report=report) | models.Q(member__in=people)).delete()
    nominations = {(row.member_id, row.category): row for row in report.nominations.all()}
    QuarterLine.objects.bulk_create(
        _line(report, person, nominations.get((person.member_id, person.category))) for person in content.people
    )
    for line in content.nominations:
        row = nominations[line.member_id, line.category]
        if row.approved is None:  # what the committee has decided on stays as it was
            row.figures = line.figures.to_json()
            row.save(update_fields=["figures"])


def _line(report: QuarterReport, person: PersonQuarter, nomination) -> QuarterLine:
    return QuarterLine(
        report=report,
        quarter=report.quarter,
        member_id=person.member_id,
        nomination=nomination,
        name=person.name,
        status=person.status,
        category=person.category,
        track=person.track or "",
        months_taken=person.months_taken,
        score=person.score,
        bonus=person.bonus,
        deduction=person.deduction,
        adjustment=person.adjustment,
        net=person.net,
        months_first=person.months_first,
        percentile=person.percentile,
        z_score=person.z_score,
        vetoed=person.vetoed,
    )


@transaction.atomic
def forward_report(report: QuarterReport, *, by, now: dt.datetime | None = None) -> QuarterReport:
    """The general branch passes its branch's report on to the Department."""
    return perform(report, FORWARD, by=by, now=now)


@transaction.atomic
def accept_report(report: QuarterReport, *, by, now: dt.datetime | None = None) -> QuarterReport:
    """The Department accepts; the branch's people now stand in the company's comparison."""
    now = now or clock.now()
    return perform(report, ACCEPT, by=by, now=now, accepted_at=now, accepted_by=by)


def accept_reports(
    reports: Iterable[QuarterReport], *, by, now: dt.datetime | None = None
) -> tuple[list[QuarterReport], list[tuple[QuarterReport, str]]]:
    """Accept each of these reports for itself: those that are accepted now, and the others with why not."""
    accepted, refused = [], []
    for report in reports:
        try:
            accepted.append(accept_report(report, by=by, now=now))
        except Refused as refusal:
            refused.append((report, str(refusal)))
    return accepted, refused


def send_back_report(report: QuarterReport, *, by, reason: str, now: dt.datetime | None = None) -> QuarterReport:
    """The general branch returns a report to its branch."""
    return _returned(report, SEND_BACK, by=by, reason=reason, now=now)


def return_report(report: QuarterReport, *, by, reason: str, now: dt.datetime | None = None) -> QuarterReport:
    """The Department returns a report, an accepted one too; an undecided proposal is taken back with it."""
    return _returned(report, RETURN, by=by, reason=reason, now=now)


@transaction.atomic
def _returned(report: QuarterReport, move: Move, *, by, reason: str, now: dt.datetime | None) -> QuarterReport:
    now = now or clock.now()
    report = perform(report, move, by=by, reason=reason, now=now, accepted_at=None, accepted_by=None)
    say(report, reason, by=by, now=now)
    take_back_picks(report, by=by, reason=reason, now=now)
    return report
