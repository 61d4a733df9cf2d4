"""What keeps a draft of a template from being published, and how its weights stand."""

from dataclasses import dataclass
from decimal import Decimal

from flagship.formulas import FORMULAS, Problem
from flagship.models import Indicator, IndicatorTemplate
from flagship.standard import template_problems


def publishing_problems(template: IndicatorTemplate) -> list[Problem]:
    """Every fault of a template, one sentence each: those of `template_problems`, and caps it does not allow."""
    indicators = list(template.ordered_indicators)
    problems = template_problems([indicator.spec for indicator in indicators])
    if template.over_achievement:
        return problems
    return problems + [
        Problem(
            f"指标“{indicator.name}”的封顶高于权重，而本模板不允许超额得分。",
            f"Indicator “{indicator.name}” has a cap above its weight; the template does not allow over-achievement.",
            "cap",
        )
        for indicator in indicators
        if indicator.spec.allows_over_achievement
    ]


@dataclass(frozen=True, slots=True)
class Balance:
    """How the weights of a template stand, in marks: together 100, quantitative above qualitative (三（二）)."""

    total: Decimal
    quantitative: Decimal
    deducting: Decimal

    @property
    def qualitative(self) -> Decimal:
        return self.total - self.quantitative

    @property
    def share(self) -> Decimal | None:
        """Quantitative weight in percent of all; None without weights."""
        return self.quantitative * 100 / self.total if self.total else None

    @property
    def is_full(self) -> bool:
        return self.total == 100

    @property
    def is_quantitative(self) -> bool:
        return self.quantitative > self.qualitative

    @property
    def is_positive(self) -> bool:
        """正向为主: deduct-only indicators weigh no more than the others (三（四）)."""
        return self.deducting <= self.total - self.deducting


def balance_of(weighed: list[tuple[Indicator, Decimal]]) -> Balance:
    """The balance of indicators under the weights beside them."""
    return Balance(
        total=sum((weight for _indicator, weight in weighed), Decimal(0)),
        quantitative=sum((weight for indicator, weight in weighed if indicator.quantitative), Decimal(0)),
        deducting=sum((weight for indicator, weight in weighed if _deducts(indicator)), Decimal(0)),
    )


def _deducts(indicator: Indicator) -> bool:
    return indicator.formula in FORMULAS and FORMULAS[indicator.formula].deduct_only
