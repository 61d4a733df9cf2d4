"""From rows to documents. Everything that prints takes its figures from here."""

from collections import defaultdict
from collections.abc import Sequence

from flagship import clock
from flagship.categories import FlagCategory
from flagship.periods import TZ, Month, Quarter
from flagship.policies import Policy
from reports.documents import (
    MonthSummary,
    NominationLine,
    PersonQuarter,
    ReportContent,
    ReportDocument,
    RollupCategory,
    RollupDocument,
    TitleDocument,
    grouped,
)
from reports.models import FlagTitle, Nomination, QuarterReport, QuarterRollup
from reports.quarter_figures import NOTHING, people_in_order
from reports.queries.deadlines import policy_of
from reports.queries.filings import filings_of, general_branch_name
from reports.queries.quarter_standings import own_standings, revisions_of, rows_of, sheets_of
from reports.queries.rollup_rows import rollup_row, rows_under_comparison
from reports.states import EDITABLE_REPORT, RollupState
from scoring.rules.months import is_late, quarter_due_date
from scoring.rules.quarter import mean

# --- a branch's report ----------------------------------------------------------------------------------------------


def report_document(report: QuarterReport) -> ReportDocument:
    """The report of a branch: live while it can be edited, afterwards as it was frozen."""
    branch = report.branch
    due = quarter_due_date(report.quarter, policy_of(report.quarter))
    live = report.state in EDITABLE_REPORT
    return ReportDocument(
        branch_code=branch.code,
        branch_name=branch.name,
        parent_name=general_branch_name(branch),
        quarter=report.quarter,
        state=report.state,
        version=report.version,
        due=due,
        late=is_late(report.first_submitted_at or clock.now(), due),
        submitted_at=report.submitted_at,
        submitted_by=str(report.submitted_by or ""),
        accepted_at=report.accepted_at,
        accepted_by=str(report.accepted_by or ""),
        content=build_content(report) if live else ReportContent.from_json(report.content),
    )


def build_content(report: QuarterReport) -> ReportContent:
    """What a submission freezes now, from the settled months of the quarter."""
    people = people_of(report.branch, report.quarter)
    by_key = {(person.member_id, person.category): person for person in people}
    nominations = Nomination.objects.none()
    if report.pk:
        nominations = report.nominations.select_related("member", "nominated_by").order_by("category", "nominated_at")
    return ReportContent(
        branch_name=report.branch.name,
        summary=report.summary,
        missing_reason=report.missing_reason,
        months=month_summaries(report.branch, report.quarter),
        groups=grouped(people),
        nominations=tuple(_nomination_line(row, by_key.get((row.member_id, row.category))) for row in nominations),
    )


def people_of(branch, quarter: Quarter) -> list[PersonQuarter]:
    """The branch's people in each category, best first, with their places among themselves."""
    rows = rows_of(branch, quarter)
    return people_in_order(rows.standings, rows.adjustments, rows.vetoed)


def month_summaries(branch, quarter: Quarter) -> tuple[MonthSummary, ...]:
    """The branch's three months as its own sheets say."""
    sheets, revisions, standings = (
        sheets_of(branch, quarter),
        revisions_of(branch, quarter),
        own_standings(branch, quarter),
    )
    return tuple(
        _month_summary(month, sheets.get(month), revisions.get(month), standings.get(month, []))
        for month in quarter.months
    )


def _month_summary(month: Month, sheet, revision, standings: list) -> MonthSummary:
    if revision is None:
        return MonthSummary(month=month, state=sheet.state if sheet else None)
    return MonthSummary(
        month=month,
        state=sheet.state,
        ranked=len(standings),
        mean=mean(standing.total for standing in standings),
        bonus=sum((s.points for s in standings if s.points > 0), NOTHING),
        deduction=sum((s.points for s in standings if s.points < 0), NOTHING),
        settled_on=revision.settled_at.astimezone(TZ).date(),
        meeting_date=revision.meeting_date,
        policy=Policy.from_json(revision.policy),
        policy_version=revision.policy_version,
    )


def _nomination_line(row: Nomination, figures: PersonQuarter | None) -> NominationLine:
    return NominationLine(
        nomination_id=row.pk,
        member_id=row.member_id,
        employee_number=row.member.employee_number,
        name=row.member.name,
        category=row.category,
        citation=row.citation,
        nominated_by=row.nominated_by.name,
        figures=figures,
    )


# --- the company's roll-up ------------------------------------------------------------------------------------------


def rollup_document(quarter: Quarter) -> RollupDocument:
    """The whole quarter of the company: every filing, every category with everybody under comparison."""
    rollup = QuarterRollup.objects.filter(quarter=quarter).select_related("proposed_by", "decided_by").first()
    rollup = rollup or QuarterRollup(quarter=quarter, state=RollupState.COMPILING)
    return RollupDocument(
        quarter=quarter,
        state=rollup.state,
        policy=policy_of(quarter),
        filings=tuple(filings_of(quarter)),
        categories=_categories(quarter),
        proposed_at=rollup.proposed_at,
        proposed_by=str(rollup.proposed_by or ""),
        decision_date=rollup.decision_date,
        minutes_number=rollup.minutes_number,
        decided_by=str(rollup.decided_by or ""),
        publicity_until=rollup.publicity_until,
        conferred_at=rollup.conferred_at,
    )


def _categories(quarter: Quarter) -> tuple[RollupCategory, ...]:
    rows = defaultdict(list)
    for line in rows_under_comparison(quarter).in_order():
        rows[line.category].append(rollup_row(line, line.place))
    return tuple(RollupCategory(category, tuple(rows[category])) for category in FlagCategory)


# --- titles ---------------------------------------------------------------------------------------------------------


def title_document(title: FlagTitle) -> TitleDocument:
    """A title with the decision it rests on."""
    return title_documents([title])[0]


def title_documents(titles: Sequence[FlagTitle]) -> list[TitleDocument]:
    """Titles with the decisions they rest on; one query."""
    quarters = {title.quarter for title in titles}
    rollups = {rollup.quarter: rollup for rollup in QuarterRollup.objects.filter(quarter__in=quarters)}
    return [_title(title, rollups.get(title.quarter)) for title in titles]


def _title(title: FlagTitle, rollup: QuarterRollup | None) -> TitleDocument:
    return TitleDocument(
        serial=title.serial,
        number_zh=title.number_zh,
        name=title.name,
        branch_name=title.branch_name,
        category=title.category,
        quarter=title.quarter,
        citation=title.citation,
        conferred_on=title.conferred_on,
        decision_date=rollup.decision_date if rollup else None,
        minutes_number=rollup.minutes_number if rollup else "",
        verify_code=title.verify_code,
        revoked_on=title.revoked_at.astimezone(TZ).date() if title.revoked_at else None,
        revoke_reason=title.revoke_reason,
    )
