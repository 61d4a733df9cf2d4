"""名次线性计分: marks fall evenly from the first place to the last."""

from flagship.formulas.pools import BETTER, check_bottom, pool_direction, without_contest
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.shared import BOTTOM
from flagship.formulas.text import amount, figure, marks


@formula(
    code="rank_linear",
    zh="名次线性计分",
    en="Position in the pool",
    position=140,
    inputs="number",
    hint_zh="第一名得满分，最后一名得末位分，其间按名次均匀递减；并列取较好名次。",
    hint_en="The first earns the weight, the last the marks of the last, the rest evenly; ties share the better place.",
    params_schema=(BETTER, BOTTOM),
    pool=True,
    check=check_bottom,
    direction=pool_direction,
)
def rank_linear(case: Case) -> Outcome:
    """Places 1, 2, 2, 4: equal values share the better place."""
    more = pool_direction(case.params) > 0
    settled = without_contest(case, more_is_better=more)
    if settled is not None:
        return settled
    size, bottom = len(case.peers), case.params["bottom"]
    place = 1 + sum(peer > case.number if more else peer < case.number for peer in case.peers)
    earned = case.weight - (place - 1) * (case.weight - bottom) / (size - 1)
    own, span = amount(case.number, case.unit), f"{figure(case.weight)}–{figure(bottom)}"
    return Outcome(
        earned,
        f"实际 {own}，同组 {size} 人中第 {place} 名，按名次在 {span} 分之间得 {marks(earned)}",
        f"Actual {own}, place {place} of {size} in the pool, on a scale of {span}: {marks(earned)}",
    )
