"""What the formulas that look at the whole pool have in common.

They compare the unexcused people who share the indicator. Best ≤ 0 gives 0 to all; alone, or all equal, gives full
marks. Where less is better a best of 0 is an achievement, so the first of these does not apply there.
"""

from flagship.formulas.base import ZERO, IndicatorSpec, Problem
from flagship.formulas.params import Option, ParamField
from flagship.formulas.registry import Case, Outcome, Params
from flagship.formulas.text import amount, figure, marks

BETTER = ParamField(
    "better",
    "方向",
    "Direction",
    kind="choice",
    required=False,
    default="high",
    options=(Option("high", "越高越好", "more is better"), Option("low", "越低越好", "less is better")),
)


def pool_direction(params: Params) -> int:
    """1 where more is better, −1 where less is."""
    return -1 if params["better"] == "low" else 1


def check_bottom(spec: IndicatorSpec, params: Params) -> list[Problem]:
    """The last person's marks lie between the floor and the weight."""
    if spec.floor <= params["bottom"] < spec.weight:
        return []
    shown = figure(params["bottom"])
    return [
        Problem(
            f"末位得分 {shown} 应不低于下限 {figure(spec.floor)}，并低于权重 {figure(spec.weight)}。",
            f"The last person's marks, {shown}, must not be below the floor {figure(spec.floor)} and must be below the"
            f" weight {figure(spec.weight)}.",
            "bottom",
        )
    ]


def without_contest(case: Case, *, more_is_better: bool = True) -> Outcome | None:
    """The outcome where there is nothing to compare: best ≤ 0, alone, all equal. None where there is."""
    best, size = max(case.peers), len(case.peers)
    if more_is_better and best <= ZERO:
        shown = amount(best, case.unit)
        return Outcome(ZERO, f"同组最高为 {shown}，均得 0.00", f"The best of the pool is {shown}: 0.00 for all")
    if size > 1 and min(case.peers) != best:
        return None
    zh, en = ("仅 1 人，无可比较", "Alone in the pool") if size == 1 else (f"{size} 人相同", f"All {size} are equal")
    return Outcome(case.weight, f"{zh}，得满分 {marks(case.weight)}", f"{en}: full marks, {marks(case.weight)}")
