"""偏离目标加减分: base marks at the target, ± x marks for each unit above or below it."""

from flagship.formulas.base import ZERO, IndicatorSpec, Problem
from flagship.formulas.params import ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import COUNTING, TARGET, UNIT_SIZE, marks_outside, units_in
from flagship.formulas.text import amount, figure, gap_en, gap_zh, marks, plus

ABOVE = ParamField(
    "above",
    "每高一个单位加（减）分",
    "Marks for each unit above",
    in_marks=True,
    hint_zh="加分填正数，扣分填负数。",
    hint_en="Positive to add, negative to deduct.",
)
BELOW = ParamField(
    "below",
    "每低一个单位加（减）分",
    "Marks for each unit below",
    in_marks=True,
    hint_zh="加分填正数，扣分填负数。",
    hint_en="Positive to add, negative to deduct.",
)
BASE = ParamField(
    "base",
    "达到目标的基本分",
    "Marks at the target",
    in_marks=True,
    required=False,
    hint_zh="不填即为权重。",
    hint_en="The weight when left empty.",
)


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    problems = []
    if params["above"] == params["below"] == ZERO:
        problems.append(Problem("高于和低于目标的加减分不能都是 0。", "Above and below cannot both be 0.", "above"))
    if params["base"] is not None:
        problems += marks_outside(spec, {("基本分", "marks at the target"): params["base"]}, "base")
    return problems


def _direction(params: Params) -> int:
    if params["above"] >= ZERO >= params["below"]:
        return 1
    return -1 if params["above"] <= ZERO <= params["below"] else 0


@formula(
    code="per_unit_target",
    zh="偏离目标加减分",
    en="Per unit away from target",
    position=70,
    inputs="number",
    hint_zh="达到目标得基本分，每高或每低一个单位加减若干分。",
    hint_en="Base marks at the target, plus or minus so many for each unit above or below.",
    params_schema=(TARGET, ABOVE, BELOW, UNIT_SIZE, COUNTING, BASE),
    needs_target=True,
    can_exceed=True,
    check=_check,
    direction=_direction,
)
def per_unit_target(case: Case) -> Outcome:
    """The target may be 0 or negative: nothing is divided by it."""
    base = case.weight if case.params["base"] is None else case.params["base"]
    distance = case.number - case.target
    actual, target = amount(case.number, case.unit), amount(case.target, case.unit)
    if distance == ZERO:
        return Outcome(
            base, f"实际 {actual}，达到目标，得基本分 {marks(base)}", f"Actual {actual} is on target: {marks(base)}"
        )
    side_zh, side_en, rate = ("高", "above", "above") if distance > ZERO else ("低", "below", "below")
    units, rate = units_in(abs(distance), case), case.params[rate]
    earned = base + units * rate
    gap, sum_ = abs(distance), f"{figure(base)}{plus(rate)} × {figure(units)} = {marks(earned)}"
    return Outcome(
        earned,
        f"实际 {actual}，比目标 {target} {side_zh} {gap_zh(gap, case.unit)}，基本分 {sum_}",
        f"Actual {actual}, {gap_en(gap, case.unit)} {side_en} the target {target}: {sum_}",
    )
