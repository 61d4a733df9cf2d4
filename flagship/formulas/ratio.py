"""完成率: actual ÷ target × weight."""

from flagship.formulas.base import HUNDRED, ZERO, IndicatorSpec, Problem
from flagship.formulas.params import ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import TARGET, rate_of
from flagship.formulas.text import figure, marks, percent

MINIMUM = ParamField(
    "minimum",
    "起计完成率（%）",
    "Least completion that counts (%)",
    required=False,
    hint_zh="完成率低于此值不得分；不填则没有起计线。",
    hint_en="Below it nothing is earned; leave empty for no such line.",
)


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    minimum = params["minimum"]
    if minimum is None or ZERO <= minimum <= HUNDRED:
        return []
    return [
        Problem(
            f"起计完成率应在 0 与 100 之间，现为 {figure(minimum)}。",
            f"The least completion must lie between 0 and 100, not {figure(minimum)}.",
            "minimum",
        )
    ]


@formula(
    code="ratio",
    zh="完成率",
    en="Ratio to target",
    position=10,
    inputs="number",
    hint_zh="实际 ÷ 目标 × 权重，越高越好。",
    hint_en="Actual ÷ target × weight; more is better.",
    params_schema=(TARGET, MINIMUM),
    needs_target=True,
    positive_target=True,
    can_exceed=True,
    check=_check,
)
def ratio(case: Case) -> Outcome:
    """Target > 0. Multiplied before it is divided, so that an exact result stays exact."""
    rate, minimum = rate_of(case), case.params["minimum"]
    if minimum is not None and rate < minimum:
        return Outcome(
            ZERO,
            f"完成率 {percent(rate)} 低于起计线 {percent(minimum)}，得 0.00",
            f"Completion {percent(rate)} is below the least that counts, {percent(minimum)}: 0.00",
        )
    earned = case.number * case.weight / case.target
    figures = f"{percent(rate)} × {{}} {figure(case.weight)} = {marks(earned)}"
    return Outcome(earned, f"完成率 {figures.format('权重')}", f"Completion {figures.format('weight')}")
