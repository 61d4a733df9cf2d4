"""反向完成率: target ÷ actual × weight, for what should be small (cost)."""

from flagship.formulas.base import HUNDRED, ZERO, ValueProblem
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.shared import TARGET
from flagship.formulas.text import amount, figure, marks, percent


@formula(
    code="inverse_ratio",
    zh="反向完成率",
    en="Inverse ratio",
    position=20,
    inputs="number",
    hint_zh="目标 ÷ 实际 × 权重，越低越好；实际为 0 得封顶分。",
    hint_en="Target ÷ actual × weight; less is better, and 0 earns the cap.",
    params_schema=(TARGET,),
    needs_target=True,
    positive_target=True,
    lower_is_better=True,
    can_exceed=True,
)
def inverse_ratio(case: Case) -> Outcome:
    """Target > 0. An actual of 0 earns the cap; a negative one is a ValueProblem."""
    if case.number < ZERO:
        raise ValueProblem(
            f"“{figure(case.number)}”小于 0，反向完成率的实际值不能为负。",
            f"“{figure(case.number)}” is below 0; the actual of an inverse ratio cannot be negative.",
        )
    if case.number == ZERO:
        cap = case.spec.ceiling
        return Outcome(cap, f"实际为 0，得封顶 {marks(cap)}", f"The actual is 0, which earns the cap {marks(cap)}")
    earned = case.target * case.weight / case.number
    rate = percent(case.target * HUNDRED / case.number)
    target, actual, weight = amount(case.target, case.unit), amount(case.number, case.unit), figure(case.weight)
    return Outcome(
        earned,
        f"目标 {target} ÷ 实际 {actual} = {rate}，× 权重 {weight} = {marks(earned)}",
        f"Target {target} ÷ actual {actual} = {rate}, × weight {weight} = {marks(earned)}",
    )
