"""What a formula promises about direction; the properties hold it to its word."""

import pytest

from flagship.formulas import FORMULAS, rises
from tests.flagship.formulas.making import BANDS, LEVELS, TABLE, band, indicator

UP = {"from_value": "80", "from_marks": "0", "to_value": "100", "to_marks": "20"}
DOWN = {"from_value": "100", "from_marks": "0", "to_value": "80", "to_marks": "20"}
FALLING = [band("", "5", "20"), band("5", "", "0")]
PEAK = [band("", "5", "0"), band("5", "9", "20"), band("9", "", "5")]


@pytest.mark.parametrize(
    ("formula", "params", "direction"),
    [
        ("ratio", {}, 1),
        ("inverse_ratio", {}, -1),
        ("growth", {"kind": "rise"}, 1),
        ("growth", {"kind": "fall"}, -1),
        ("steps", {"bands": BANDS}, 1),
        ("steps", {"bands": FALLING}, -1),
        ("steps", {"bands": PEAK}, 0),
        ("ratio_steps", {"bands": FALLING}, -1),
        ("linear", UP, 1),
        ("linear", DOWN, -1),
        ("per_unit_target", {"above": "1", "below": "-1"}, 1),
        ("per_unit_target", {"above": "1", "below": "0"}, 1),
        ("per_unit_target", {"above": "0", "below": "-1"}, 1),
        ("per_unit_target", {"above": "-1", "below": "1"}, -1),
        ("per_unit_target", {"above": "-1", "below": "0"}, -1),
        ("per_unit_target", {"above": "0", "below": "1"}, -1),
        ("per_unit_target", {"above": "-1", "below": "-1"}, 0),
        ("per_unit", {"rate": "2"}, 1),
        ("deduction", {"rate": "2"}, -1),
        ("yes_no", {}, 0),
        ("levels", {"levels": LEVELS}, 0),
        ("rubric", {"levels": LEVELS}, 0),
        ("matrix", {"table": TABLE}, 1),
        ("matrix", {"table": TABLE | {"cells": [["20", "5"], ["8", "4"], ["2", "0"]]}}, -1),
        ("matrix", {"table": TABLE | {"cells": [["20", "0"], ["8", "4"], ["2", "5"]]}}, 0),
        ("rank_linear", {}, 1),
        ("rank_linear", {"better": "low"}, -1),
        ("best_ratio", {}, 1),
        ("min_max", {"better": "low"}, -1),
    ],
)
def test_more_is_better_or_worse_or_neither(formula, params, direction):
    assert rises(indicator(formula, params=params)) == direction


def test_every_formula_is_in_this_table():
    table = test_more_is_better_or_worse_or_neither.pytestmark[0].args[1]
    assert {formula for formula, _, _ in table} == set(FORMULAS)
