"""The thread of a report: raise a point, answer it, mark it as dealt with. Nothing of it is ever removed."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.moves import AlreadyDone, Refused
from flagship.permissions import Permission
from members.models import Member
from reports.models import QuarterReport, ReportComment
from reports.states import ReportSection

REVIEWERS = (Permission.FORWARD_REPORT, Permission.ACCEPT_REPORT)
WRITERS = (Permission.EDIT_REPORT, *REVIEWERS)


def may_write(user, report: QuarterReport) -> bool:
    """The branch, its general branch and the Department write in the thread."""
    return any(user.has_perm(permission, report.branch) for permission in WRITERS)


def may_deal_with(user, point: ReportComment) -> bool:
    """Whoever raised a point, and those who review the report, say that it is dealt with; the branch answers."""
    return point.by_id == user.pk or any(user.has_perm(permission, point.report.branch) for permission in REVIEWERS)


@transaction.atomic
def raise_point(
    report: QuarterReport,
    *,
    text: str,
    by,
    section: ReportSection = ReportSection.REPORT,
    member: Member | None = None,
    now: dt.datetime | None = None,
) -> ReportComment:
    """Raise a point about a section of the report, or about a person's line in it."""
    if not may_write(by, report):
        raise PermissionDenied
    _refuse_empty(text)
    return say(report, text, by=by, now=now or clock.now(), section=section, member=member)


@transaction.atomic
def answer_point(point: ReportComment, *, text: str, by, now: dt.datetime | None = None) -> ReportComment:
    """Answer a point that is open."""
    if not may_write(by, point.report):
        raise PermissionDenied
    point = _open(point)
    _refuse_empty(text)
    return say(
        point.report, text, by=by, now=now or clock.now(), section=point.section, member=point.member, answers_to=point
    )


@transaction.atomic
def deal_with_point(point: ReportComment, *, by, now: dt.datetime | None = None) -> ReportComment:
    """Mark a point as dealt with, once."""
    if not may_deal_with(by, point):
        if may_write(by, point.report):
            raise Refused(_("Whoever reviews the report marks its points as dealt with; the branch answers them."))
        raise PermissionDenied
    point = _open(point)
    point.dealt_at, point.dealt_by = now or clock.now(), by
    point.save(update_fields=["dealt_at", "dealt_by"])
    return point


def say(report: QuarterReport, text: str, *, by, now: dt.datetime, **about) -> ReportComment:
    """Write it down beside the version that was filed last."""
    return report.comments.create(version=report.version, text=text.strip(), at=now, by=by, **about)


def _open(point: ReportComment) -> ReportComment:
    point = ReportComment.objects.points().select_for_update().get(pk=point.pk)
    if point.dealt_at is not None:
        raise AlreadyDone(_("This point is dealt with already; raise a new one if something is left."))
    return point


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise Refused(_("The comment is empty; write what the other side should know or do."))
