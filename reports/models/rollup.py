from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.fields import QuarterField, TermField
from flagship.models import Stateful
from reports.states import RollupState


class QuarterRollup(Stateful):
    """季度汇总: the company's quarter, from the accepted reports to the conferred titles."""

    quarter = QuarterField(unique=True)
    state = TermField(terms=RollupState, default=RollupState.COMPILING)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_date = models.DateField(null=True, blank=True)
    minutes_number = models.CharField(max_length=60, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    attachments = models.ManyToManyField(
        "flagship.Attachment", blank=True, related_name="+", help_text="The minutes and what belongs to the decision."
    )
    publicity_until = models.DateTimeField(null=True, blank=True)
    conferred_at = models.DateTimeField(null=True, blank=True)
    conferred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[RollupState.COMPILING.value, RollupState.PROPOSED.value])
                | Q(decision_date__isnull=False) & ~Q(minutes_number="") & Q(decided_by__isnull=False),
                name="decision_has_date_minutes_and_recorder",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("proposed_by")),
                name="proposer_does_not_record_the_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.quarter.zh
