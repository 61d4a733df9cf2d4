from django.conf import settings
from django.db import models
from django.db.models import F, Q

from flagship.categories import FlagCategory, InnovationTrack
from flagship.fields import MonthField, TermField
from flagship.models import Stateful
from flagship.periods import Month
from flagship.permissions import Permission
from members.states import DeclarationState


class DeclarationQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "DeclarationQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def in_force(self, month: Month) -> "DeclarationQuerySet":
        """Accepted declarations that have begun in their year by a month, the one that counts first per person."""
        return self.filter(state=DeclarationState.ACCEPTED, programme__year=month.year, from_month__lte=month).order_by(
            "member_id", "-from_month", "-pk"
        )


class Declaration(Stateful):
    """申报（“闪光”计划）: a person's category, goal and next steps, from a month on (五（一）)."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="declarations")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="declarations")
    programme = models.ForeignKey("flagship.Programme", on_delete=models.PROTECT, related_name="declarations")
    from_month = MonthField()
    category = TermField(terms=FlagCategory)
    track = TermField(terms=InnovationTrack, blank=True)
    goal = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    state = TermField(terms=DeclarationState, default=DeclarationState.DRAFT)
    comment = models.TextField(blank=True, help_text="Why the branch returned it.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["member", "from_month"]
        constraints = [
            models.CheckConstraint(
                condition=Q(category=FlagCategory.INNOVATION.value) & ~Q(track="")
                | ~Q(category=FlagCategory.INNOVATION.value) & Q(track=""),
                name="declaration_track_goes_with_innovation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.category}"


class Exemption(models.Model):
    """The Department exempts a person from taking part (retired, long illness), from a month to a last month."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="exemptions")
    from_month = MonthField()
    until_month = MonthField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_month__isnull=True) | Q(until_month__gte=F("from_month")), name="exemption_lasts"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.reason}"

    def covers(self, month: Month) -> bool:
        return self.from_month <= month and (self.until_month is None or month <= self.until_month)
