from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import FlagCategory
from flagship.fields import QuarterField, TermField
from flagship.permissions import Permission


class NominationQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "NominationQuerySet":
        return self.filter(user.reach(permission).q("report__branch"))

    def picked(self) -> "NominationQuerySet":
        """Those the Department proposes to the Party committee."""
        return self.exclude(proposed_by=None)


class Nomination(models.Model):
    """提名: a branch nominates a person for a title in one category, with the citation (闪光点、先进事迹).

    `figures` is the person's quarter as the report holds it, frozen when the report is submitted. The Department's
    pick, the opinions asked for and the committee's decision stand beside it.
    """

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.PROTECT, related_name="nominations")
    quarter = QuarterField()
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="nominations")
    category = TermField(terms=FlagCategory)
    citation = models.TextField()
    photo = models.ForeignKey("flagship.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figures = models.JSONField(null=True, blank=True)
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField(max_length=300, blank=True, help_text="The Department's calibration remark.")
    in_disciplinary_period = models.BooleanField(default=False, help_text="处分影响期, as the discipline side says.")
    discipline_opinion = models.CharField(max_length=300, blank=True)
    safety_opinion = models.CharField(max_length=300, blank=True)
    personnel_opinion = models.CharField(max_length=300, blank=True)
    approved = models.BooleanField(null=True, blank=True, help_text="The Party committee's decision.")
    decision_reason = models.CharField(max_length=300, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["category", "report__branch__path", "member"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "member"], name="one_nomination_a_person_and_quarter"),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(proposed_by__isnull=False), name="only_proposed_are_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.category} {self.quarter}"

    @property
    def branch(self):
        """The branch that nominates: where a permission on this row is asked."""
        return self.report.branch
