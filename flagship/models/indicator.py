from decimal import Decimal

from django.db import models
from django.db.models import Q

from flagship.formulas.base import IndicatorSpec


class Indicator(models.Model):
    """指标: one line of a template: a weight in marks, and the formula (计分方法) that turns a raw value into marks."""

    template = models.ForeignKey("flagship.IndicatorTemplate", on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    quantitative = models.BooleanField(default=True)
    formula = models.CharField(max_length=30)
    params = models.JSONField(default=dict, blank=True)
    floor = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    cap = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    evidence_required = models.BooleanField(default=False)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "code"], name="one_indicator_code_in_a_template"),
            models.CheckConstraint(condition=Q(weight__gt=0) & Q(weight__lte=100), name="weight_within_100"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def spec(self) -> IndicatorSpec:
        """The pure value that formulas compute with."""
        return IndicatorSpec(
            code=self.code,
            name=self.name,
            weight=self.weight,
            quantitative=self.quantitative,
            formula=self.formula,
            params=self.params,
            unit=self.unit,
            floor=self.floor,
            cap=self.cap,
            clause=self.clause,
        )
