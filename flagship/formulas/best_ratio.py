"""与最好值比: own ÷ best of the pool × weight, for absolute amounts such as 销售收入总额."""

from flagship.formulas.pools import without_contest
from flagship.formulas.registry import Case, Outcome, formula
from flagship.formulas.text import amount, figure, marks


@formula(
    code="best_ratio",
    zh="与最好值比",
    en="Ratio to the best of the pool",
    position=150,
    inputs="number",
    hint_zh="本人 ÷ 同组最高 × 权重，适用于收入总额等绝对量。",
    hint_en="Own ÷ best of the pool × weight, for absolute amounts.",
    pool=True,
)
def best_ratio(case: Case) -> Outcome:
    settled = without_contest(case)
    if settled is not None:
        return settled
    best = max(case.peers)
    earned = case.number * case.weight / best
    own, top, weight = amount(case.number, case.unit), amount(best, case.unit), figure(case.weight)
    return Outcome(
        earned,
        f"实际 {own} ÷ 同组最高 {top} × 权重 {weight} = {marks(earned)}",
        f"Actual {own} ÷ best of the pool {top} × weight {weight} = {marks(earned)}",
    )
