from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.fields import TermField
from scoring.states import MeetingKind, RevisionState


class SheetRevision(models.Model):
    """One submission of a month, with everything it was marked by, frozen.

    `inputs` holds people, templates and values; `policy`, `tiers` and `staff_tiers` the rules of the month. Marks,
    ranks and points are a function of these and of the vetoes alone, so the month can be recomputed for ever.
    """

    sheet = models.ForeignKey("scoring.MonthSheet", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    state = TermField(terms=RevisionState, default=RevisionState.PUBLICISED)
    inputs = models.JSONField()
    policy = models.JSONField()
    policy_version = models.PositiveIntegerField(default=1)
    tiers = models.JSONField()
    staff_tiers = models.JSONField(null=True, blank=True)
    due = models.DateField(help_text="The last day for submission in time.")
    late = models.BooleanField(default=False)
    over_places_reason = models.CharField(max_length=300, blank=True)
    tie_consent = models.CharField(max_length=300, blank=True)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    publicity_until = models.DateTimeField()
    meeting_kind = TermField(terms=MeetingKind, blank=True)
    meeting_date = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, help_text="When it was withdrawn or reopened.")
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["sheet", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_revision_number"),
            models.UniqueConstraint(
                fields=["sheet"],
                condition=Q(state__in=[RevisionState.PUBLICISED.value, RevisionState.SETTLED.value]),
                name="one_standing_revision_a_sheet",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, meeting_date__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False, meeting_date__isnull=False),
                name="settlement_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevisionState.SETTLED.value) | Q(settled_at__isnull=False),
                name="settled_revision_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} r{self.number}"
