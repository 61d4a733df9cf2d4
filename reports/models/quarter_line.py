from django.db import models
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Rank

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus
from flagship.fields import QuarterField, TermField
from flagship.permissions import Permission
from reports.states import UNDER_REVIEW, ReportState

# The order in a category: quarter score, then mean percentile, then months at rank 1; who is still equal shares.
ORDER = (F("score").desc(), F("percentile").desc(nulls_last=True), F("months_first").desc())


class QuarterLineQuerySet(QuerySet):
    def open_to(self, user, permission: Permission) -> "QuarterLineQuerySet":
        return self.filter(user.reach(permission).q("report__branch"))

    def accepted(self) -> "QuarterLineQuerySet":
        """Lines of reports the Department has accepted."""
        return self.filter(report__state=ReportState.ACCEPTED)

    def under_comparison(self) -> "QuarterLineQuerySet":
        """What a roll-up compares: everybody of accepted reports, and the nominees of those still under review.

        Nominees the committee has decided on stay, whatever becomes of their report afterwards.
        """
        waiting = Q(nomination__isnull=False, report__state__in=UNDER_REVIEW)
        decided = Q(nomination__approved__isnull=False)
        return self.filter(Q(report__state=ReportState.ACCEPTED) | waiting | decided)

    def in_order(self) -> "QuarterLineQuerySet":
        """Best first, each with its `place` in quarter and category among the rows selected so far."""
        return self.annotate(
            place=Window(Rank(), partition_by=[F("quarter"), F("category")], order_by=list(ORDER)),
        ).order_by("category", *ORDER, "member__employee_number")


class QuarterLine(models.Model):
    """One person's quarter in one category, as the branch's report says it at present.

    Written from the frozen content when a report is submitted and replaced when it is submitted again, so that the
    company's comparisons can be sorted, paged and summed by the database. Never edited by hand.
    """

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.CASCADE, related_name="lines")
    quarter = QuarterField()
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="quarter_lines")
    nomination = models.OneToOneField(
        "reports.Nomination", on_delete=models.SET_NULL, null=True, blank=True, related_name="line"
    )
    name = models.CharField(max_length=40)
    status = TermField(terms=PoliticalStatus)
    category = TermField(terms=FlagCategory)
    track = TermField(terms=InnovationTrack, blank=True)
    months_taken = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=6, decimal_places=2)
    bonus = models.DecimalField(max_digits=7, decimal_places=2)
    deduction = models.DecimalField(max_digits=7, decimal_places=2)
    adjustment = models.DecimalField(max_digits=7, decimal_places=2)
    net = models.DecimalField(max_digits=7, decimal_places=2)
    months_first = models.PositiveSmallIntegerField()
    percentile = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    z_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    vetoed = models.BooleanField(default=False)

    objects = QuarterLineQuerySet.as_manager()

    class Meta:
        ordering = ["category", "-score", "member"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "member", "category"], name="one_quarter_line_a_person")
        ]
        indexes = [models.Index(fields=["quarter", "category", "-score"], name="quarter_line_by_score")]

    def __str__(self) -> str:
        return f"{self.name} {self.category} {self.quarter}"
