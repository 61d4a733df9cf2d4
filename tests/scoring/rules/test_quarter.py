"""A person's quarter and the order within a category."""

import random
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flagship.periods import Month
from scoring.rules import MonthFigures, mean_quarter, order_category

D = Decimal
JANUARY = Month(2026, 1)


def month(offset, total, points=0, rank=5, percentile=None, z=None, vetoed=False):
    def number(value):
        return None if value is None else D(str(value))

    return MonthFigures(JANUARY + offset, number(total), rank, number(points), number(percentile), number(z), vetoed)


def quarter(*totals, percentile=None, ranks=(5, 5, 5)):
    months = zip(range(3), totals, ranks, strict=False)
    return mean_quarter(month(offset, total, rank=rank, percentile=percentile) for offset, total, rank in months)


def ranks(**people):
    return [(place.key, place.rank) for place in order_category(people)]


def test_the_quarter_score_is_the_mean_of_the_settled_months():
    assert quarter("90", "80.01", "80").score == D("83.34")  # 250.01 ÷ 3 = 83.3366…
    assert quarter("90", "80.01").score == D("85.01")  # 85.005, half away from zero
    assert quarter("90").score == 90


def test_without_a_settled_month_there_is_no_score():
    empty = mean_quarter([])

    assert (empty.months, empty.score, empty.percentile, empty.z, empty.months_at_top, empty.net) == (
        (),
        None,
        None,
        None,
        0,
        0,
    )


def test_bonus_and_deduction_are_summed_apart():
    figures = mean_quarter([month(0, 90, "+4"), month(1, 80, "-3"), month(2, 85, "-0.63")])

    assert (figures.bonus, figures.deduction, figures.net) == (4, D("-3.63"), D("0.37"))


def test_blank_positions_enter_no_mean():
    figures = mean_quarter([month(0, 90, percentile=100, z="1.5"), month(1, 80), month(2, 80, percentile="50.01", z=0)])

    assert (figures.percentile, figures.z) == (D("75.01"), D("0.75"))  # 75.005


def test_a_vetoed_month_is_no_rank_one_month():
    figures = mean_quarter([month(0, 90, rank=1), month(1, 90, rank=1, vetoed=True), month(2, 90, rank=2)])

    assert figures.months_at_top == 1


def test_months_stand_in_the_order_of_the_calendar():
    assert [str(m) for m in mean_quarter([month(2, 90), month(0, 80)]).months] == ["2026-01", "2026-03"]


def test_the_order_is_score_then_percentile_then_months_at_rank_one_then_shared():
    assert ranks(
        third=quarter("90", percentile=80, ranks=(2,)),
        second=quarter("90", percentile=80, ranks=(1,)),
        first=quarter("90", percentile=81, ranks=(9,)),
        best=quarter("90.01", percentile=1, ranks=(9,)),
        also_third=quarter("90", percentile=80, ranks=(3,)),
        last=quarter("89"),
    ) == [("best", 1), ("first", 2), ("second", 3), ("also_third", 4), ("third", 4), ("last", 6)]


def test_a_blank_percentile_stands_behind_every_figure():
    assert ranks(blank=quarter("90"), zero=quarter("90", percentile=0)) == [("zero", 1), ("blank", 2)]


def test_points_do_not_decide():
    rich, poor = mean_quarter([month(0, 90, points=5)]), mean_quarter([month(0, 90, points=-3)])

    assert ranks(a=poor, b=rich) == [("a", 1), ("b", 1)]


def test_somebody_without_a_settled_month_stands_last_and_has_no_rank():
    assert ranks(a=mean_quarter([]), b=quarter("0")) == [("b", 1), ("a", None)]


quarters = st.dictionaries(
    st.integers(0, 50),
    st.lists(
        st.builds(
            month,
            st.integers(0, 2),
            st.integers(80, 83),
            rank=st.integers(1, 2),
            percentile=st.none() | st.integers(40, 42),
        ),
        max_size=3,
        unique_by=lambda figures: figures.month,
    ).map(mean_quarter),
)


@given(quarters)
def test_the_rank_is_one_more_than_the_number_of_those_who_are_better(people):
    def beats(one, other):
        if one.score != other.score:
            return other.score is None or (one.score is not None and one.score > other.score)
        if one.percentile != other.percentile:
            return other.percentile is None or (one.percentile is not None and one.percentile > other.percentile)
        return one.months_at_top > other.months_at_top

    places = order_category(people)

    for place in places:
        better = sum(beats(other, place.figures) for other in people.values())
        assert place.rank == (better + 1 if place.figures.months else None)
    shuffled = dict(random.Random(1).sample(list(people.items()), len(people)))
    assert order_category(shuffled) == places
