"""Whom a branch can nominate now."""

from members.models import BranchMembership
from reports.documents import PersonQuarter, ReportContent
from reports.models import Nomination, QuarterReport
from reports.queries.eligibility import too_few_months


def candidates_of(report: QuarterReport, content: ReportContent, by) -> list[PersonQuarter]:
    """The people and categories the form offers: what `nominate` would not refuse anyway. Two queries."""
    at_end = BranchMembership.objects.on(report.quarter.last_day).filter(branch=report.branch)
    belonging = set(at_end.values_list("member_id", flat=True))
    taken = set(Nomination.objects.filter(quarter=report.quarter).values_list("member_id", flat=True))
    oneself = {by.person.pk} if by.person else set()
    open_to_nomination = belonging - taken - oneself
    return [
        person
        for person in content.people
        if person.member_id in open_to_nomination and not too_few_months(person, person.name)
    ]
