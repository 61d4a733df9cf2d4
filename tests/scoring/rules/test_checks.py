"""Ties that people must explain or have consent for."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from flagship.policies import Policy
from scoring.rules import Entrant, OverPlaces, everyone_ties, over_places, settle
from tests.scoring.rules.pools import DOCUMENT, EVERY_POLICY, STAFF, line_up, pools_without_ties, tied_groups


def found(pool, **policy):
    return over_places(settle(pool, DOCUMENT, Policy(**policy), STAFF))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([3, 1], [("top", 2, 3)]),
        ([1, 2, 1], [("top", 2, 3)]),
        ([1, 1, 2, 2], [("bottom", 1, 2)]),
        ([3, 3], [("top", 2, 3), ("bottom", 1, 3)]),
        ([2, 2, 1], []),
        ([2, 2], [("bottom", 1, 2)]),
        ([1, 1, 1], []),
        ([1], []),
        ([2], []),
        ([5, 24, 2], [("bottom", 3, 26)]),
        ([6, 24, 1], [("top", 5, 6), ("bottom", 3, 25)]),
        ([12], [("top", 3, 12)]),
    ],
    ids=str,
)
def test_ties_that_pass_the_places_of_the_tier_are_named(sizes, expected):
    assert [(over.side, over.places, over.people) for over in found(tied_groups(*sizes))] == expected


def test_the_mean_never_passes_the_places():
    assert found(tied_groups(9, 9), tie_points="average") == []


@given(pools_without_ties())
def test_without_ties_nothing_passes_the_places(pool):
    assert found(pool) == []


def test_a_veto_hides_no_tie():
    pool = [replace(person, vetoed=person.key == 0) for person in tied_groups(3, 1)]

    assert [(over.places, over.people) for over in found(pool)] == [(2, 3)]


def test_each_account_has_its_own_places():
    pool = line_up("PPP") + [Entrant(f"n{index}", Decimal(90), Decimal(50), party=False) for index in range(5)]

    (over,) = found(pool)

    assert over == OverPlaces("staff", "top", places=2, people=5)


def test_the_sentence_says_how_many():
    (top,) = found(tied_groups(3, 1))
    assert top.zh == "因并列，3人加分，多于该档加分名次2个，提交时须说明理由。"
    assert top.en == "Ties make 3 people win points on 2 places; give a reason when submitting."

    (bottom,) = found(tied_groups(1, 1, 1, 2))
    assert bottom.zh.startswith("因并列，2人扣分")
    assert "lose" in bottom.en


@pytest.mark.parametrize(("size", "expected"), [(0, False), (1, False), (2, False), (3, True), (40, True)])
def test_three_or_more_who_all_tie_are_noticed(size, expected):
    pool = tied_groups(size) if size else []

    assert {everyone_ties(pool, policy) for policy in EVERY_POLICY} == {expected}


def test_one_who_differs_is_enough():
    assert not any(everyone_ties(tied_groups(40, 1), policy) for policy in EVERY_POLICY)


def test_the_tie_break_parts_those_with_equal_totals():
    pool = [replace(person, quantitative=Decimal(person.key)) for person in tied_groups(3)]

    assert everyone_ties(pool, Policy(tie_break="none"))
    assert not everyone_ties(pool, Policy(tie_break="quantitative"))


@pytest.mark.parametrize(
    ("party", "others", "expected"),
    [
        # three Party people tie, one non-Party employee stands apart
        ([80, 80, 80], [70], {"counted": True, "separate": True, "together": False, "unranked": True}),
        # two and two with the same total: a pool of four, but no pool of three where the two are apart
        ([80, 80], [80, 80], {"counted": True, "separate": False, "together": True, "unranked": False}),
        ([80, 80], [70, 70], {"counted": False, "separate": False, "together": False, "unranked": False}),
        ([90, 80], [70, 70, 70], {"counted": True, "separate": True, "together": False, "unranked": False}),
    ],
)
def test_who_ties_with_whom_follows_the_policy_for_non_party_people(party, others, expected):
    pool = [
        *(Entrant(f"p{index}", Decimal(total), Decimal(50)) for index, total in enumerate(party)),
        *(Entrant(f"n{index}", Decimal(total), Decimal(50), party=False) for index, total in enumerate(others)),
    ]

    assert {name: everyone_ties(pool, Policy(non_party=name)) for name in expected} == expected
