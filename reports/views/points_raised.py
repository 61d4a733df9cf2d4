"""The thread of a quarter report: raise a point, answer it, mark it as dealt with."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship.access import guard
from flagship.answers import attempt, say_what_is_wrong
from flagship.periods import Quarter
from flagship.permissions import Permission
from members.models import Member
from reports.actions.points_raised import answer_point, deal_with_point, may_deal_with, may_write, raise_point
from reports.builders import report_document
from reports.documents import ReportContent
from reports.models import QuarterReport, ReportComment
from reports.point_forms import AnswerForm, PointForm
from reports.queries.points_raised import points_of
from reports.views.reports_in_reach import my_report


def thread_of(report: QuarterReport, content: ReportContent, user) -> dict:
    """What the report's page shows of its thread."""
    if not report.pk:
        return {"points": [], "open_points": 0, "with_points": set()}
    points = points_of(report, lambda point: may_deal_with(user, point))
    still_open = [one for one in points if one.point.dealt_at is None]
    writes = may_write(user, report)
    return {
        "points": points,
        "open_points": len(still_open),
        "with_points": {one.point.member_id for one in still_open if one.point.member_id},
        "may_comment": writes,
        "point_form": PointForm(content=content) if writes else None,
    }


def stored_report(user, code: str, quarter: Quarter) -> QuarterReport:
    """Loader: a report that is there; an empty one has no thread."""
    report = my_report(user, code, quarter)
    if not report.pk:
        raise Http404
    return report


def my_point(user, code: str, quarter: Quarter, pk: int) -> ReportComment:
    """Loader: a point on a report in the user's reach; its branch is the report's."""
    points = ReportComment.objects.points().select_related("report__branch")
    point = get_object_or_404(points, pk=pk, report=stored_report(user, code, quarter))
    point.branch = point.report.branch
    return point


def _thread(report: QuarterReport) -> str:
    page = reverse("reports:quarter_report", kwargs={"code": report.branch.code, "quarter": report.quarter})
    return f"{page}#comments"


@require_POST
@guard(Permission.VIEW_REPORT, of=stored_report)
def comment(request, report: QuarterReport):
    """Raise a point."""
    form = PointForm(request.POST, content=report_document(report).content)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=_thread(report))
    section, member = form.target()
    return attempt(
        request,
        lambda: raise_point(
            report,
            text=form.cleaned_data["text"],
            section=section,
            member=Member.objects.get(pk=member) if member else None,
            by=request.user,
        ),
        done=_("The comment is added."),
        back=_thread(report),
    )


@require_POST
@guard(Permission.VIEW_REPORT, of=my_point)
def answer(request, point: ReportComment):
    """Answer a point."""
    form = AnswerForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: answer_point(point, text=text, by=request.user),
        done=_("The answer is added."),
        back=_thread(point.report),
    )


@require_POST
@guard(Permission.VIEW_REPORT, of=my_point)
def dealt_with(request, point: ReportComment):
    """Mark a point as dealt with."""
    return attempt(
        request,
        lambda: deal_with_point(point, by=request.user),
        done=_("The point is marked as dealt with."),
        back=_thread(point.report),
    )
