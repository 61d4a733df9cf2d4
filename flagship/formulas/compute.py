"""Marking one value by one indicator, and the examination of an indicator before it may be used."""

from decimal import Decimal

from flagship.formulas.base import (
    OVER_ACHIEVEMENT,
    ZERO,
    IndicatorSpec,
    Mark,
    Problem,
    SpecProblem,
    TargetProblem,
    Value,
    ValueProblem,
    exact,
    require_decimal,
    round_half_up,
)
from flagship.formulas.params import read_params
from flagship.formulas.registry import FORMULAS, Case, Formula, InputLabel, Outcome, Params
from flagship.formulas.text import figure, marks


def compute(
    spec: IndicatorSpec, value: Value, *, target: Decimal | None = None, peers: tuple[Decimal, ...] = ()
) -> Mark:
    """The marks of one value, unrounded, within floor and cap (扣完为止、封顶), with their explanation.

    `target` is the person's own and goes before the indicator's; `peers` are the values of all unexcused people who
    share the indicator, this person's included (only formulas with `pool` look at them; order does not matter).
    Raises ValueProblem for a blank or impossible value, TargetProblem (a ValueProblem) for a target that is missing or
    not above zero where the formula divides by it, SpecProblem for an indicator that should not have been published.
    """
    formula = _formula_of(spec)
    if value.is_blank(formula):
        raise ValueProblem("没有填写，空白不等于 0。", "nothing was entered; a blank is not 0.")
    params = _params_of(spec, formula)
    with exact():
        aim = _target_of(formula, params, target)
        case = Case(spec, value, params, aim, _pool_of(formula, value, peers))
        return _within_limits(case, formula, formula.reckon(case))


def value_problem(spec: IndicatorSpec, value: Value, *, target: Decimal | None = None) -> Problem | None:
    """Why this value cannot be marked, as the entry page says it; None when it can."""
    try:
        compute(spec, value, target=target)
    except ValueProblem as found:
        return found.problem
    return None


def target_problem(spec: IndicatorSpec, target: Decimal) -> Problem | None:
    """Why this target cannot be used for the indicator (a ratio cannot divide by zero); None when it can."""
    formula = _formula_of(spec)
    if formula.positive_target and target <= ZERO:
        return Problem(
            f"目标值必须大于 0，现为 {figure(target)}。",
            f"The target must be greater than 0, not {figure(target)}.",
            "target",
        )
    return None


def is_blank(spec: IndicatorSpec, value: Value) -> bool:
    """Whether something the indicator asks for has not been entered."""
    return value.is_blank(_formula_of(spec))


def input_labels(spec: IndicatorSpec) -> tuple[InputLabel, ...]:
    """One label for each box the entry page shows: one, or two for a pair."""
    formula = _formula_of(spec)
    return formula.labels(_params_of(spec, formula))


def rises(spec: IndicatorSpec) -> int:
    """1: more is never worse; −1: more is never better; 0: neither is promised."""
    formula = _formula_of(spec)
    return formula.rises(_params_of(spec, formula))


def spec_problems(spec: IndicatorSpec) -> list[Problem]:
    """Everything that keeps an indicator from being published, one sentence each; empty when it is sound."""
    formula = FORMULAS.get(spec.formula)
    if formula is None:
        return [Problem(f"没有“{spec.formula}”这种计分方法。", f"There is no formula “{spec.formula}”.", "formula")]
    problems = [*_naming_problems(spec), *_limit_problems(spec, formula)]
    if formula.judgement and spec.quantitative:
        problems.append(
            Problem(
                f"“{formula.zh}”是定性评定，不能列为定量指标。",
                f"“{formula.en}” is a judgement, not quantitative.",
                "quantitative",
            )
        )
    params, faults = read_params(formula.params_schema, spec.params)
    if faults:
        return problems + faults
    if params.get("target") is not None:
        problems += filter(None, [target_problem(spec, params["target"])])
    with exact():
        return problems + formula.check(spec, params)


