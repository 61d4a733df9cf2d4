"""极差计分: where the value lies between the pool's worst and best."""

from flagship.formulas.pools import BETTER, check_bottom, pool_direction, without_contest
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.shared import BOTTOM
from flagship.formulas.text import amount, figure, marks


@formula(
    code="min_max",
    zh="极差计分",
    en="Between worst and best",
    position=160,
    inputs="number",
    hint_zh="最好得满分，最差得末位分，其余按所处位置得分。",
    hint_en="The best earns the weight, the worst the marks of the last, the others in proportion.",
    params_schema=(BETTER, BOTTOM),
    pool=True,
    check=check_bottom,
    direction=pool_direction,
)
def min_max(case: Case) -> Outcome:
    more = pool_direction(case.params) > 0
    settled = without_contest(case, more_is_better=more)
    if settled is not None:
        return settled
    worst, best = (min, max) if more else (max, min)
    low, high, bottom = worst(case.peers), best(case.peers), case.params["bottom"]
    earned = bottom + (case.number - low) * (case.weight - bottom) / (high - low)
    own, low_shown, high_shown = (amount(number, case.unit) for number in (case.number, low, high))
    span = f"{figure(bottom)}–{figure(case.weight)}"
    return Outcome(
        earned,
        f"实际 {own}，在同组最差 {low_shown} 与最好 {high_shown} 之间，按 {span} 分折算得 {marks(earned)}",
        f"Actual {own} between the pool's worst {low_shown} and best {high_shown}, on a scale of {span}:"
        f" {marks(earned)}",
    )
