"""An indicator at another weight earns in proportion, whatever its formula."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flagship.formulas import FORMULAS, compute, reweighed
from tests.flagship.formulas.making import BANDS, TABLE, D, indicator, typed
from tests.flagship.formulas.test_properties import cases

HAIR = D(1).scaleb(-20)


@pytest.mark.parametrize("code", FORMULAS)
@given(data=st.data())
def test_at_twice_and_at_half_the_weight_every_mark_is_twice_and_half(code, data):
    spec, value, peers = data.draw(cases(code))
    mark = compute(spec, value, peers=peers)
    assume(not mark.not_applicable)
    for factor in (D(2), D("0.5")):
        other = compute(reweighed(spec, spec.weight * factor), value, peers=peers)
        assert abs(other.marks - mark.marks * factor) <= HAIR


def test_bands_rates_and_tables_keep_their_share_of_the_weight():
    """By hand: 20 becomes 15, three quarters of everything."""
    steps = reweighed(indicator("steps", params={"bands": BANDS}), D(15))
    assert [band["marks"] for band in steps.params["bands"]] == ["0", "7.5", "15"]
    assert [(band["low"], band["high"]) for band in steps.params["bands"]] == [("", "60"), ("60", "80"), ("80", "")]
    table = reweighed(indicator("matrix", params={"table": TABLE}), D(15)).params["table"]
    assert table["cells"] == [["0", "3.75"], ["6", "10.5"], ["9", "15"]]
    assert table["row_edges"] == ["80", "100"]
    rate = reweighed(indicator("deduction", params={"rate": "4"}, floor="-2"), D(15))
    assert (rate.params, rate.floor, rate.cap) == ({"rate": "3"}, D("-1.5"), None)
    assert compute(rate, typed("2")).marks == D(9)


def test_what_does_not_come_out_even_is_rounded_to_the_finest_parameter():
    assert reweighed(indicator("deduction", weight="15", params={"rate": "1"}), D(10)).params == {"rate": "0.666667"}


def test_the_same_weight_is_the_same_indicator():
    spec = indicator("per_unit_target", params={"target": "10", "above": "2", "below": "-3"})
    assert reweighed(spec, D("20.00")) is spec
