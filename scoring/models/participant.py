from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.fields import MonthField, TermField


class ParticipantQuerySet(models.QuerySet):
    def ranked(self) -> "ParticipantQuerySet":
        """Those who are marked and ranked: declared, not excused, not exempt."""
        return self.filter(excused=False, exemption=None).exclude(category="")

    def undeclared(self) -> "ParticipantQuerySet":
        """未申报: neither an accepted declaration nor an exemption."""
        return self.filter(category="", exemption=None)


class Participant(models.Model):
    """参与人员: a person on a month sheet; a person stands on exactly one sheet a month."""

    sheet = models.ForeignKey("scoring.MonthSheet", on_delete=models.PROTECT, related_name="participants")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="participations")
    month = MonthField()
    status = TermField(terms=PoliticalStatus)
    category = TermField(terms=FlagCategory, blank=True)
    track = TermField(terms=InnovationTrack, blank=True)
    layer = TermField(terms=WorkLayer, blank=True)
    template = models.ForeignKey(
        "flagship.IndicatorTemplate", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    template_reason = models.JSONField(default=dict, blank=True, help_text="Why this template, in zh and en.")
    exemption = models.ForeignKey(
        "members.Exemption", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excused = models.BooleanField(default=False)
    excuse_reason = models.CharField(max_length=200, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only for the secretary's own excuse: the Department's approval.",
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "category", "member__employee_number"]
        constraints = [
            models.UniqueConstraint(fields=["member", "month"], name="one_sheet_a_person_and_month"),
            models.CheckConstraint(
                condition=Q(category="", template__isnull=True) | ~Q(category=""), name="template_needs_a_category"
            ),
            models.CheckConstraint(
                condition=Q(excused=False, excuse_reason="", excused_by__isnull=True, excuse_approved_by__isnull=True)
                | Q(excused=True, excused_by__isnull=False) & ~Q(excuse_reason=""),
                name="excuse_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.month}"

    @property
    def is_ranked(self) -> bool:
        return bool(self.category) and not self.excused and self.exemption_id is None
