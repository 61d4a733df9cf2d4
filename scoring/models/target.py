from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.categories import FlagCategory, InnovationTrack
from flagship.fields import MonthField, TermField


class PersonTarget(models.Model):
    """个人目标: what one person is to reach in one indicator, for the whole year or, with `month`, for one month.

    The indicator is named by category, track and code, which its versions and a plan's adapted copies share; `unit` is
    that of the target when it was set, and a target in another unit than the indicator's holds no longer. It belongs to
    the branch that set it. In force is a cell's own target before the month's, the month's before the year's, and that
    before the indicator's own; a submitted month keeps what it was submitted with.
    """

    branch = models.ForeignKey("branches.Branch", on_delete=models.PROTECT, related_name="person_targets")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField()
    month = MonthField(null=True, blank=True)
    category = TermField(terms=FlagCategory)
    track = TermField(terms=InnovationTrack, blank=True)
    code = models.SlugField(max_length=60)
    unit = models.CharField(max_length=20, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["branch", "member", "category", "track", "code", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "member", "year", "category", "track", "code"],
                condition=Q(month__isnull=True),
                name="one_target_a_year",
            ),
            models.UniqueConstraint(
                fields=["branch", "member", "month", "category", "track", "code"],
                condition=Q(month__isnull=False),
                name="one_target_a_month",
            ),
            models.CheckConstraint(
                condition=Q(category=FlagCategory.INNOVATION.value) & ~Q(track="")
                | ~Q(category=FlagCategory.INNOVATION.value) & Q(track=""),
                name="target_track_goes_with_innovation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.month or self.year} {self.code}"
