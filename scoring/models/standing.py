from django.db import models

from flagship.categories import Account, FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.fields import MonthField, TermField
from flagship.permissions import Permission
from scoring.states import RevisionState


class StandingQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "StandingQuerySet":
        return self.filter(user.reach(permission).q("branch"))

    def in_force(self) -> "StandingQuerySet":
        """Standings of months that are settled at present; those of reopened revisions stay readable only."""
        return self.filter(revision__state=RevisionState.SETTLED)

    def of_months(self, months) -> "StandingQuerySet":
        return self.filter(month__in=list(months))


class Standing(models.Model):
    """名次: what a settled month says of one ranked person. Append-only.

    `total` and `quantitative` are marks with 2 places, `points` what the tier table and a veto give. `lines` holds
    value, marks and the one-line explanation of every indicator; `reason` why these points.
    """

    revision = models.ForeignKey("scoring.SheetRevision", on_delete=models.PROTECT, related_name="standings")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="standings")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="+")
    month = MonthField()
    name = models.CharField(max_length=40)
    status = TermField(terms=PoliticalStatus)
    category = TermField(terms=FlagCategory)
    track = TermField(terms=InnovationTrack, blank=True)
    layer = TermField(terms=WorkLayer, blank=True)
    pool = models.CharField(max_length=120, blank=True)
    n = models.PositiveIntegerField()
    total = models.DecimalField(max_digits=6, decimal_places=2)
    quantitative = models.DecimalField(max_digits=6, decimal_places=2)
    rank = models.PositiveIntegerField(null=True)
    rank_from_bottom = models.PositiveIntegerField(null=True)
    tied = models.PositiveIntegerField(help_text="How many stand at this rank, this person included.")
    percentile = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    z_score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    account = TermField(terms=Account)
    points = models.DecimalField(max_digits=6, decimal_places=2)
    vetoed = models.BooleanField(default=False)
    lines = models.JSONField()
    reason = models.JSONField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "-total", "-quantitative", "member_id"]
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["revision", "member"], name="one_standing_a_person_and_revision")
        ]
        indexes = [models.Index(fields=["month", "category"], name="standing_by_month_category")]

    def __str__(self) -> str:
        return f"{self.name} {self.month} {self.rank}"
