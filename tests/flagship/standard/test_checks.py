"""What keeps a template from being published."""

import pytest

from flagship.standard import template_problems
from tests.flagship.formulas.making import LEVELS, indicator

JUDGED = {"params": {"levels": [LEVELS[2], LEVELS[2] | {"code": "b", "zh": "有"}]}}


def named(formula: str, weight: str, name: str, **fields):
    return indicator(formula, weight, code=name, name=name, **fields)


def sentences(*specs) -> list[str]:
    return [problem.zh for problem in template_problems(specs)]


def test_a_sound_template_has_no_problems():
    assert sentences(named("ratio", "51", "甲"), named("rubric", "49", "乙", **JUDGED)) == []


@pytest.mark.parametrize(("second", "total"), [("49.99", "99.99"), ("50.01", "100.01")])
def test_weights_must_sum_to_exactly_one_hundred(second, total):
    found = sentences(named("ratio", "50", "甲"), named("ratio", second, "乙"))
    assert found == [f"权重合计应为 100，现为 {total}。"]


@pytest.mark.parametrize(("quantitative", "qualitative"), [("50", "50"), ("40", "60")])
def test_quantitative_weight_must_exceed_qualitative(quantitative, qualitative):
    found = sentences(named("ratio", quantitative, "甲"), named("rubric", qualitative, "乙", **JUDGED))
    assert found == [f"定量指标权重 {quantitative} 应高于定性指标权重 {qualitative}（定量为主）。"]


def test_deduct_only_indicators_must_not_outweigh_the_others():
    rate = {"params": {"rate": "5"}}
    even = [named("ratio", "50", "甲"), named("deduction", "50", "乙", **rate)]
    heavy = [named("ratio", "49", "甲"), named("deduction", "51", "乙", **rate)]
    assert sentences(*even) == []
    assert sentences(*heavy) == ["只扣分指标权重 51 不得高于其他指标权重 49（正向为主）。"]


def test_an_indicator_at_fault_is_named():
    assert sentences(named("ratio", "100", "甲", params={"target": "0"})) == ["指标“甲”：目标值必须大于 0，现为 0。"]


def test_a_name_cannot_stand_twice():
    specs = [named("ratio", "50", "甲"), indicator("ratio", "50", code="乙", name="甲 ")]
    assert sentences(*specs) == ["有多个指标的名称是“甲”。"]


def test_a_template_without_indicators_is_refused():
    assert sentences() == ["模板没有指标。"]


def test_the_same_is_said_in_english():
    specs = [named("rubric", "60", "甲", **JUDGED), named("deduction", "51", "乙", params={"rate": "5"})]
    assert [problem.en for problem in template_problems(specs)] == [
        "The weights must sum to 100; they sum to 111.",
        "Quantitative weight 51 must exceed qualitative weight 60.",
    ]
    heavy = [named("ratio", "49", "甲"), named("deduction", "51", "乙", params={"rate": "5"})]
    assert [problem.en for problem in template_problems(heavy)] == [
        "Deduct-only weight 51 must not exceed the weight of the others, 49."
    ]
