"""五（三）as data, and the example star scheme."""

import json
from decimal import Decimal

import pytest

from flagship.policies import Tiers
from flagship.standard import StarBand, document_tiers, example_stars

D = Decimal


@pytest.mark.parametrize(
    ("participants", "bonus", "deduction", "clause"),
    [
        (1, "3 2", "2", "五（三）3"),
        (9, "3 2", "2", "五（三）3"),
        (10, "4 3 2", "3 2", "五（三）2"),
        (30, "4 3 2", "3 2", "五（三）2"),
        (31, "5 4 3 2 1", "3 2 1", "五（三）1"),
        (400, "5 4 3 2 1", "3 2 1", "五（三）1"),
    ],
)
def test_the_tier_table_of_the_document(participants, bonus, deduction, clause):
    row = document_tiers().row_for(participants)
    assert (row.bonus, row.deduction, row.clause) == (
        tuple(map(D, bonus.split())),
        tuple(map(D, deduction.split())),
        clause,
    )


def test_the_tier_table_has_no_gap_no_overlap_and_no_row_for_nobody():
    assert document_tiers().problems() == []
    assert document_tiers().row_for(0) is None


def test_the_tier_table_survives_json():
    assert Tiers.from_json(json.loads(json.dumps(document_tiers().to_json()))) == document_tiers()


def test_without_ties_the_rows_post_nine_four_and_three_points():
    assert [sum(row.bonus) - sum(row.deduction) for row in document_tiers().rows] == [3, 4, 9]


def test_the_star_scheme_is_an_example_until_it_is_adopted():
    scheme = example_stars()
    assert scheme.example
    assert "示例" in scheme.name
    assert (scheme.base, scheme.window, scheme.carry_over, scheme.cap) == (80, "year", False, None)
    assert scheme.bands == tuple(
        StarBand(stars, D(least)) for stars, least in enumerate(["60", "70", "80", "90", "96"], start=1)
    )
