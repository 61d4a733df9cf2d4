"""The values themselves: exact, frozen, and JSON both ways."""

import dataclasses
import json
from decimal import Decimal

import pytest

from flagship.formulas import IndicatorSpec, Mark, Value, compute, round_half_up
from flagship.formulas.base import exact
from tests.flagship.formulas.making import BANDS, LEVELS, TABLE, indicator

D = Decimal


@pytest.mark.parametrize("make", [lambda: Value(0.5), lambda: Value(second=0.5), lambda: Value(5), lambda: Value("5")])
def test_a_value_is_a_decimal_or_nothing(make):
    with pytest.raises(TypeError, match="must be a Decimal"):
        make()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_a_value_is_finite(number):
    with pytest.raises(ValueError, match="must be a finite number"):
        Value(D(number))


def test_a_choice_is_text():
    with pytest.raises(TypeError):
        Value(choice=None)


@pytest.mark.parametrize("field", ["weight", "floor", "cap"])
def test_an_indicator_refuses_a_float(field):
    fields = {"weight": D(20), "floor": D(0), "cap": D(20), field: 20.0}
    with pytest.raises(TypeError, match=f"{field} must be a Decimal"):
        IndicatorSpec("x", "X", quantitative=True, formula="ratio", **fields)


@pytest.mark.parametrize("params", [{"target": 1.5}, {"bands": [{"low": 0.1}]}, {"target": object()}])
def test_parameters_refuse_a_float_however_deep(params):
    with pytest.raises(TypeError):
        indicator("ratio", params=params)


def test_parameters_become_plain_json_with_numbers_as_text():
    spec = indicator(
        "steps", params={"target": D("1E+2"), "bands": ({"low": None, "marks": 5},), "deep": {"x": D("-0.50")}}
    )
    assert spec.params == {"target": "100", "bands": [{"low": None, "marks": "5"}], "deep": {"x": "-0.50"}}


def test_parameters_are_a_copy_that_the_giver_cannot_change():
    given = {"bands": [dict(BANDS[0])]}
    spec = indicator("steps", params=given)
    given["bands"][0]["marks"] = "99"
    assert spec.params == {"bands": [BANDS[0]]}


@pytest.mark.parametrize(
    "spec",
    [
        indicator("ratio"),
        indicator(
            "ratio", "19.50", cap="23.400", floor="-2", unit="万元", clause="四（二）1", params={"target": "0.10"}
        ),
        indicator("steps", params={"bands": BANDS}),
        indicator("rubric", params={"levels": LEVELS}),
        indicator("matrix", params={"table": TABLE}),
    ],
)
def test_an_indicator_survives_json_exactly(spec):
    again = IndicatorSpec.from_json(json.loads(json.dumps(spec.to_json())))
    assert again == spec
    assert [str(again.weight), str(again.cap)] == [str(spec.weight), str(spec.cap)]


def test_json_with_a_float_or_an_unknown_field_is_refused():
    data = indicator("ratio").to_json()
    with pytest.raises(TypeError, match="not as the float"):
        IndicatorSpec.from_json(data | {"weight": 20.1})
    with pytest.raises(TypeError, match="surprise"):
        IndicatorSpec.from_json(data | {"surprise": 1})


@pytest.mark.parametrize("value", [Value(), Value(D("96.50")), Value(D("-1"), D("0.0001")), Value(choice="yes")])
def test_a_value_survives_json_exactly(value):
    again = Value.from_json(json.loads(json.dumps(value.to_json())))
    assert again == value
    assert str(again.number) == str(value.number)


def test_a_mark_survives_json_exactly():
    with exact():
        mark = Mark(D(1) / D(3), False, "三分之一", "a third")
    assert Mark.from_json(json.loads(json.dumps(mark.to_json()))) == mark


@pytest.mark.parametrize("frozen", [Value(), indicator("ratio"), Mark(D(1))])
def test_values_are_frozen(frozen):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(frozen, dataclasses.fields(frozen)[0].name, D(1))


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("2.675", "2.68"),
        ("2.6749999", "2.67"),
        ("-0.004", "0.00"),
        ("19.995", "20.00"),
        ("0", "0.00"),
    ],
)
def test_rounding_is_half_away_from_zero(number, rounded):
    assert str(Mark(D(number)).rounded) == rounded
    assert str(round_half_up(D(number))) == rounded


def test_an_exact_half_survives_a_division_that_does_not_come_out():
    with exact():
        a_hair_below = D("0.01") / 7 * D("3.5")
    assert a_hair_below < D("0.005")
    assert str(round_half_up(a_hair_below)) == "0.01"


def test_rounding_to_other_places():
    assert str(round_half_up(D("2.5"), 0)) == "3"
    assert str(round_half_up(D("-1.25"), 1)) == "-1.3"


def test_the_ceiling_is_the_weight_unless_a_cap_is_set():
    assert (indicator("ratio").ceiling, indicator("ratio").allows_over_achievement) == (20, False)
    assert (indicator("ratio", cap="24").ceiling, indicator("ratio", cap="24").allows_over_achievement) == (24, True)


@pytest.mark.parametrize("number", ["99999999999999", "-99999999999999"])
def test_a_huge_value_over_a_tiny_target_is_capped_not_an_error(number):
    spec = IndicatorSpec("output", "产量", D("100"), True, "ratio", {"target": "0.000001"})
    assert compute(spec, Value(D(number))).rounded in (D("100.00"), D("0.00"))
    assert str(round_half_up(D("3" * 30 + ".335"))) == "3" * 30 + ".34"
