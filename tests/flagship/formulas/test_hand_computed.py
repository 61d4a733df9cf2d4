"""Every formula against figures worked out by hand. Marks are compared after rounding to two places."""

from decimal import Decimal

import pytest

from flagship.formulas import IndicatorSpec, Value, compute
from tests.flagship.formulas.making import BANDS, LEVELS, TABLE, band, chosen, indicator, typed

D = Decimal


def marks_of(spec: IndicatorSpec, value: Value, target: str | None = None, peers: str = "") -> str:
    aim = None if target is None else D(target)
    return str(compute(spec, value, target=aim, peers=tuple(map(D, peers.split()))).rounded)


@pytest.mark.parametrize(
    ("actual", "target", "earned"),
    [
        ("96.5", "100", "19.30"),
        ("193", "200", "19.30"),
        ("100", "100", "20.00"),
        ("0", "100", "0.00"),
        ("1", "3", "6.67"),
        ("99.974", "100", "19.99"),
        ("99.975", "100", "20.00"),  # 19.995 rounds away from zero
        ("0.025", "100", "0.01"),  # 0.005 likewise
        ("0.0249", "100", "0.00"),
        ("120", "100", "20.00"),  # 封顶
        ("-10", "100", "0.00"),
        ("99999999999999", "99999999999999", "20.00"),
        ("0.0001", "99999999999999.9999", "0.00"),
    ],
)
def test_ratio_earns_actual_over_target(actual, target, earned):
    assert marks_of(indicator("ratio"), typed(actual), target) == earned


@pytest.mark.parametrize(
    ("actual", "earned"), [("110", "22.00"), ("119.99", "24.00"), ("120", "24.00"), ("300", "24.00")]
)
def test_over_achievement_counts_as_far_as_the_cap_says(actual, earned):
    assert marks_of(indicator("ratio", cap="24"), typed(actual), "100") == earned


@pytest.mark.parametrize(("actual", "earned"), [("59.99", "0.00"), ("60", "12.00"), ("0", "0.00"), ("100", "20.00")])
def test_ratio_earns_nothing_below_the_least_completion_that_counts(actual, earned):
    assert marks_of(indicator("ratio", params={"target": "100", "minimum": "60"}), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "earned"),
    [
        ("100", "15.00"),
        ("98", "15.00"),
        ("120", "12.50"),
        ("105", "14.29"),
        ("200", "7.50"),
        ("0", "15.00"),
        ("0.0001", "15.00"),
    ],
)
def test_inverse_ratio_earns_target_over_actual(actual, earned):
    assert marks_of(indicator("inverse_ratio", "15", params={"target": "100"}), typed(actual)) == earned


def test_no_cost_at_all_earns_the_cap():
    spec = indicator("inverse_ratio", "15", cap="18", params={"target": "100"})
    assert marks_of(spec, typed("0")) == "18.00"
    assert marks_of(spec, typed("90")) == "16.67"


@pytest.mark.parametrize(
    ("actual", "base", "kind", "earned"),
    [
        ("108", "100", "rise", "8.00"),
        ("110", "100", "rise", "10.00"),
        ("150", "100", "rise", "10.00"),
        ("100", "100", "rise", "0.00"),
        ("90", "100", "rise", "0.00"),
        ("103", "97", "rise", "6.19"),
        ("95", "100", "fall", "5.00"),
        ("90", "100", "fall", "10.00"),
        ("101", "100", "fall", "0.00"),
    ],
)
def test_growth_is_measured_against_the_target_rate(actual, base, kind, earned):
    assert marks_of(indicator("growth", "10", params={"target": "10", "kind": kind}), typed(actual, base)) == earned


@pytest.mark.parametrize(
    ("actual", "earned"),
    [("59.9999", "0.00"), ("60", "10.00"), ("79.99", "10.00"), ("80", "20.00"), ("-5", "0.00"), ("1000", "20.00")],
)
def test_steps_give_an_edge_to_the_band_above_it(actual, earned):
    assert marks_of(indicator("steps", params={"bands": BANDS}), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "earned"), [("60", "0.00"), ("60.0001", "10.00"), ("80", "10.00"), ("80.01", "20.00")]
)
def test_steps_give_an_edge_to_the_band_below_it_when_asked(actual, earned):
    assert marks_of(indicator("steps", params={"bands": BANDS, "closed": "high"}), typed(actual)) == earned


