"""Which quarter report somebody asks for."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from branches.models import Branch
from flagship import clock
from flagship.categories import BranchKind
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.models import QuarterReport


def my_report(user, code: str, quarter: Quarter) -> QuarterReport:
    """A branch's report; before anything is written it is an empty one that is not stored."""
    if quarter.first_day > clock.today():
        raise Http404
    branches = Branch.objects.open_to(user, Permission.VIEW_REPORT).filter(kind=BranchKind.BRANCH)
    branch = get_object_or_404(branches.select_related("parent"), code=code)
    reports = QuarterReport.objects.select_related("branch__parent", "submitted_by", "accepted_by")
    return reports.filter(branch=branch, quarter=quarter).first() or QuarterReport(branch=branch, quarter=quarter)
