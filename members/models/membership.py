import datetime as dt

from django.db import models
from django.db.models import F, Q

from flagship.categories import PoliticalStatus
from flagship.fields import TermField


class MembershipQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> "MembershipQuerySet":
        """Memberships that hold at the end of a day."""
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gt=day))


class BranchMembership(models.Model):
    """组织关系: a person belongs to a branch from a day on, until (not including) another."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="memberships")
    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["member", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(until__isnull=True), name="one_open_membership_a_person"
            ),
            models.UniqueConstraint(fields=["member", "since"], name="one_membership_begins_a_day"),
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="membership_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.branch}"


class StatusPeriod(models.Model):
    """政治面貌 of a person from a day on."""

    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="status_periods")
    status = TermField(terms=PoliticalStatus)
    since = models.DateField()

    class Meta:
        ordering = ["member", "since"]
        constraints = [models.UniqueConstraint(fields=["member", "since"], name="one_status_begins_a_day")]

    def __str__(self) -> str:
        return f"{self.member}: {self.status}"
