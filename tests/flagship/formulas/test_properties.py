"""What holds for every sound indicator and every value, tried on generated ones."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flagship.formulas import FORMULAS, IndicatorSpec, Mark, Value, compute, rises, spec_problems
from flagship.formulas.text import marks as shown

D = Decimal


def decimals(low: str, high: str, places: int = 2) -> st.SearchStrategy[Decimal]:
    scale = 10**places
    whole = st.integers(int(D(low) * scale), int(D(high) * scale))
    return whole.map(lambda number: D(number).scaleb(-places))


WEIGHTS = decimals("1", "50")
NUMBERS = decimals("-1000", "1000", 4) | decimals("-99999999999999", "99999999999999", 4)
CODES = ("a", "b", "c", "d", "e")

EVERY = pytest.mark.parametrize("code", FORMULAS)
POOLS = pytest.mark.parametrize("code", [code for code, entry in FORMULAS.items() if entry.pool])
NUMERIC = pytest.mark.parametrize("code", [c for c, entry in FORMULAS.items() if entry.inputs in ("number", "pair")])


@st.composite
def bands(draw, floor: Decimal, ceiling: Decimal):
    edges = sorted(draw(st.sets(decimals("-200", "200"), min_size=1, max_size=5)))
    earned = [draw(decimals(str(floor), str(ceiling))) for _ in range(len(edges) + 1)]
    if draw(st.booleans()):
        earned.sort(reverse=draw(st.booleans()))
    ends = zip([None, *edges], [*edges, None], earned, strict=True)
    return draw(st.permutations([{"low": low, "high": high, "marks": marks} for low, high, marks in ends]))


@st.composite
def matrices(draw, floor: Decimal, ceiling: Decimal):
    rows = sorted(draw(st.sets(decimals("-200", "200"), min_size=1, max_size=3)))
    columns = sorted(draw(st.sets(decimals("-200", "200"), min_size=1, max_size=3)))
    earned = decimals(str(floor), str(ceiling))
    cells = [[draw(earned) for _ in range(len(columns) + 1)] for _ in range(len(rows) + 1)]
    if draw(st.booleans()):
        cells = [list(row) for row in zip(*[sorted(column) for column in zip(*cells, strict=True)], strict=True)]
    return {"row_edges": rows, "column_edges": columns, "cells": cells}


@st.composite
def parameters(draw, code: str, weight: Decimal, floor: Decimal, ceiling: Decimal):
    earned = decimals(str(floor), str(ceiling))
    below_weight = decimals(str(floor), str(weight - D("0.01")))
    rate = decimals("0.01", "30")
    target = decimals("0.0001", "5000", 4)
    counting = st.sampled_from(["prorata", "whole"])
    better = st.sampled_from(["high", "low"])
    if code == "linear":
        values = draw(st.lists(decimals("-100", "100"), min_size=2, max_size=2, unique=True))
        ends = draw(st.lists(earned, min_size=2, max_size=2, unique=True))
        return {"from_value": values[0], "to_value": values[1], "from_marks": ends[0], "to_marks": ends[1]}
    if code in ("levels", "rubric"):
        return {
            "levels": [{"code": c, "zh": f"等级{c}", "marks": draw(earned)} for c in CODES[: draw(st.integers(2, 5))]]
        }
    pieces = {
        "ratio": {"target": target, "minimum": decimals("0", "100")},
        "inverse_ratio": {"target": target},
        "growth": {"target": target, "kind": st.sampled_from(["rise", "fall"])},
        "steps": {"bands": bands(floor, ceiling), "closed": st.sampled_from(["low", "high"])},
        "ratio_steps": {"bands": bands(floor, ceiling), "target": target},
        "per_unit_target": {
            "target": decimals("-50", "50"),
            "above": decimals("-9", "9"),
            "below": decimals("-9", "9"),
            "unit_size": decimals("0.01", "20"),
            "counting": counting,
            "base": earned,
        },
        "per_unit": {"rate": rate, "unit_size": decimals("0.01", "20"), "counting": counting, "base": earned},
        "deduction": {"rate": rate},
        "yes_no": {"full_on": st.sampled_from(["yes", "no"])},
        "matrix": {"table": matrices(floor, ceiling)},
        "rank_linear": {"better": better, "bottom": below_weight},
        "best_ratio": {},
        "min_max": {"better": better, "bottom": below_weight},
    }[code]
    return {name: draw(strategy) for name, strategy in pieces.items()}


@st.composite
def specs(draw, code: str):
    weight = draw(WEIGHTS)
    floor = draw(st.just(D(0)) | decimals(str(-weight), str(weight - D("0.01"))))
    over = FORMULAS[code].can_exceed and draw(st.booleans())
    cap = draw(decimals(str(weight), str(weight * D("1.2")))) if over else None
    params = draw(parameters(code, weight, floor, cap or weight))
    spec = IndicatorSpec(code, "指标", weight, code != "rubric", code, params, floor=floor, cap=cap)
    assume(not spec_problems(spec))
    return spec


def values(spec: IndicatorSpec) -> st.SearchStrategy[Value]:
    """Values the formula accepts."""
    if spec.formula == "deduction":
        return st.integers(0, 10**6).map(lambda count: Value(D(count)))
    if spec.formula == "inverse_ratio":
        return decimals("0", "5000", 4).map(Value)
    inputs = FORMULAS[spec.formula].inputs
    if inputs == "number":
        return NUMBERS.map(Value)
    if inputs == "pair":
        return st.builds(Value, NUMBERS, NUMBERS)
    codes = ["yes", "no"] if inputs == "yesno" else [level["code"] for level in spec.params["levels"]]
    return st.sampled_from(codes).map(lambda code: Value(choice=code))


@st.composite
def cases(draw, code: str):
    spec = draw(specs(code))
    value = draw(values(spec))
    others = tuple(draw(st.lists(NUMBERS, max_size=6))) if FORMULAS[spec.formula].pool else ()
    return spec, value, (value.number, *others) if FORMULAS[spec.formula].pool else ()


@EVERY
@given(data=st.data())
def test_marks_stay_within_floor_and_cap_and_the_line_ends_at_them(code, data):
    spec, value, peers = data.draw(cases(code))
    mark = compute(spec, value, peers=peers)
    if mark.not_applicable:
        assert (spec.formula, mark.marks) == ("growth", 0)
        return
    assert spec.floor <= mark.marks <= spec.ceiling
    assert shown(mark.marks) in mark.zh
    assert shown(mark.marks) in mark.en


@NUMERIC
@given(data=st.data())
def test_more_is_never_worse_where_a_formula_rises_and_never_better_where_it_falls(code, data):
    spec, one, peers = data.draw(cases(code))
    other = Value(data.draw(values(spec)).number, one.second)
    low, high = sorted([one, other], key=lambda value: value.number)
    pools = [(value.number, *peers[1:]) if peers else () for value in (low, high)]
    below, above = (compute(spec, value, peers=pool) for value, pool in zip((low, high), pools, strict=True))
    assume(not below.not_applicable)
    direction = rises(spec)
    if direction > 0:
        assert below.marks <= above.marks
    if direction < 0:
        assert below.marks >= above.marks


@POOLS
@given(data=st.data())
def test_the_order_of_the_pool_does_not_matter(code, data):
    spec, value, peers = data.draw(cases(code))
    shuffled = data.draw(st.permutations(peers))
    assert compute(spec, value, peers=tuple(shuffled)) == compute(spec, value, peers=peers)


@POOLS
@given(data=st.data(), pool=st.lists(NUMBERS, min_size=2, max_size=8))
def test_in_a_pool_the_better_value_never_earns_less_and_equals_earn_the_same(code, data, pool):
    spec = data.draw(specs(code))
    marked = [(number, compute(spec, Value(number), peers=tuple(pool)).marks) for number in pool]
    for number, marks in marked:
        for other, others in marked:
            assert (number == other) <= (marks == others)
            assert ((number - other) * rises(spec) >= 0) <= (marks >= others)


@given(st.sampled_from(list(FORMULAS)).flatmap(cases))
def test_an_indicator_and_its_marks_survive_json(case):
    spec, value, peers = case
    again = IndicatorSpec.from_json(json.loads(json.dumps(spec.to_json())))
    typed = Value.from_json(json.loads(json.dumps(value.to_json())))
    mark = compute(again, typed, peers=peers)
    assert again == spec
    assert mark == compute(spec, value, peers=peers)
    assert Mark.from_json(json.loads(json.dumps(mark.to_json()))) == mark


@given(specs("steps"), NUMBERS)
def test_exactly_one_band_holds_every_number(spec, number):
    """Independent of the formula: count the bands that hold the number by their ends."""
    low_closed = spec.params["closed"] == "low"
    holding = []
    for band in spec.params["bands"]:
        low, high = (D(band[end]) if band[end] is not None else None for end in ("low", "high"))
        above = low is None or number > low or (low_closed and number == low)
        below = high is None or number < high or (not low_closed and number == high)
        if above and below:
            holding.append(D(band["marks"]))
    assert holding == [compute(spec, Value(number)).marks]


@given(decimals("0", "5000", 4), decimals("0.0001", "5000", 4), WEIGHTS)
def test_ratio_is_the_fraction_itself(actual, target, weight):
    """Against exact fractions: the rounded marks are those of the true quotient."""
    spec = IndicatorSpec("r", "R", weight, True, "ratio")
    truth = min(Fraction(actual) * Fraction(weight) / Fraction(target), Fraction(weight))
    hundredths = (truth * 100 + Fraction(1, 2)).__floor__()
    assert compute(spec, Value(actual), target=target).rounded == D(hundredths).scaleb(-2)
