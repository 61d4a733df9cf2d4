from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import BranchKind
from flagship.fields import QuarterField, TermField
from flagship.models import Stateful
from flagship.permissions import Permission
from reports.states import EDITABLE_REPORT, ReportState

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


class ReportComment(models.Model):
    """A remark on a report, by the branch, the general branch or the Department."""

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.PROTECT, related_name="comments")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:40]
