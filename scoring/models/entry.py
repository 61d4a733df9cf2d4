"""Who fills in a draft beside whom: the last change of every cell, and who has the sheet open."""

from django.conf import settings
from django.db import models


class CellChange(models.Model):
    """The last change of one cell: who and when, also when the cell was emptied and no measurement is left.

    `version` is the sheet's `entry_version` that the change made, so that a page asks for what is newer than it shows.
    """

    participant = models.ForeignKey("scoring.Participant", on_delete=models.CASCADE, related_name="cell_changes")
    indicator = models.ForeignKey("flagship.Indicator", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "indicator"], name="one_last_change_a_cell"),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.indicator} {self.version}"


class EntryPresence(models.Model):
    """Somebody who has a draft open to fill it in, and the box they are in ("" for none)."""

    sheet = models.ForeignKey("scoring.MonthSheet", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    box = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "user"], name="one_presence_a_sheet_and_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.sheet}"