def _naming_problems(spec: IndicatorSpec) -> list[Problem]:
    problems = []
    if not spec.code.strip():
        problems.append(Problem("指标没有代码。", "The indicator has no code.", "code"))
    if not spec.name.strip():
        problems.append(Problem("指标没有名称。", "The indicator has no name.", "name"))
    return problems


def _limit_problems(spec: IndicatorSpec, formula: Formula) -> list[Problem]:
    """Weight, floor and cap. A cap below the weight would make full marks impossible."""
    if not ZERO < spec.weight <= 100 or spec.weight != round_half_up(spec.weight):
        return [
            Problem(
                f"权重应大于 0、不超过 100，最多两位小数，现为 {figure(spec.weight, 6)}。",
                f"The weight must be above 0, at most 100, with at most two decimals; it is {figure(spec.weight, 6)}.",
                "weight",
            )
        ]
    problems = []
    highest = spec.weight * OVER_ACHIEVEMENT if formula.can_exceed else spec.weight
    if not spec.weight <= spec.ceiling <= highest:
        most_zh = "权重的 120%" if formula.can_exceed else "权重（本计分方法得分不超过权重）"
        most_en = "120 % of the weight" if formula.can_exceed else "the weight (this formula earns no more)"
        problems.append(
            Problem(
                f"封顶应不低于权重 {figure(spec.weight)}，不高于{most_zh}，现为 {figure(spec.ceiling)}。",
                f"The cap must lie between the weight {figure(spec.weight)} and {most_en};"
                f" it is {figure(spec.ceiling)}.",
                "cap",
            )
        )
    if not -spec.weight <= spec.floor < spec.weight:
        problems.append(
            Problem(
                f"下限应低于权重 {figure(spec.weight)}，不低于 {figure(-spec.weight)}，现为 {figure(spec.floor)}。",
                f"The floor must be below the weight {figure(spec.weight)} and not below {figure(-spec.weight)};"
                f" it is {figure(spec.floor)}.",
                "floor",
            )
        )
    return problems


def _formula_of(spec: IndicatorSpec) -> Formula:
    if spec.formula not in FORMULAS:
        raise SpecProblem(spec_problems(spec)[0])
    return FORMULAS[spec.formula]


def _params_of(spec: IndicatorSpec, formula: Formula) -> Params:
    params, faults = read_params(formula.params_schema, spec.params)
    if faults:
        raise SpecProblem(faults[0])
    return params


def _target_of(formula: Formula, params: Params, own: Decimal | None) -> Decimal | None:
    if not formula.needs_target:
        return None
    target = params.get("target") if own is None else own
    if target is None:
        raise TargetProblem("没有目标值，请先填写目标值。", "there is no target; enter the target first.")
    require_decimal(target, "The target")
    if formula.positive_target and target <= ZERO:
        raise TargetProblem(
            f"目标值必须大于 0，现为 {figure(target)}。", f"the target must be greater than 0, not {figure(target)}."
        )
    return target


def _pool_of(formula: Formula, value: Value, peers: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    """The pool, completed by the person's own value where a preview tries one that nobody has."""
    if not formula.pool or value.number is None:
        return ()
    for peer in peers:
        require_decimal(peer, "Every peer")
    return tuple(peers) if value.number in peers else (*peers, value.number)


def _within_limits(case: Case, formula: Formula, outcome: Outcome) -> Mark:
    if outcome.not_applicable:
        return Mark(ZERO, True, outcome.zh, outcome.en)
    spec = case.spec
    kept = min(max(outcome.marks, spec.floor), spec.ceiling)
    if round_half_up(kept) == round_half_up(outcome.marks):
        return Mark(kept, False, outcome.zh, outcome.en)
    if kept < outcome.marks:
        zh, en = f"，超出封顶，按 {marks(kept)} 计", f"; above the cap, counted as {marks(kept)}"
    elif formula.deduct_only:
        zh, en = f"，扣完为止，按 {marks(kept)} 计", f"; nothing is left to deduct, counted as {marks(kept)}"
    else:
        zh, en = f"，低于下限，按 {marks(kept)} 计", f"; below the floor, counted as {marks(kept)}"
    return Mark(kept, False, outcome.zh + zh, outcome.en + en)
