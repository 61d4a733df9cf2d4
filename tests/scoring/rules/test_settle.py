"""Tie-break, veto, accounts, order of the result and refusals of `settle`."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from flagship.policies import Policy, TierRow, Tiers
from scoring.rules import Entrant, Standing, settle
from tests.scoring.rules.pools import (
    DOCUMENT,
    EVERY_POLICY,
    STAFF,
    line_up,
    points,
    points_of,
    settle_by_key,
    tied_groups,
)


def entrant(key, total, quantitative=50, **more):
    return Entrant(key, Decimal(str(total)), Decimal(str(quantitative)), **more)


def test_equal_totals_are_parted_by_the_quantitative_share():
    pool = [entrant("a", 90, "88.10"), entrant("b", 90, "88.11"), entrant("c", 80, 99)]

    standings = settle(pool, DOCUMENT, Policy(tie_break="quantitative"))

    assert [(s.key, s.rank, s.tied, s.points) for s in standings] == [
        ("b", 1, False, 3),
        ("a", 2, False, 2),
        ("c", 3, False, -2),
    ]
    assert [s.reason.tie_broken for s in standings] == [True, True, False]


def test_without_a_tie_break_equal_totals_share_the_rank_whatever_their_quantitative_share():
    pool = [entrant("a", 90, 10), entrant("b", 90, 99), entrant("c", 80, 99)]

    standings = settle(pool, DOCUMENT, Policy(tie_break="none"))

    assert [(s.key, s.rank, s.tied, s.points) for s in standings] == [
        ("a", 1, True, 3),
        ("b", 1, True, 3),
        ("c", 3, False, -2),
    ]
    assert not any(s.reason.tie_broken for s in standings)


def test_ninety_and_ninety_point_zero_are_equal():
    standings = settle([entrant("a", "90"), entrant("b", "90.00", "50.0")], DOCUMENT, Policy())

    assert [s.rank for s in standings] == [1, 1]


@pytest.mark.parametrize("policy", EVERY_POLICY, ids=str)
def test_a_veto_takes_the_bonus_keeps_the_deduction_and_moves_nobody(policy):
    pool = line_up("P" * 12)
    clean = settle(pool, DOCUMENT, policy)

    vetoed = settle([replace(person, vetoed=person.key in (0, 5, 11)) for person in pool], DOCUMENT, policy)

    assert [s.points for s in clean] == [4, 3, 2, 0, 0, 0, 0, 0, 0, 0, -2, -3]
    assert [s.points for s in vetoed] == [0, 3, 2, 0, 0, 0, 0, 0, 0, 0, -2, -3]
    assert [(s.rank, s.rank_from_bottom, s.n) for s in vetoed] == [(s.rank, s.rank_from_bottom, s.n) for s in clean]
    assert [s.reason.earned for s in vetoed] == [s.points for s in clean]


def test_a_vetoed_person_in_a_tie_leaves_the_others_their_mean():
    pool = [replace(person, vetoed=person.key == 1) for person in tied_groups(2, 1)]

    standings = settle(pool, DOCUMENT, Policy(tie_points="average"))

    assert [s.points for s in standings] == [Decimal("2.5"), 0, -2]


@pytest.mark.parametrize(
    ("non_party", "party", "staff"),
    [("counted", 8, 8), ("separate", 3, 5), ("together", 8, 8), ("unranked", 3, 3)],
)
def test_the_number_of_participants_follows_the_policy_for_non_party_people(non_party, party, staff):
    standings = settle(line_up("PNPNNNPN"), DOCUMENT, Policy(non_party=non_party))

    assert {(s.account, s.n) for s in standings} == {("star", party), ("staff", staff)}


# n = 8: three Party members hold places 1, 3 and 7 of the joint order. STAFF from 6 people on: +10, +6, −4.
STAFF_POINTS = {
    "counted": [10, 6, 0, 0, -4],  # n = 8, five of them ranked among themselves
    "separate": ["1.5", 0, 0, 0, 0],  # n = 5: the lower row, which takes nothing
    "together": [6, 0, 0, 0, -4],  # the first of them stands 2nd, the last 8th
    "unranked": [0, 0, 0, 0, 0],
}


@pytest.mark.parametrize("non_party", STAFF_POINTS)
def test_non_party_people_have_points_of_the_staff_table_on_the_staff_account(non_party):
    standings = settle(line_up("PNPNNNPN"), DOCUMENT, Policy(non_party=non_party), STAFF)

    assert points_of(standings, "staff") == [Decimal(value) for value in STAFF_POINTS[non_party]]
    assert [s.key for s in standings if s.account == "staff"] == [1, 3, 4, 5, 7]


@pytest.mark.parametrize("policy", EVERY_POLICY, ids=str)
@pytest.mark.parametrize("staff_tiers", [None, Tiers(())], ids=["none", "empty"])
def test_without_a_staff_table_non_party_people_have_no_points(policy, staff_tiers):
    standings = settle(line_up("NPNPN"), DOCUMENT, policy, staff_tiers)

    staff = [s for s in standings if s.account == "staff"]
    assert [s.points for s in staff] == [0, 0, 0]
    assert {s.reason.code for s in staff} == {"staff_standard"}


def test_a_tie_of_party_and_non_party_people_in_one_ranking_takes_each_from_the_own_table():
    pool = [entrant("p", 90), entrant("q", 90, party=False), *line_up("PPPP")]

    by_key = settle_by_key(pool, Policy(non_party="together", tie_points="average"), STAFF)

    assert (by_key["p"].points, by_key["q"].points) == (Decimal("2.5"), Decimal("8"))  # (3 + 2) / 2, (10 + 6) / 2
    assert (by_key["p"].rank, by_key["q"].rank, by_key["p"].tied) == (1, 1, True)


def test_non_party_people_who_are_shown_only_have_no_rank():
    by_key = settle_by_key(line_up("NPNP"), Policy(non_party="unranked"), STAFF)

    assert [(key, s.n, s.rank, s.rank_from_bottom, s.tied, s.points) for key, s in by_key.items()] == [
        (1, 2, 1, 2, False, 3),
        (3, 2, 2, 1, False, 2),
        (0, 2, None, None, False, 0),
        (2, 2, None, None, False, 0),
    ]


def test_without_any_tier_table_everyone_has_a_rank_and_no_points():
    standings = settle(line_up("PP"), Tiers(()), Policy())

    assert [(s.rank, s.points, s.reason.code) for s in standings] == [(1, 0, "no_tiers"), (2, 0, "no_tiers")]


def test_a_place_worth_nothing_at_the_top_does_not_shield_from_a_deduction():
    tiers = Tiers((TierRow(1, None, points(3, 0), points(2)),))

    assert points_of(settle(line_up("PP"), tiers, Policy())) == [3, -2]


def test_nobody_ranks_nobody():
    for policy in EVERY_POLICY:
        assert settle([], DOCUMENT, policy, STAFF) == []


def test_the_order_of_the_result_follows_rank_and_key_and_not_the_order_of_entry():
    pool = [entrant(key, 80) for key in (10, 9, 2)] + [entrant(1, 70), entrant(0, 90, party=False)]

    assert [s.key for s in settle(pool, DOCUMENT, Policy())] == [2, 9, 10, 1, 0]
    assert [s.key for s in settle(pool[::-1], DOCUMENT, Policy())] == [2, 9, 10, 1, 0]
    assert [s.key for s in settle(pool, DOCUMENT, Policy(non_party="together"))] == [0, 2, 9, 10, 1]


def test_keys_may_be_of_any_kind():
    keys = ["王", ("a", 1), 7, UUID(int=3), None, frozenset({1})]

    forwards = settle([entrant(key, 80) for key in keys], DOCUMENT, Policy())
    backwards = settle([entrant(key, 80) for key in reversed(keys)], DOCUMENT, Policy())

    assert forwards == backwards
    assert {s.key for s in forwards} == set(keys)


def test_somebody_who_enters_twice_is_refused():
    with pytest.raises(ValueError, match="“0101” enters the ranking twice"):
        settle([entrant("0101", 80), entrant("0101", 90)], DOCUMENT, Policy())


@pytest.mark.parametrize("wrong", [90.0, True, "90", None, Decimal("NaN"), Decimal("Infinity")], ids=repr)
@pytest.mark.parametrize("field", ["total", "quantitative"])
def test_a_figure_that_is_no_exact_decimal_is_refused(field, wrong):
    with pytest.raises(ValueError, match=f"The {field} of “0101” must be an exact Decimal"):
        settle([replace(entrant("0101", 80), **{field: wrong})], DOCUMENT, Policy())


def test_a_whole_number_is_the_decimal_it_is():
    assert settle([Entrant("0101", 80, 75)], DOCUMENT, Policy()) == settle(
        [entrant("0101", 80, 75)], DOCUMENT, Policy()
    )


def test_a_table_with_a_hole_is_refused():
    holed = Tiers((TierRow(1, 3, points(3), points(2)),))

    with pytest.raises(ValueError, match="no row for 4 participants"):
        settle(line_up("PPPP"), holed, Policy())


@pytest.mark.parametrize("policy", EVERY_POLICY, ids=str)
def test_a_standing_is_stored_and_read_back_unchanged(policy):
    for standing in settle(line_up("PNPPNPN"), DOCUMENT, policy, STAFF):
        assert Standing.from_json(standing.to_json()) == standing


def test_a_key_that_json_cannot_give_back_is_not_stored():
    (standing,) = settle([entrant(("a", 1), 80)], DOCUMENT, Policy())

    with pytest.raises(ValueError, match="cannot be stored"):
        standing.to_json()
