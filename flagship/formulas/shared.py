"""Parameters and small figures that several formulas share."""

from decimal import ROUND_DOWN, Decimal

from flagship.formulas.base import HUNDRED, IndicatorSpec, Problem
from flagship.formulas.params import Option, ParamField
from flagship.formulas.registry import Case
from flagship.formulas.text import figure

TARGET = ParamField(
    "target",
    "目标值",
    "Target",
    required=False,
    hint_zh="个人另有目标的，以个人目标为准。",
    hint_en="A person's own target goes before it.",
)
COUNTING = ParamField(
    "counting",
    "不足一个单位",
    "Part of a unit",
    kind="choice",
    required=False,
    default="prorata",
    options=(
        Option("prorata", "按比例计", "counts in proportion"),
        Option("whole", "不计", "does not count"),
    ),
)
UNIT_SIZE = ParamField(
    "unit_size",
    "每个计分单位",
    "One counted unit",
    required=False,
    default="1",
    positive=True,
    hint_zh="如每 10 万元计一次，填 10。",
    hint_en="Enter 10 to count every ten.",
)
BOTTOM = ParamField(
    "bottom",
    "末位得分",
    "Marks of the last",
    required=False,
    in_marks=True,
    default="0",
    hint_zh="最后一名仍得的分数，一般为 0。",
    hint_en="What the last person still earns, usually 0.",
)


def rate_of(case: Case) -> Decimal:
    """Actual ÷ target in percent."""
    return case.number * HUNDRED / case.target


def units_in(number: Decimal, case: Case) -> Decimal:
    """How many counted units a number holds; only full ones (towards zero) where a part does not count."""
    units = number / case.params["unit_size"]
    return units.to_integral_value(ROUND_DOWN) if case.params["counting"] == "whole" else units


def marks_outside(spec: IndicatorSpec, earned: dict[tuple[str, str], Decimal], field: str) -> list[Problem]:
    """A sentence for every named entry whose marks lie outside floor and cap: they could never be earned."""
    return [
        Problem(
            f"“{zh}”的得分 {figure(earning)} 应在 {figure(spec.floor)} 与 {figure(spec.ceiling)} 之间。",
            f"The marks of “{en}”, {figure(earning)}, must lie between {figure(spec.floor)} and"
            f" {figure(spec.ceiling)}.",
            field,
        )
        for (zh, en), earning in earned.items()
        if not spec.floor <= earning <= spec.ceiling
    ]
