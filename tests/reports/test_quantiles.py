"""The spread of marks, reckoned by hand and against the standard library."""

from collections import Counter
from decimal import Decimal
from statistics import quantiles

from hypothesis import given
from hypothesis import strategies as st

from flagship.figures import rounded
from reports.quantiles import Spread, spread_of


def spread(*marks) -> Spread | None:
    return spread_of(Counter(Decimal(mark) for mark in marks))


def test_nobody_has_no_spread():
    assert spread() is None


def test_one_person_is_every_figure():
    assert spread("88.50") == Spread(1, *[Decimal("88.50")] * 6)


def test_five_people_stand_on_the_five_figures():
    found = spread("60", "70", "80", "90", "100")
    assert (found.low, found.lower, found.median, found.upper, found.high, found.mean) == (60, 70, 80, 90, 100, 80)


def test_between_two_people_a_quartile_lies_in_proportion():
    found = spread("60", "70", "80", "90")
    assert (found.lower, found.median, found.upper) == (Decimal("67.50"), Decimal("75.00"), Decimal("82.50"))


def test_people_with_the_same_marks_are_each_counted():
    found = spread("50", "90", "90", "90", "90")
    assert (found.n, found.lower, found.median, found.mean) == (5, 90, 90, 82)


@given(st.lists(st.decimals(0, 110, places=2), min_size=2, max_size=60))
def test_quartiles_are_those_of_the_standard_library(marks):
    found = spread_of(Counter(marks))
    expected = [rounded(value) for value in quantiles(marks, n=4, method="inclusive")]
    assert [found.lower, found.median, found.upper] == expected
