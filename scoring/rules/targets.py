"""Which target holds for one person and one indicator, and where it comes from (个人目标).

The narrowest goes first: the cell's own, typed on the month sheet; the person's for the month; the person's for the
year; the indicator's, which a branch's plan may have adapted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flagship.categories import Term
from flagship.formulas import FORMULAS, IndicatorSpec


class TargetOrigin(Term):
    """Where a target was laid down, the narrowest first."""

    CELL = "cell", "本表单独填写的个人目标", "the person's own on this sheet"
    MONTH = "month", "月度个人目标", "the person's for the month"
    YEAR = "year", "年度个人目标", "the person's for the year"
    PLAN = "plan", "本支部考核细则", "the branch's plan"
    TEMPLATE = "template", "公司指标模板", "the company's template"


@dataclass(frozen=True, slots=True)
class Target:
    """A target in the indicator's `target_unit`, and where it comes from."""

    value: Decimal
    origin: TargetOrigin

    def to_json(self) -> dict[str, str]:
        return {"value": str(self.value), "origin": self.origin.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(Decimal(data["value"]), TargetOrigin(data["origin"]))


def target_unit(spec: IndicatorSpec) -> str:
    """The unit a target of this indicator is in."""
    own = FORMULAS[spec.formula].target_unit
    return spec.unit if own is None else own


def needs_target(spec: IndicatorSpec) -> bool:
    return spec.formula in FORMULAS and FORMULAS[spec.formula].needs_target


def indicators_target(spec: IndicatorSpec, *, company_wide: bool) -> Target | None:
    """The indicator's own target; None where it has none."""
    given = spec.params.get("target") if needs_target(spec) else None
    if not given:
        return None
    return Target(Decimal(given), TargetOrigin.TEMPLATE if company_wide else TargetOrigin.PLAN)


def target_in_force(
    spec: IndicatorSpec, *, cell: Decimal | None, persons: Target | None, company_wide: bool
) -> Target | None:
    """The target that counts, of `cell`, the person's for month or year, and the indicator's; None without any."""
    if not needs_target(spec):
        return None
    if cell is not None:
        return Target(cell, TargetOrigin.CELL)
    return persons or indicators_target(spec, company_wide=company_wide)
