"""From the ledger to a star, on the example scheme: base 80, yearly, bands 60/70/80/90/96."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.periods import Month
from flagship.standard import example_stars
from scoring.rules import StarRules, star_balance, star_position

D = Decimal
EXAMPLE = StarRules(base=D(80), bands=(D(60), D(70), D(80), D(90), D(96)))
DECEMBER, JANUARY, MARCH, APRIL = Month(2025, 12), Month(2026, 1), Month(2026, 3), Month(2026, 4)
LEDGER = [(DECEMBER, D(5)), (JANUARY, D(4)), (MARCH, D(-3)), (MARCH, D("2.5")), (APRIL, D(1))]


@pytest.mark.parametrize(
    ("balance", "star", "next_at", "to_next"),
    [
        ("59.99", 0, 60, "0.01"),
        ("60", 1, 70, "10"),
        ("69.99", 1, 70, "0.01"),
        ("80", 3, 90, "10"),
        ("95.5", 4, 96, "0.5"),
        ("96", 5, None, None),
        ("140", 5, None, None),
        ("-3", 0, 60, "63"),
    ],
)
def test_a_band_begins_with_its_first_point(balance, star, next_at, to_next):
    position = star_position(EXAMPLE, D(balance))

    assert (position.star, position.next_at) == (star, next_at)
    assert position.to_next == (None if to_next is None else D(to_next))


@pytest.mark.parametrize(
    ("window", "carry_over", "at", "balance"),
    [
        ("year", False, MARCH, "83.5"),  # 80 + 4 − 3 + 2.5
        ("year", False, APRIL, "84.5"),
        ("year", False, DECEMBER, "85"),
        ("quarter", False, MARCH, "83.5"),
        ("quarter", False, APRIL, "81"),
        ("month", False, MARCH, "79.5"),
        ("month", False, Month(2026, 2), "80"),
        ("year", True, APRIL, "89.5"),
        ("quarter", True, MARCH, "88.5"),
        ("month", True, Month(2026, 2), "89"),
    ],
)
def test_every_window_goes_by_assessed_month(window, carry_over, at, balance):
    rules = replace(EXAMPLE, window=window, carry_over=carry_over)

    assert star_balance(rules, LEDGER, at) == D(balance)


def test_nobody_has_less_than_the_base_before_the_first_entry():
    assert star_balance(EXAMPLE, [], MARCH) == 80


def test_the_cap_holds_at_the_end_of_each_window():
    capped = replace(EXAMPLE, window="quarter", carry_over=True, cap=D(100))
    ledger = [(JANUARY, D(30)), (MARCH, D(-5)), (APRIL, D(-1))]

    assert star_balance(capped, ledger, JANUARY) == 100  # 110
    assert star_balance(capped, ledger, MARCH) == 100  # 80 + 30 − 5 = 105, capped only now
    assert star_balance(capped, ledger, APRIL) == 99


def test_windows_are_gone_through_in_the_order_of_the_calendar_and_not_of_the_entries():
    """In January the cap takes 10 of the 30 points; April's 10 come off what is left."""
    capped = replace(EXAMPLE, window="month", carry_over=True, cap=D(100))

    assert star_balance(capped, [(APRIL, D(-10)), (JANUARY, D(30))], APRIL) == 90


def test_the_shipped_example_is_the_one_these_tests_were_worked_from():
    shipped = example_stars()

    assert (
        StarRules(
            shipped.base, tuple(band.least for band in shipped.bands), shipped.window, shipped.carry_over, shipped.cap
        )
        == EXAMPLE
    )


def test_the_example_scheme_is_sound_and_survives_storage():
    assert EXAMPLE.problems() == []
    for rules in (EXAMPLE, replace(EXAMPLE, cap=D("100.5"), window="month", carry_over=True)):
        assert StarRules.from_json(rules.to_json()) == rules


@pytest.mark.parametrize(
    ("change", "en", "zh"),
    [
        ({"bands": (D(60), D(70))}, "five bands", "应有五档，现有 2 档"),
        ({"bands": (D(60), D(70), D(70), D(90), D(96))}, "above the one before", "应高于前一星"),
        ({"window": "week"}, "must be month, quarter or year", "没有“week”"),
        ({"cap": D(79)}, "below the base score", "封顶 79 低于基础分 80"),
        ({"cap": D(95)}, "Nobody could reach 5 stars", "无人能达到 5 星"),
    ],
)
def test_a_scheme_that_cannot_work_is_refused_with_a_sentence(change, en, zh):
    problem = replace(EXAMPLE, **change).problems()[0]
    assert en in problem.en
    assert zh in problem.zh


entries = st.lists(
    st.tuples(
        st.integers(0, 30).map(lambda offset: Month(2024, 1) + offset),
        st.integers(-1_500, 2_000).map(lambda cents: D(cents) / 100),
    ),
    max_size=30,
)
schemes = st.builds(
    replace,
    st.just(EXAMPLE),
    window=st.sampled_from(["month", "quarter", "year"]),
    carry_over=st.booleans(),
    cap=st.none() | st.just(D(96)),
)


@given(entries, schemes)
def test_a_reversal_undoes_its_original_and_the_order_of_entries_does_not_matter(ledger, rules):
    at = Month(2026, 1)
    balance = star_balance(rules, ledger, at)

    assert star_balance(rules, ledger[::-1], at) == balance
    assert star_balance(rules, [*ledger, (at, D(5)), (at, D(-5))], at) == balance
    assert star_balance(rules, [*ledger, (at + 1, D(5))], at) == balance
    assert rules.cap is None or balance <= rules.cap


@given(st.integers(0, 12_000).map(lambda cents: D(cents) / 100))
def test_the_points_to_the_next_star_reach_it_exactly(balance):
    position = star_position(EXAMPLE, balance)

    if position.to_next is not None:
        assert position.to_next > 0
        assert star_position(EXAMPLE, balance + position.to_next).star == position.star + 1