@pytest.mark.parametrize(("actual", "earned"), [("3", "20.00"), ("5", "12.00"), ("6", "12.00"), ("10", "0.00")])
def test_steps_may_fall_and_may_be_listed_in_any_order(actual, earned):
    bands = [band("10", "", "0"), band("", "5", "20"), band("5", "10", "12")]
    assert marks_of(indicator("steps", params={"bands": bands}), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "target", "earned"),
    [("59", "100", "0.00"), ("30", "50", "10.00"), ("40", "50", "20.00"), ("52.5", "50", "22.00"), ("1", "3", "0.00")],
)
def test_ratio_steps_choose_the_band_by_completion(actual, target, earned):
    bands = [band("", "60", "0"), band("60", "80", "10"), band("80", "105", "20"), band("105", "", "22")]
    assert marks_of(indicator("ratio_steps", cap="24", params={"bands": bands}), typed(actual), target) == earned


@pytest.mark.parametrize(
    ("actual", "earned"),
    [
        ("80", "0.00"),
        ("79", "0.00"),
        ("90", "10.00"),
        ("85", "5.00"),
        ("93.333", "13.33"),
        ("100", "20.00"),
        ("130", "20.00"),
    ],
)
def test_linear_is_straight_between_its_points_and_flat_outside(actual, earned):
    params = {"from_value": "80", "from_marks": "0", "to_value": "100", "to_marks": "20"}
    assert marks_of(indicator("linear", params=params), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "earned"), [("2", "20.00"), ("5", "20.00"), ("8", "12.00"), ("15", "-5.00"), ("10", "6.67")]
)
def test_linear_may_fall_and_may_be_given_either_end_first(actual, earned):
    falling = {"from_value": "5", "from_marks": "20", "to_value": "8", "to_marks": "12"}
    steep = {"from_value": "15", "from_marks": "-5", "to_value": "5", "to_marks": "20"}
    spec = indicator("linear", floor="-5", params=falling if actual in ("2", "5", "8") else steep)
    assert marks_of(spec, typed(actual)) == {"10": "7.50"}.get(actual, earned)


@pytest.mark.parametrize(
    ("actual", "earned"),
    [
        ("18", "8.00"),
        ("19", "9.00"),
        ("19.55", "9.55"),
        ("20", "10.00"),
        ("21", "10.00"),
        ("17", "7.00"),
        ("10", "0.00"),
        ("9", "0.00"),
        ("-3", "0.00"),
    ],
)
def test_marks_per_unit_away_from_the_target(actual, earned):
    params = {"target": "18", "base": "8", "above": "1", "below": "-1"}
    assert marks_of(indicator("per_unit_target", "10", params=params), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "earned"),
    [
        ("0", "20.00"),
        ("4", "20.00"),
        ("5", "18.00"),
        ("9.9", "18.00"),
        ("10", "16.00"),
        ("60", "0.00"),
        ("-7", "20.50"),
    ],
)
def test_only_full_units_away_from_the_target_count_when_asked(actual, earned):
    params = {"target": "0", "above": "-2", "below": "0.5", "unit_size": "5", "counting": "whole"}
    assert marks_of(indicator("per_unit_target", cap="24", params=params), typed(actual)) == earned


@pytest.mark.parametrize(
    ("actual", "counting", "earned"),
    [
        ("0", "whole", "0.00"),
        ("9.99", "whole", "0.00"),
        ("35", "whole", "6.00"),
        ("35", "prorata", "7.00"),
        ("33.333", "prorata", "6.67"),
        ("100", "whole", "20.00"),
        ("5000", "whole", "20.00"),
        ("-20", "prorata", "0.00"),
    ],
)
def test_marks_per_unit_up_to_the_cap(actual, counting, earned):
    params = {"rate": "2", "unit_size": "10", "counting": counting}
    assert marks_of(indicator("per_unit", params=params), typed(actual)) == earned


def test_marks_per_unit_may_start_from_a_base():
    assert marks_of(indicator("per_unit", params={"rate": "2", "base": "12"}), typed("3")) == "18.00"


@pytest.mark.parametrize(
    ("incidents", "earned"), [("0", "20.00"), ("1", "13.00"), ("2", "6.00"), ("3", "0.00"), ("99", "0.00")]
)
def test_deduction_starts_at_the_weight_until_nothing_is_left(incidents, earned):
    assert marks_of(indicator("deduction", params={"rate": "7"}), typed(incidents)) == earned


def test_deduction_may_go_below_zero_where_the_floor_says_so():
    assert marks_of(indicator("deduction", floor="-5", params={"rate": "7"}), typed("3")) == "-1.00"
    assert marks_of(indicator("deduction", floor="-5", params={"rate": "7"}), typed("4")) == "-5.00"


