"""按件（量）计分: so many marks for each unit, up to the cap."""

from flagship.formulas.base import IndicatorSpec, Problem
from flagship.formulas.params import ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import COUNTING, UNIT_SIZE, marks_outside, units_in
from flagship.formulas.text import amount, figure, marks

RATE = ParamField("rate", "每单位得分", "Marks for each unit", positive=True, in_marks=True)
BASE = ParamField("base", "起始分", "Marks to start from", required=False, default="0", in_marks=True)


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    return marks_outside(spec, {("起始分", "marks to start from"): params["base"]}, "base")


@formula(
    code="per_unit",
    zh="按件（量）计分",
    en="Per unit, up to the cap",
    position=80,
    inputs="number",
    hint_zh="每一单位得若干分，到封顶为止。",
    hint_en="So many marks for each unit, until the cap.",
    params_schema=(RATE, UNIT_SIZE, COUNTING, BASE),
    can_exceed=True,
    check=_check,
)
def per_unit(case: Case) -> Outcome:
    rate, size, base = case.params["rate"], case.params["unit_size"], case.params["base"]
    units = units_in(case.number, case)
    earned = base + units * rate
    actual, one = amount(case.number, case.unit), amount(size, case.unit)
    counted = (
        ("", "")
        if size == 1 and units == case.number
        else (f"，每 {one}计 1，共 {figure(units)}", f", one per {one}, {figure(units)} in all")
    )
    start = ("", "") if not base else (f"起始分 {figure(base)} + ", f"{figure(base)} to start + ")
    sum_ = f"{figure(units)} × {figure(rate)}"
    return Outcome(
        earned,
        f"实际 {actual}{counted[0]}：{start[0]}{sum_} 分 = {marks(earned)}",
        f"Actual {actual}{counted[1]}: {start[1]}{sum_} = {marks(earned)}",
    )
