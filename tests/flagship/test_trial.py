"""Trying an indicator out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from flagship.formulas import FORMULAS, IndicatorSpec, rises
from flagship.standard import shipped_templates
from flagship.trial import curve, questions, try_out

SPECS = [spec for template in shipped_templates() for spec in template.specs]
RATIO = IndicatorSpec("output", "产量完成率", Decimal(20), True, "ratio", {"target": "100"}, unit="%")


def test_a_sample_value_shows_its_marks_in_both_languages():
    mark = try_out(RATIO, {"t-number": "９６．５%"}).mark
    assert (mark.rounded, mark.zh) == (Decimal("19.30"), "完成率 96.5% × 权重 20 = 19.30")
    assert "Completion 96.5%" in mark.en


def test_a_target_of_ones_own_goes_first():
    assert try_out(RATIO, {"t-number": "50", "t-target": "50"}).mark.rounded == Decimal("20.00")


@pytest.mark.parametrize("text", ["九十", "96万元", "1,2"])
def test_what_cannot_be_marked_is_a_sentence(text):
    trial = try_out(RATIO, {"t-number": text})
    assert trial.mark is None
    assert text in trial.problem


def test_nothing_typed_is_nothing_said():
    assert try_out(RATIO, {}) == try_out(RATIO, {"t-number": " "})
    assert try_out(RATIO, {}).mark is None


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.code}-{spec.formula}")
def test_every_shipped_indicator_has_a_curve_within_its_limits(spec):
    chart = curve(spec)
    for series in chart.series:
        values = [value for value in series.values if value is not None]
        assert values
        assert all(spec.floor <= value <= spec.ceiling for value in values)
    if chart.kind == "line" and rises(spec) and spec.formula not in ("growth", "matrix"):
        assert values == sorted(values, reverse=rises(spec) < 0)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.code}-{spec.formula}")
def test_the_trial_asks_what_the_formula_needs(spec):
    asked = {question.name for question in questions(spec, {})}
    formula = FORMULAS[spec.formula]
    wanted = {"number": {"t-number"}, "pair": {"t-number", "t-second"}}.get(formula.inputs, {"t-choice"})
    wanted |= {"t-target"} if formula.needs_target else set()
    assert asked == wanted | ({"t-peers"} if formula.pool else set())


def test_an_indicator_with_faults_has_no_curve():
    assert curve(replace(RATIO, params={"target": "0"})) is None
