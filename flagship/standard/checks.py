"""What keeps a whole template from being published: 100 marks, 定量为主, 正向为主."""

from collections.abc import Sequence
from decimal import Decimal

from flagship.formulas import FORMULAS, IndicatorSpec, Problem, spec_problems
from flagship.formulas.text import figure

FULL = Decimal(100)


def template_problems(specs: Sequence[IndicatorSpec]) -> list[Problem]:
    """One sentence for every fault, those of an indicator beginning with its name. Empty: may be published.

    Weights sum to 100; quantitative weight exceeds qualitative (三（二）); deduct-only indicators weigh no more than
    the others (三（四）); codes and names are used once.
    """
    if not specs:
        return [Problem("模板没有指标。", "The template has no indicators.")]
    problems = [
        Problem(f"指标“{spec.name}”：{problem.zh}", f"Indicator “{spec.name}”: {problem.en}", problem.field)
        for spec in specs
        for problem in spec_problems(spec)
    ]
    return problems + _repetitions(specs) + _weight_problems(specs)


def _repetitions(specs: Sequence[IndicatorSpec]) -> list[Problem]:
    problems = []
    for field, zh, en in (("code", "代码", "code"), ("name", "名称", "name")):
        used = [getattr(spec, field).strip() for spec in specs]
        for twice in dict.fromkeys(text for text in used if text and used.count(text) > 1):
            problems.append(
                Problem(f"有多个指标的{zh}是“{twice}”。", f"The {en} “{twice}” is used more than once.", field)
            )
    return problems


def _weight_problems(specs: Sequence[IndicatorSpec]) -> list[Problem]:
    total = sum((spec.weight for spec in specs), Decimal(0))
    quantitative = sum((spec.weight for spec in specs if spec.quantitative), Decimal(0))
    deducting = sum((spec.weight for spec in specs if _deducts(spec)), Decimal(0))
    problems = []
    if total != FULL:
        problems.append(
            Problem(
                f"权重合计应为 100，现为 {figure(total)}。",
                f"The weights must sum to 100; they sum to {figure(total)}.",
            )
        )
    if quantitative <= total - quantitative:
        problems.append(
            Problem(
                f"定量指标权重 {figure(quantitative)} 应高于定性指标权重 {figure(total - quantitative)}（定量为主）。",
                f"Quantitative weight {figure(quantitative)} must exceed qualitative weight"
                f" {figure(total - quantitative)}.",
            )
        )
    if deducting > total - deducting:
        problems.append(
            Problem(
                f"只扣分指标权重 {figure(deducting)} 不得高于其他指标权重 {figure(total - deducting)}（正向为主）。",
                f"Deduct-only weight {figure(deducting)} must not exceed the weight of the others,"
                f" {figure(total - deducting)}.",
            )
        )
    return problems


def _deducts(spec: IndicatorSpec) -> bool:
    return spec.formula in FORMULAS and FORMULAS[spec.formula].deduct_only