@pytest.mark.parametrize(
    ("full_on", "answer", "earned"),
    [("yes", "yes", "20.00"), ("yes", "no", "0.00"), ("no", "no", "20.00"), ("no", "yes", "0.00")],
)
def test_yes_or_no(full_on, answer, earned):
    assert marks_of(indicator("yes_no", params={"full_on": full_on}), chosen(answer)) == earned


@pytest.mark.parametrize("formula", ["levels", "rubric"])
@pytest.mark.parametrize(("level", "earned"), [("a", "20.00"), ("b", "12.50"), ("none", "0.00")])
def test_a_level_earns_its_marks(formula, level, earned):
    assert marks_of(indicator(formula, params={"levels": LEVELS}), chosen(level)) == earned


@pytest.mark.parametrize(
    ("completion", "collection", "earned"),
    [
        ("79.99", "89.99", "0.00"),
        ("79.99", "90", "5.00"),
        ("80", "0", "8.00"),
        ("99", "100", "14.00"),
        ("100", "89", "12.00"),
        ("140", "90", "20.00"),
        ("-1", "-1", "0.00"),
    ],
)
def test_two_factors_choose_a_cell(completion, collection, earned):
    assert marks_of(indicator("matrix", params={"table": TABLE}), typed(completion, collection)) == earned


@pytest.mark.parametrize(
    ("own", "peers", "earned"),
    [
        ("9", "9 7 5 3 1", "20.00"),
        ("7", "9 7 5 3 1", "15.00"),
        ("1", "9 7 5 3 1", "0.00"),
        ("5", "9 7 7 5", "0.00"),
        ("7", "9 7 7 5", "13.33"),
        ("4", "4 4 1", "20.00"),
        ("1", "4 1 1", "10.00"),  # both share place 2 of 3
        ("-1", "3 -1", "0.00"),
    ],
)
def test_marks_fall_evenly_with_the_place_in_the_pool(own, peers, earned):
    assert marks_of(indicator("rank_linear"), typed(own), peers=peers) == earned


@pytest.mark.parametrize(("own", "earned"), [("0", "20.00"), ("2", "12.00"), ("5", "4.00")])
def test_the_place_in_the_pool_where_less_is_better(own, earned):
    assert (
        marks_of(indicator("rank_linear", params={"better": "low", "bottom": "4"}), typed(own), peers="0 2 5") == earned
    )


@pytest.mark.parametrize(
    ("own", "peers", "earned"),
    [
        ("80", "100 80 20", "12.00"),
        ("100", "100 80 20", "15.00"),
        ("20", "100 80 20", "3.00"),
        ("1", "3 1", "5.00"),
        ("-4", "10 -4", "0.00"),
    ],
)
def test_own_amount_over_the_best_of_the_pool(own, peers, earned):
    assert marks_of(indicator("best_ratio", "15"), typed(own), peers=peers) == earned


@pytest.mark.parametrize(
    ("params", "own", "earned"),
    [
        ({}, "100", "20.00"),
        ({}, "60", "10.00"),
        ({}, "20", "0.00"),
        ({"bottom": "8"}, "60", "14.00"),
        ({"bottom": "8"}, "20", "8.00"),
        ({"better": "low"}, "20", "20.00"),
        ({"better": "low"}, "60", "10.00"),
        ({"better": "low"}, "100", "0.00"),
    ],
)
def test_between_the_worst_and_the_best_of_the_pool(params, own, earned):
    assert marks_of(indicator("min_max", params=params), typed(own), peers="20 60 100") == earned


POOLS = ["rank_linear", "best_ratio", "min_max"]


@pytest.mark.parametrize("formula", POOLS)
@pytest.mark.parametrize(
    ("own", "peers", "earned"),
    [
        ("5", "5", "20.00"),
        ("5", "", "20.00"),
        ("5", "5 5 5", "20.00"),
        ("0", "0", "0.00"),
        ("0", "0 0", "0.00"),
        ("-1", "0 -1", "0.00"),
        ("-2", "-2 -2", "0.00"),
    ],
)
def test_a_pool_without_contest_gives_full_marks_and_a_best_of_zero_gives_none(formula, own, peers, earned):
    assert marks_of(indicator(formula), typed(own), peers=peers) == earned


@pytest.mark.parametrize("formula", ["rank_linear", "min_max"])
def test_a_best_of_zero_is_an_achievement_where_less_is_better(formula):
    spec = indicator(formula, params={"better": "low"})
    assert [marks_of(spec, typed(own), peers="0 4") for own in ("0", "4")] == ["20.00", "0.00"]
    assert marks_of(spec, typed("0"), peers="0 0") == "20.00"
