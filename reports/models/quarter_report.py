from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import BranchKind
from flagship.fields import QuarterField, TermField
from flagship.models import Stateful
from flagship.permissions import Permission
from reports.states import EDITABLE_REPORT, ReportSection, ReportState

# A branch below a general branch reports through it.
_THROUGH_A_GENERAL_BRANCH = Q(branch__parent__kind=BranchKind.GENERAL_BRANCH)


class QuarterReportQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "QuarterReportQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def filed(self) -> "QuarterReportQuerySet":
        return self.exclude(state__in=EDITABLE_REPORT)

    def with_department(self) -> "QuarterReportQuerySet":
        """Those the Department can accept: filed by a branch of its own, or forwarded by the general branch."""
        direct = Q(state=ReportState.SUBMITTED) & ~_THROUGH_A_GENERAL_BRANCH
        return self.filter(Q(state=ReportState.FORWARDED) | direct)

    def with_general_branch(self) -> "QuarterReportQuerySet":
        """Filed, and not forwarded yet by the general branch they go through."""
        return self.filter(_THROUGH_A_GENERAL_BRANCH, state=ReportState.SUBMITTED)

    def accepted(self) -> "QuarterReportQuerySet":
        return self.filter(state=ReportState.ACCEPTED)


class QuarterReport(Stateful):
    """季度考核情况报告 of one branch. `content` is the document of values as it was submitted, frozen per version."""

    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="quarter_reports")
    quarter = QuarterField()
    state = TermField(terms=ReportState, default=ReportState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    summary = models.TextField(blank=True)
    missing_reason = models.CharField(max_length=300, blank=True, help_text="Why a month of the quarter is missing.")
    content = models.JSONField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True, help_text="What lateness is measured by.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = QuarterReportQuerySet.as_manager()

    class Meta:
        ordering = ["-quarter", "branch__path"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "quarter"], name="one_report_a_branch_and_quarter"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT.value) | Q(content__isnull=False),
                name="submitted_report_has_its_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.quarter.zh}"


class ReportVersion(models.Model):
    """The content of a report as it was once filed. Never changed, so that the next version can be held against it."""

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_version_number_a_report")]

    def __str__(self) -> str:
        return f"{self.report} v{self.number}"


class ReportCommentQuerySet(models.QuerySet):
    def points(self) -> "ReportCommentQuerySet":
        """What begins a thread."""
        return self.filter(answers_to=None)

    def open(self) -> "ReportCommentQuerySet":
        """Points that nobody has marked as dealt with."""
        return self.points().filter(dealt_at=None)


class ReportComment(models.Model):
    """A point raised on a report, or an answer to one.

    A point is about a section, or about one person's line, of the version it was written on. It stays open until it
    is marked as dealt with; returned and filed anew, the report goes on showing its open points.
    """

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.PROTECT, related_name="comments")
    answers_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers")
    section = TermField(terms=ReportSection, default=ReportSection.REPORT)
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dealt_at = models.DateTimeField(null=True, blank=True)
    dealt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportCommentQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(dealt_at__isnull=True, dealt_by__isnull=True)
                | Q(dealt_at__isnull=False, dealt_by__isnull=False, answers_to__isnull=True),
                name="only_a_point_is_dealt_with",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]
