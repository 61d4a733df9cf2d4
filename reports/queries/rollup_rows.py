"""The rows a roll-up compares."""

from flagship.periods import Quarter
from reports.documents import PersonQuarter, RollupRow
from reports.models import Nomination, QuarterLine


def rows_under_comparison(quarter: Quarter):
    """Everybody of accepted reports and the nominees of those under review, with all that a row prints."""
    return (
        QuarterLine.objects.filter(quarter=quarter)
        .under_comparison()
        .select_related("member", "report__branch", "nomination__title")
        .defer("report__content")
    )


def rollup_row(line: QuarterLine, position: int) -> RollupRow:
    """A row as documents print it; `position` is the place in the category over the whole company.

    Somebody the committee has decided on keeps the figures of the decision.
    """
    nomination = line.nomination
    decided = nomination is not None and nomination.approved is not None
    figures = PersonQuarter.from_json(nomination.figures) if decided else line
    return RollupRow(
        position=position,
        member_id=line.member_id,
        employee_number=line.member.employee_number,
        name=line.name,
        status=line.status,
        category=line.category,
        branch_code=line.report.branch.code,
        branch_name=line.report.branch.name,
        report_state=line.report.state,
        months_taken=figures.months_taken,
        score=figures.score,
        percentile=figures.percentile,
        z_score=figures.z_score,
        bonus=figures.bonus,
        deduction=figures.deduction,
        adjustment=figures.adjustment,
        net=figures.net,
        months_first=figures.months_first,
        vetoed=figures.vetoed,
        **(_beside(nomination) if nomination else {}),
    )


def _beside(nomination: Nomination) -> dict:
    """What stands beside the figures of somebody who was nominated."""
    title = getattr(nomination, "title", None)
    return {
        "nomination_id": nomination.pk,
        "citation": nomination.citation,
        "picked": nomination.proposed_by_id is not None,
        "remark": nomination.remark,
        "in_disciplinary_period": nomination.in_disciplinary_period,
        "discipline_opinion": nomination.discipline_opinion,
        "safety_opinion": nomination.safety_opinion,
        "personnel_opinion": nomination.personnel_opinion,
        "approved": nomination.approved,
        "decision_reason": nomination.decision_reason,
        "serial": title.serial if title else "",
    }
