from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import FlagCategory
from flagship.fields import TermField
from flagship.models import Stateful
from reports.states import YearState
from reports.year_criteria import YearCriteria


class YearSummary(Stateful):
    """评先树优: the company's year. Frozen with a decision, it keeps its criteria and its `YearLine`s for good."""

    year = models.PositiveSmallIntegerField(unique=True)
    state = TermField(terms=YearState, default=YearState.OPEN)
    criteria = models.JSONField(null=True, blank=True, help_text="What the Department has set; null before it did.")
    decision_date = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-year"]
        verbose_name_plural = "year summaries"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=YearState.OPEN.value)
                | Q(
                    criteria__isnull=False,
                    decision_date__isnull=False,
                    frozen_at__isnull=False,
                    frozen_by__isnull=False,
                )
                & ~Q(decision_number=""),
                name="frozen_year_has_criteria_and_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度评先树优"

    @property
    def rules(self) -> YearCriteria:
        """The criteria; without any, everybody is on the list."""
        return YearCriteria.from_json(self.criteria) if self.criteria else YearCriteria()


class YearLine(models.Model):
    """A person's year as it was when the year was frozen. Append-only."""

    summary = models.ForeignKey(YearSummary, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField(help_text="The order of the whole document.")
    place = models.PositiveIntegerField(null=True, help_text="The place in the category; empty when not on the list.")
    unmet = models.JSONField(default=list, help_text="The criteria that are not met.")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    category = TermField(terms=FlagCategory)
    employee_number = models.CharField(max_length=30)
    name = models.CharField(max_length=40)
    branch_name = models.CharField(max_length=80)
    quarters = models.PositiveSmallIntegerField()
    months_taken = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=6, decimal_places=2)
    bonus = models.DecimalField(max_digits=7, decimal_places=2)
    deduction = models.DecimalField(max_digits=7, decimal_places=2)
    adjustment = models.DecimalField(max_digits=7, decimal_places=2)
    net = models.DecimalField(max_digits=7, decimal_places=2)
    months_first = models.PositiveSmallIntegerField()
    titles = models.JSONField(default=list, help_text="[quarter, category] of each title.")

    class Meta:
        ordering = ["summary", "position"]
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["summary", "member"], name="one_year_line_a_person")]
        indexes = [models.Index(fields=["summary", "position"], name="year_in_order")]

    def __str__(self) -> str:
        return f"{self.name} {self.summary_id}"
