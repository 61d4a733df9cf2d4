"""Policies and tier tables as values."""

import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.policies import POLICY_CHOICES, POLICY_NAMES, POLICY_RANGES, Policy, TierRow, Tiers
from flagship.standard import document_tiers

D = Decimal

policies = st.builds(
    Policy,
    **{name: st.sampled_from(allowed) for name, allowed in POLICY_CHOICES.items()},
    **{name: st.integers(low, high) for name, (low, high) in POLICY_RANGES.items() if name != "total_cap"},
    total_cap=st.integers(10_000, 12_000).map(lambda hundredths: D(hundredths) / 100),
)


def row(low, high, bonus=(3, 2), deduction=(2,)):
    return TierRow(low, high, tuple(map(D, bonus)), tuple(map(D, deduction)))


def test_the_defaults_are_the_companys():
    assert Policy() == Policy(
        tie_break="quantitative",
        tie_points="share",
        non_party="counted",
        pool="branch",
        min_pool=3,
        total_cap=D(110),
        due_day=8,
        publicity_days=3,
        quarter_due=25,
        titles_per_category=3,
        titles_for="party",
        title_publicity_days=5,
    )


def test_every_policy_has_either_choices_or_a_range():
    assert sorted([*POLICY_CHOICES, *POLICY_RANGES]) == sorted(POLICY_NAMES)
    assert set(POLICY_NAMES) == {field.name for field in fields(Policy)}


@given(policies)
def test_a_policy_survives_json(policy):
    assert Policy.from_json(json.loads(json.dumps(policy.to_json()))) == policy


def test_what_is_missing_takes_its_default_and_what_is_unknown_is_refused():
    assert Policy.from_json({"tie_points": "average"}) == Policy(tie_points="average")
    with pytest.raises(TypeError, match="tie_poinst"):
        Policy.from_json({"tie_poinst": "average"})


@pytest.mark.parametrize("name", POLICY_CHOICES)
def test_a_choice_that_does_not_exist_is_refused(name):
    with pytest.raises(ValueError, match=f"Policy {name} must be one of"):
        Policy(**{name: "perhaps"})


@pytest.mark.parametrize("name", POLICY_RANGES)
def test_a_number_out_of_range_or_of_the_wrong_kind_is_refused(name):
    low, high = POLICY_RANGES[name]
    kind, other = (D, int) if name == "total_cap" else (int, D)

    assert getattr(Policy(**{name: kind(low)}), name) == low
    assert getattr(Policy(**{name: kind(high)}), name) == high
    for wrong in (kind(low - 1), kind(high + 1), other(high), float(high), str(high), True, None):
        with pytest.raises(ValueError, match=f"Policy {name} must be a number between {low} and {high}"):
            Policy(**{name: wrong})


SOUND = Tiers((row(1, 9), row(10, 30, (4, 3, 2), (3, 2)), row(31, None, (5, 4, 3, 2, 1), (3, 2, 1))))


def test_thirty_and_ten_belong_to_the_middle_row():
    assert {n: SOUND.row_for(n).span for n in (1, 9, 10, 30, 31, 5000)} == {
        1: "1–9",
        9: "1–9",
        10: "10–30",
        30: "10–30",
        31: "≥31",
        5000: "≥31",
    }
    assert row(7, 7).span == "7"


def test_nobody_and_an_empty_table_have_no_row():
    assert SOUND.row_for(0) is None
    assert Tiers(()).row_for(5) is None
    assert Tiers(()).problems() == []


def test_the_documents_table_is_sound_and_says_what_the_document_says():
    assert document_tiers().problems() == []
    assert [(r.low, r.high, r.bonus, r.deduction, r.clause) for r in document_tiers().rows] == [
        (1, 9, (3, 2), (2,), "五（三）3"),
        (10, 30, (4, 3, 2), (3, 2), "五（三）2"),
        (31, None, (5, 4, 3, 2, 1), (3, 2, 1), "五（三）1"),
    ]


def test_a_table_survives_json():
    assert Tiers.from_json(json.loads(json.dumps(document_tiers().to_json()))) == document_tiers()


NO_GROWTH = (
    "In the row ≥1 points must not be negative and must not grow with the rank.",
    "≥1 人一档的分值不得为负，名次靠后的不得多于靠前的。",
)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        ((row(2, None),), ("The first row must begin at 1 participant, not 2.", "第一档应从 1 人起，现从 2 人起。")),
        ((row(1, 9), row(9, None)), ("The rows 1–9 and ≥9 overlap.", "1–9 人与 ≥9 人两档重叠。")),
        ((row(1, None), row(10, None)), ("The rows ≥1 and ≥10 overlap.", "≥1 人与 ≥10 人两档重叠。")),
        ((row(1, 9), row(12, None)), ("There is no row for 10 to 11 participants.", "10 至 11 人没有档次。")),
        (
            (row(1, 9), row(10, 30)),
            (
                "The last row must have no upper end; 31 participants have no row.",
                "最后一档不应有上限，31 人以上没有档次。",
            ),
        ),
        ((row(1, 0), row(1, None)), ("The row 1–0 ends before it begins.", "1–0 人一档的上限低于下限。")),
        ((row(1, None, bonus=(2, 3)),), NO_GROWTH),
        (
            (row(1, None, deduction=(-2,)),),
            NO_GROWTH,
        ),
        (
            (row(1, None, bonus=("2.505",)),),
            ("In the row ≥1 points have at most two decimals.", "≥1 人一档的分值最多两位小数。"),
        ),
    ],
)
def test_a_faulty_table_is_described_in_one_sentence_of_each_language(rows, sentences):
    assert [(problem.en, problem.zh) for problem in Tiers(rows).problems()] == [sentences]


@given(st.lists(st.integers(1, 20), max_size=6), st.integers(1, 200))
def test_a_table_without_problems_has_exactly_one_row_for_every_number(widths, n):
    rows, low = [], 1
    for width in widths:
        rows.append(row(low, low + width - 1))
        low += width
    table = Tiers((*rows, row(low, None)))

    assert table.problems() == []
    assert [r for r in table.rows if r.holds(n)] == [table.row_for(n)]


def test_a_row_is_replaced_without_touching_the_table_it_came_from():
    changed = Tiers((replace(SOUND.rows[0], bonus=(D(9),)), *SOUND.rows[1:]))

    assert SOUND.rows[0].bonus == (3, 2)
    assert changed != SOUND
