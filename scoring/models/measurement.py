from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship.formulas.base import Value


class Measurement(models.Model):
    """A raw value typed for one person and one indicator. What of it counts, the indicator's formula says.

    `number` and `second` are in the indicator's units; `choice` is a level, a rubric step, `yes` or `no`. `target`
    departs from the indicator's own for this person and month.
    """

    participant = models.ForeignKey("scoring.Participant", on_delete=models.CASCADE, related_name="measurements")
    indicator = models.ForeignKey("flagship.Indicator", on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    second = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    choice = models.CharField(max_length=60, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    comment = models.CharField(max_length=300, blank=True)
    not_applicable = models.BooleanField(default=False)
    na_reason = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "indicator"], name="one_value_a_person_and_indicator"),
            models.CheckConstraint(
                condition=Q(not_applicable=False, na_reason="") | Q(not_applicable=True) & ~Q(na_reason=""),
                name="not_applicable_has_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(number__isnull=True, second__isnull=True, choice=""),
                name="not_applicable_has_no_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} {self.indicator}"

    @property
    def value(self) -> Value:
        """The pure value that formulas compute with."""
        return Value(number=self.number, second=self.second, choice=self.choice)
