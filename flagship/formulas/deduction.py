"""按次扣分: starts at the weight and loses marks with every incident, 扣完为止."""

from flagship.formulas.base import ZERO, ValueProblem
from flagship.formulas.params import ParamField
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.text import amount, figure, marks

RATE = ParamField("rate", "每次扣分", "Marks lost with each incident", positive=True, in_marks=True)


@formula(
    code="deduction",
    zh="按次扣分",
    en="Deduction per incident",
    position=90,
    inputs="number",
    hint_zh="从权重分扣起，每发生一次扣若干分，扣完为止。",
    hint_en="Starts at the weight; every incident costs so many marks until nothing is left.",
    params_schema=(RATE,),
    deduct_only=True,
    lower_is_better=True,
)
def deduction(case: Case) -> Outcome:
    """A number of incidents below 0, or of half incidents, is a ValueProblem."""
    if case.number < ZERO or case.number != case.number.to_integral_value():
        raise ValueProblem(
            f"“{figure(case.number)}”不是次数，请填 0 或正整数。",
            f"“{figure(case.number)}” is no number of incidents; enter 0 or a whole number.",
        )
    rate = case.params["rate"]
    earned = case.weight - case.number * rate
    if case.number == ZERO:
        return Outcome(earned, f"没有扣分，得 {marks(earned)}", f"Nothing deducted: {marks(earned)}")
    count, weight = amount(case.number, case.unit), figure(case.weight)
    return Outcome(
        earned,
        f"权重 {weight} − {count} × {figure(rate)} 分 = {marks(earned)}",
        f"Weight {weight} − {count} × {figure(rate)} = {marks(earned)}",
    )
