"""线性计分: straight between two points, flat outside them."""

from decimal import Decimal

from flagship.formulas.base import IndicatorSpec, Problem
from flagship.formulas.params import ParamField
from flagship.formulas.registry import Case, Outcome, Params, formula
from flagship.formulas.shared import marks_outside
from flagship.formulas.text import amount, figure, marks

POINTS = (
    ParamField("from_value", "起点值", "First value"),
    ParamField("from_marks", "起点得分", "Marks at the first value", in_marks=True),
    ParamField("to_value", "终点值", "Second value"),
    ParamField("to_marks", "终点得分", "Marks at the second value", in_marks=True),
)


def _ends(params: Params) -> tuple[tuple[Decimal, Decimal], tuple[Decimal, Decimal]]:
    """The two points as (value, marks), the smaller value first."""
    low, high = sorted([(params["from_value"], params["from_marks"]), (params["to_value"], params["to_marks"])])
    return low, high


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    problems = []
    if params["from_value"] == params["to_value"]:
        problems.append(Problem("起点值与终点值不能相同。", "The two values must differ.", "to_value"))
    if params["from_marks"] == params["to_marks"]:
        problems.append(Problem("起点得分与终点得分不能相同。", "The marks of the two points must differ.", "to_marks"))
    ends = {("起点", "first value"): params["from_marks"], ("终点", "second value"): params["to_marks"]}
    return problems + marks_outside(spec, ends, "to_marks")


def _direction(params: Params) -> int:
    (_, low_marks), (_, high_marks) = _ends(params)
    return 1 if low_marks <= high_marks else -1


@formula(
    code="linear",
    zh="线性计分",
    en="Linear between two points",
    position=60,
    inputs="number",
    hint_zh="在两点之间按比例得分，两点之外取就近一点的得分。",
    hint_en="In proportion between two points; outside them, the marks of the nearer one.",
    params_schema=POINTS,
    can_exceed=True,
    check=_check,
    direction=_direction,
)
def linear(case: Case) -> Outcome:
    (low, low_marks), (high, high_marks) = _ends(case.params)
    actual = amount(case.number, case.unit)
    low_shown, high_shown = amount(low, case.unit), amount(high, case.unit)
    if case.number <= low:
        return Outcome(
            low_marks,
            f"实际 {actual}，不高于 {low_shown}，得 {marks(low_marks)}",
            f"Actual {actual}, not above {low_shown}: {marks(low_marks)}",
        )
    if case.number >= high:
        return Outcome(
            high_marks,
            f"实际 {actual}，不低于 {high_shown}，得 {marks(high_marks)}",
            f"Actual {actual}, not below {high_shown}: {marks(high_marks)}",
        )
    earned = (low_marks * (high - case.number) + high_marks * (case.number - low)) / (high - low)
    return Outcome(
        earned,
        f"实际 {actual}，在 {low_shown}（{figure(low_marks)} 分）与 {high_shown}（{figure(high_marks)} 分）之间按比例得"
        f" {marks(earned)}",
        f"Actual {actual}, in proportion between {low_shown} ({figure(low_marks)}) and {high_shown}"
        f" ({figure(high_marks)}): {marks(earned)}",
    )
