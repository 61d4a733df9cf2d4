from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.permissions import Permission


class EvidenceQuerySet(models.QuerySet):
    def open_to(self, user, permission: Permission) -> "EvidenceQuerySet":
        return self.filter(user.reach(permission).q("sheet__branch"))

    def current(self) -> "EvidenceQuerySet":
        """What stands on the sheet now, without what was taken off after a submission that names it."""
        return self.filter(removed_at=None)


class Evidence(models.Model):
    """佐证材料: a file that proves one person's value under one indicator.

    It hangs on sheet, person and indicator, not on the person's row of the sheet, so that a submission that names it
    keeps it whoever comes and goes afterwards. `frozen_in` is the first submission that names it.
    """

    sheet = models.ForeignKey("scoring.MonthSheet", on_delete=models.PROTECT, related_name="evidence")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey("flagship.Indicator", on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField("flagship.Attachment", on_delete=models.PROTECT, related_name="+")
    frozen_in = models.PositiveIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False, frozen_in__isnull=False),
                name="only_frozen_evidence_is_kept_when_removed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.attachment}"

    @property
    def branch(self):
        """Where a permission on this row is asked."""
        return self.sheet.branch
