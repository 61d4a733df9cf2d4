"""Indicators in words."""

from decimal import Decimal

import pytest

from flagship.descriptions import Words, describe
from flagship.formulas import FORMULAS, IndicatorSpec
from flagship.standard import shipped_templates


def spec(formula, unit="%", **params):
    return IndicatorSpec("x", "指标", Decimal(20), True, formula, params, unit=unit)


def said(spec):
    return {name.zh: value.zh for name, value in describe(spec).params}


def test_a_target_carries_the_unit_and_marks_do_not():
    assert said(spec("linear", from_value="80", from_marks="0", to_value="100", to_marks="20")) == {
        "起点值": "80%",
        "起点得分": "0",
        "终点值": "100%",
        "终点得分": "20",
    }


def test_a_growth_target_is_in_per_cent_whatever_the_unit():
    assert said(spec("growth", unit="万元", target="10", kind="rise"))["目标值"] == "10%"


def test_bands_are_read_from_the_top():
    bands = [{"low": None, "high": "90", "marks": "0"}, {"low": "90", "high": None, "marks": "20"}]
    words = dict(describe(spec("steps", bands=bands)).params)
    assert list(words.values()) == [
        Words("90%（含）以上 20 分；90%（不含）以下 0 分", "at least 90%: 20; below 90%: 0")
    ]


def test_levels_name_their_marks():
    levels = [
        {"code": "a", "zh": "省部级", "en": "Provincial", "marks": "12"},
        {"code": "b", "zh": "无", "en": "None", "marks": "0"},
    ]
    assert said(spec("levels", unit="", levels=levels)) == {"等级": "省部级 12 分；无 0 分"}


def test_a_table_of_two_factors_is_read_row_by_row():
    table = {
        "row_name": "完成率",
        "column_name": "回款率",
        "row_edges": ["100"],
        "column_edges": ["90"],
        "cells": [["0", "5"], ["10", "20"]],
    }
    assert said(spec("matrix", table=table)) == {
        "双因素表": "回款率分界 90%；完成率 100%（不含）以下：0 / 5 分；完成率 100%（含）以上：10 / 20 分"
    }


def test_a_cap_above_the_weight_is_said():
    over = IndicatorSpec("x", "指标", Decimal(20), True, "ratio", {"target": "100"}, cap=Decimal(24))
    assert said(over)["封顶"] == "24"


def test_a_formula_that_is_gone_still_has_a_name():
    assert describe(spec("forgotten")).formula == Words("forgotten", "forgotten")


@pytest.mark.parametrize("template", shipped_templates(), ids=lambda t: t.code)
def test_every_shipped_indicator_speaks_both_languages(template):
    for indicator in template.specs:
        words = describe(indicator)
        assert words.formula == Words(FORMULAS[indicator.formula].zh, FORMULAS[indicator.formula].en)
        assert all(text.zh and text.en for pair in words.params for text in pair)
