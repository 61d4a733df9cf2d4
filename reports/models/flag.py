from django.conf import settings
from django.db import models
from django.db.models import F, Q

from flagship.fields import MonthField, TermField
from reports.flags.kinds import FlagKind
from reports.states import EDITABLE_REPORT
from scoring.documents import Words


class IntegrityFlagQuerySet(models.QuerySet):
    def in_force(self) -> "IntegrityFlagQuerySet":
        """Raised by the version of the report that is filed at present."""
        return self.filter(version=F("report__version")).exclude(report__state__in=EDITABLE_REPORT)

    def open(self) -> "IntegrityFlagQuerySet":
        """Nobody has looked at them yet."""
        return self.filter(looked_at=None)


class IntegrityFlag(models.Model):
    """提示: something in a filed report that the Department should look at. It decides nothing.

    Raised when a report is filed. A flag that the next version raises again with the same evidence keeps the remark;
    one that was looked at and is not raised any more stays on record under its old version.
    """

    report = models.ForeignKey("reports.QuarterReport", on_delete=models.CASCADE, related_name="flags")
    version = models.PositiveIntegerField(help_text="The version of the report that raised it last.")
    kind = TermField(terms=FlagKind)
    month = MonthField(null=True, blank=True)
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    word_zh = models.CharField(max_length=40)
    word_en = models.CharField(max_length=60)
    zh = models.CharField(max_length=500)
    en = models.CharField(max_length=700)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.CharField(max_length=300, blank=True)

    objects = IntegrityFlagQuerySet.as_manager()

    class Meta:
        ordering = ["report__branch__path", "kind", "month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, looked_by__isnull=True, remark="")
                | Q(looked_at__isnull=False, looked_by__isnull=False) & ~Q(remark=""),
                name="looked_at_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.word_zh}"

    @property
    def word(self) -> Words:
        """The chip of a row."""
        return Words(self.word_zh, self.word_en)
