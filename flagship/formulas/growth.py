"""增长率: growth over a base, measured against a target rate. Takes a pair: actual and base."""

from flagship.formulas.base import HUNDRED, ZERO
from flagship.formulas.params import Option, ParamField
from flagship.formulas.registry import Case, InputLabel, Outcome, Params, formula
from flagship.formulas.shared import TARGET
from flagship.formulas.text import amount, figure, marks, percent

KIND = ParamField(
    "kind",
    "方向",
    "Direction",
    kind="choice",
    required=False,
    default="rise",
    options=(Option("rise", "增长率", "growth"), Option("fall", "降低率", "reduction")),
)
_NAMES = {"rise": ("增长率", "Growth"), "fall": ("降低率", "Reduction")}


def _labels(params: Params) -> tuple[InputLabel, ...]:
    return InputLabel("本期实际", "Actual"), InputLabel("基数", "Base")


def _direction(params: Params) -> int:
    return 1 if params["kind"] == "rise" else -1


@formula(
    code="growth",
    zh="增长率（降低率）",
    en="Growth over a base",
    position=30,
    inputs="pair",
    hint_zh="（实际 − 基数）÷ 基数，再与目标增长率（%）相比；基数不大于 0 时不适用。",
    hint_en="(Actual − base) ÷ base against the target rate in percent; not applicable with a base of 0 or less.",
    params_schema=(TARGET, KIND),
    needs_target=True,
    positive_target=True,
    target_unit="%",
    can_exceed=True,
    direction=_direction,
    labels=_labels,
)
def growth(case: Case) -> Outcome:
    """`value.number` is the actual, `value.second` the base, the target a rate in percent > 0."""
    base = case.second
    name_zh, name_en = _NAMES[case.params["kind"]]
    if base <= ZERO:
        shown = amount(base, case.unit)
        return Outcome(
            ZERO,
            f"基数 {shown} 不大于 0，{name_zh}不适用",
            f"The base {shown} is not above 0: {name_en.lower()} is not applicable",
            not_applicable=True,
        )
    change = (case.number - base) * _direction(case.params)
    earned = change * HUNDRED * case.weight / (base * case.target)
    figures = f"{percent(change * HUNDRED / base)} ÷ {{}} {percent(case.target)} × {{}} {figure(case.weight)}"
    return Outcome(
        earned,
        f"{name_zh} {figures.format('目标', '权重')} = {marks(earned)}",
        f"{name_en} {figures.format('target', 'weight')} = {marks(earned)}",
    )
