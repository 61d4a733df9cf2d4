"""Blanks, targets, bases, impossible values: what is refused, and with which words."""

from decimal import Decimal, localcontext

import pytest

from flagship.formulas import (
    FORMULAS,
    SpecProblem,
    TargetProblem,
    Value,
    ValueProblem,
    compute,
    input_labels,
    is_blank,
    target_problem,
    value_problem,
)
from tests.flagship.formulas.making import BANDS, LEVELS, TABLE, chosen, indicator, typed

D = Decimal
BY_TARGET = ["ratio", "inverse_ratio", "growth", "ratio_steps"]
PARAMS = {"ratio_steps": {"bands": BANDS}}


@pytest.mark.parametrize("formula", BY_TARGET)
@pytest.mark.parametrize("target", ["0", "-5"])
def test_a_target_of_zero_is_refused_where_it_is_entered_and_where_it_would_divide(formula, target):
    spec = indicator(formula, params=PARAMS.get(formula, {}))
    assert "必须大于 0" in target_problem(spec, D(target)).zh
    with pytest.raises(TargetProblem) as refused:
        compute(spec, typed("5", "5"), target=D(target))
    assert refused.value.zh == f"目标值必须大于 0，现为 {target.replace('-', '−')}。"


def test_a_target_of_zero_is_sound_where_nothing_is_divided_by_it():
    spec = indicator("per_unit_target", params={"above": "-2", "below": "0"})
    assert target_problem(spec, D(0)) is None
    assert compute(spec, typed("3"), target=D(0)).marks == 14


def test_a_person_without_any_target_is_named_as_such():
    with pytest.raises(TargetProblem, match="there is no target"):
        compute(indicator("ratio"), typed("5"))


def test_a_persons_own_target_goes_before_the_indicators():
    spec = indicator("ratio", params={"target": "100"})
    assert compute(spec, typed("40")).marks == 8
    assert compute(spec, typed("40"), target=D(50)).marks == 16


@pytest.mark.parametrize("base", ["0", "-10"])
def test_growth_over_a_base_of_zero_or_less_is_not_applicable(base):
    mark = compute(indicator("growth", unit="万元", params={"target": "10"}), typed("50", base))
    assert (mark.not_applicable, mark.marks) == (True, 0)
    assert mark.zh == f"基数 {base.replace('-', '−')} 万元 不大于 0，增长率不适用"


@pytest.mark.parametrize(
    ("formula", "params", "blank"),
    [
        ("ratio", {"target": "1"}, Value()),
        ("ratio", {"target": "1"}, chosen("yes")),
        ("growth", {"target": "1"}, Value(number=D(1))),
        ("growth", {"target": "1"}, Value(second=D(1))),
        ("matrix", {"table": TABLE}, Value(number=D(1))),
        ("levels", {"levels": LEVELS}, typed("1")),
        ("rubric", {"levels": LEVELS}, Value()),
        ("yes_no", {}, Value()),
    ],
)
def test_a_blank_is_not_zero(formula, params, blank):
    spec = indicator(formula, params=params)
    assert is_blank(spec, blank)
    assert blank.is_blank(FORMULAS[formula])
    with pytest.raises(ValueProblem, match="a blank is not 0"):
        compute(spec, blank)


@pytest.mark.parametrize("zero", [typed("0"), Value(D(0), D(0))])
def test_zero_is_not_blank(zero):
    assert not is_blank(indicator("ratio"), zero)


@pytest.mark.parametrize(
    ("formula", "params", "value", "sentence"),
    [
        ("deduction", {"rate": "5"}, typed("-1"), "“−1”不是次数，请填 0 或正整数。"),
        ("deduction", {"rate": "5"}, typed("1.5"), "“1.5”不是次数，请填 0 或正整数。"),
        ("inverse_ratio", {"target": "5"}, typed("-3"), "“−3”小于 0，反向完成率的实际值不能为负。"),
        ("yes_no", {}, chosen("maybe"), "“maybe”不是有效回答，请填“是”或“否”。"),
        ("levels", {"levels": LEVELS}, chosen("z"), "没有“z”这个等级，请从国家级、省部级、无中选择。"),
        ("rubric", {"levels": LEVELS}, chosen("z"), "没有“z”这个等级，请从国家级、省部级、无中选择。"),
    ],
)
def test_an_impossible_value_is_refused_with_a_sentence(formula, params, value, sentence):
    spec = indicator(formula, params=params)
    assert value_problem(spec, value).zh == sentence
    with pytest.raises(ValueProblem):
        compute(spec, value)


def test_a_possible_value_has_no_problem():
    assert value_problem(indicator("ratio"), typed("5"), target=D(10)) is None


def test_an_unsound_indicator_is_not_computed_with():
    with pytest.raises(SpecProblem, match="no formula “magic”"):
        compute(indicator("magic"), typed("1"))
    with pytest.raises(SpecProblem, match="“Bands” is missing"):
        compute(indicator("steps"), typed("1"))


def test_a_float_is_refused_wherever_a_number_comes_in():
    with pytest.raises(TypeError):
        compute(indicator("ratio"), typed("5"), target=10.0)
    with pytest.raises(TypeError):
        compute(indicator("best_ratio"), typed("5"), peers=(D(5), 6.0))


def test_the_surrounding_decimal_context_changes_nothing():
    spec = indicator("ratio", params={"target": "99999999999999"})
    usual = compute(spec, typed("33333333333333.3333"))
    with localcontext() as context:
        context.prec = 4
        assert compute(spec, typed("33333333333333.3333")) == usual


def test_the_entry_boxes_of_a_pair_are_labelled():
    growth = indicator("growth", params={"target": "5"})
    matrix = indicator("matrix", params={"table": TABLE})
    assert [label.zh for label in input_labels(growth)] == ["本期实际", "基数"]
    assert [label.zh for label in input_labels(matrix)] == ["完成率", "回款率"]
    assert [label.zh for label in input_labels(indicator("ratio"))] == [""]
