"""Percentile and z-score inside a pool."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules import Entrant, Policy, Position, pool_positions, positions

D = Decimal
BLANK = Position(None, None)


def of(*totals):
    return list(positions(dict(enumerate(D(total) for total in totals))).values())


def test_the_best_has_a_hundred_the_last_zero_and_the_rest_lie_evenly():
    assert [one.percentile for one in of(90, 80, 70, 60, 50)] == [100, 75, 50, 25, 0]


def test_equals_count_half():
    """Of five others two are lower and one is equal: 2.5 ÷ 5."""
    assert [one.percentile for one in of(90, 90, 80, 80, 60, 50)] == [90, 90, 50, 50, 20, 0]


def test_the_percentile_is_that_of_the_middle_rank():
    """(n − mid-rank) ÷ (n − 1): three who tie at 2, 3, 4 of 8 have mid-rank 3, (8 − 3) ÷ 7."""
    assert of(99, 90, 90, 90, 80, 70, 60, 50)[1].percentile == D("71.43")


def test_z_is_the_distance_from_the_mean_in_population_deviations():
    """Mean 5, deviation 2 (the textbook's eight numbers)."""
    assert [one.z for one in of(2, 4, 4, 4, 5, 5, 7, 9)] == [D("-1.5"), -D("0.5"), -D("0.5"), -D("0.5"), 0, 0, 1, 2]


@pytest.mark.parametrize("totals", [[], [80], [90, 80, 70, 60], [80] * 5, [80] * 40], ids=len)
def test_few_people_or_no_spread_leave_it_blank(totals):
    assert of(*totals) == [BLANK] * len(totals)


def entrants(party, others):
    return [
        *(Entrant(f"p{total}", D(total), D(0)) for total in party),
        *(Entrant(f"n{total}", D(total), D(0), party=False) for total in others),
    ]


@pytest.mark.parametrize(
    ("non_party", "best_party", "best_other"),
    [
        ("counted", D("88.89"), 100),  # nine others, eight of them lower
        ("together", D("88.89"), 100),
        ("separate", 100, 100),
        ("unranked", 100, None),
    ],
)
def test_people_are_compared_with_those_they_count_in_n_with(non_party, best_party, best_other):
    found = pool_positions(entrants([90, 80, 70, 60, 50], [95, 45, 44, 43, 42]), Policy(non_party=non_party))

    assert (found["p90"].percentile, found["n95"].percentile) == (best_party, best_other)
    assert len(found) == 10


def test_four_who_are_apart_stay_blank():
    found = pool_positions(entrants([90, 80, 70, 60, 50], [95, 45, 44, 43]), Policy(non_party="separate"))

    assert found["p90"].percentile == 100
    assert found["n95"] == BLANK


totals = st.lists(st.integers(0, 11_000).map(lambda cents: D(cents) / 100), min_size=5, max_size=60).filter(
    lambda values: len(set(values)) > 1
)


@given(totals)
def test_positions_agree_with_counting_and_with_the_standard_library(values):
    found = of(*values)
    middle, deviation = statistics.fmean(values), statistics.pstdev(values)

    for total, position in zip(values, found, strict=True):
        lower = sum(other < total for other in values)
        equal = sum(other == total for other in values) - 1
        assert abs(float(position.percentile) - 100 * (lower + equal / 2) / (len(values) - 1)) < 0.00501
        assert abs(float(position.z) - (float(total) - middle) / float(deviation)) < 0.00501
    assert abs(sum(position.percentile for position in found) / len(found) - 50) <= D("0.005")


@given(totals)
def test_a_higher_total_never_has_a_lower_position(values):
    ordered = of(*sorted(values))

    assert [one.percentile for one in ordered] == sorted(one.percentile for one in ordered)
    assert [one.z for one in ordered] == sorted(one.z for one in ordered)
