from django.conf import settings
from django.db import models
from django.db.models import Q

from branches.states import PlanState
from flagship.fields import MonthField, TermField
from flagship.models import Stateful
from flagship.periods import Month
from flagship.permissions import Permission


class BranchPlanQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "BranchPlanQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def in_force(self, branch, month: Month) -> "BranchPlan | None":
        """The newest accepted plan of a branch that has taken effect in its year by that month."""
        return (
            self.filter(branch=branch, state=PlanState.ACCEPTED, valid_from__lte=month, programme__year=month.year)
            .order_by("-valid_from", "-version")
            .first()
        )


class BranchPlan(Stateful):
    """实施方案与考核细则: what one branch assesses by, one version, filed with the Department (五（一）)."""

    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="plans")
    programme = models.ForeignKey("flagship.Programme", on_delete=models.PROTECT, related_name="plans")
    version = models.PositiveIntegerField(default=1)
    state = TermField(terms=PlanState, default=PlanState.DRAFT)
    valid_from = MonthField()
    summary = models.TextField(blank=True)
    pool = models.CharField(
        max_length=10,
        blank=True,
        choices=[("branch", "branch"), ("category", "category")],
        help_text="Overrides the programme's pool policy where the programme allows it.",
    )
    document = models.ForeignKey(
        "flagship.Attachment", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    comment = models.TextField(blank=True, help_text="Why the Department returned it.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BranchPlanQuerySet.as_manager()

    class Meta:
        ordering = ["branch__path", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "programme", "version"], name="one_plan_version"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="plan_submission_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch} {self.programme.year} v{self.version}"


class PlanTemplate(models.Model):
    """A template that a plan uses."""

    plan = models.ForeignKey("branches.BranchPlan", on_delete=models.CASCADE, related_name="plan_templates")
    template = models.ForeignKey("flagship.IndicatorTemplate", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "template"], name="template_once_in_a_plan")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.template}"
