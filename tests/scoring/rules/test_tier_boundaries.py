"""Every boundary of the tier table under every policy, worked by hand from 五（三）1–3."""

from decimal import Decimal

import pytest

from flagship.policies import Policy
from flagship.standard import document_tiers
from scoring.rules import settle
from tests.scoring.rules.pools import DOCUMENT, EVERY_POLICY, line_up, points_of, tied_groups


def zeros(count: int) -> list[int]:
    return [0] * count


PARTY_ONLY = {
    0: [],
    1: [3],
    2: [3, 2],
    3: [3, 2, -2],
    9: [3, 2, *zeros(6), -2],
    10: [4, 3, 2, *zeros(5), -2, -3],
    11: [4, 3, 2, *zeros(6), -2, -3],
    29: [4, 3, 2, *zeros(24), -2, -3],
    30: [4, 3, 2, *zeros(25), -2, -3],
    31: [5, 4, 3, 2, 1, *zeros(23), -1, -2, -3],
}


@pytest.mark.parametrize("policy", EVERY_POLICY, ids=str)
@pytest.mark.parametrize("n", PARTY_ONLY)
def test_a_pool_of_party_people_without_ties_has_the_documents_points(n, policy):
    standings = settle(line_up("P" * n), DOCUMENT, policy)

    assert [standing.points for standing in standings] == PARTY_ONLY[n]
    assert [standing.rank for standing in standings] == list(range(1, n + 1))
    assert [standing.rank_from_bottom for standing in standings] == list(range(n, 0, -1))
    assert {standing.n for standing in standings} == ({n} if n else set())
    assert {(standing.tied, standing.account) for standing in standings} == ({(False, "star")} if n else set())


def mixed(n: int) -> str:
    """A non-Party employee first, one in the middle, one last but one; a Party member last."""
    inner = n - 4
    return "N" + "P" * (inner // 2) + "N" + "P" * (inner - inner // 2) + "N" + "P"


# For each line-up: the Party people's points when everyone counts, when the two are apart (also when non-Party people
# are not ranked at all: n is then the Party people's number in both), and when all stand in one ranking.
WITH_NON_PARTY = {
    "N": ([], [], []),
    "NP": ([3], [3], [2]),
    "PN": ([3], [3], [3]),
    "PNP": ([3, 2], [3, 2], [3, -2]),
    "NPP": ([3, 2], [3, 2], [2, -2]),
    "NNP": ([3], [3], [-2]),
    mixed(9): ([3, 2, 0, 0, 0, -2], [3, 2, 0, 0, 0, -2], [2, 0, 0, 0, 0, -2]),
    mixed(10): ([4, 3, 2, 0, 0, -2, -3], [3, 2, 0, 0, 0, 0, -2], [3, 2, 0, 0, 0, 0, -3]),
    mixed(11): ([4, 3, 2, 0, 0, 0, -2, -3], [3, 2, 0, 0, 0, 0, 0, -2], [3, 2, 0, 0, 0, 0, 0, -3]),
    mixed(29): ([4, 3, 2, *zeros(21), -2, -3], [4, 3, 2, *zeros(21), -2, -3], [3, 2, *zeros(23), -3]),
    mixed(30): ([4, 3, 2, *zeros(22), -2, -3], [4, 3, 2, *zeros(22), -2, -3], [3, 2, *zeros(24), -3]),
    mixed(31): (
        [5, 4, 3, 2, 1, *zeros(20), -1, -2, -3],
        [4, 3, 2, *zeros(23), -2, -3],
        [4, 3, 2, 1, *zeros(22), -1, -3],
    ),
}


@pytest.mark.parametrize("policy", EVERY_POLICY, ids=str)
@pytest.mark.parametrize("letters", WITH_NON_PARTY)
def test_non_party_people_change_the_tier_as_the_policy_says(letters, policy):
    everyone, apart, together = WITH_NON_PARTY[letters]
    expected = {"counted": everyone, "separate": apart, "unranked": apart, "together": together}[policy.non_party]

    standings = settle(line_up(letters), DOCUMENT, policy)

    assert points_of(standings) == expected
    assert points_of(standings, "staff") == zeros(letters.count("N"))


# Sizes of the groups that tie, from the top; for each group the points under `share` and under `average`.
TIES = [
    ([2], [3], ["2.5"]),  # (3 + 2) / 2
    ([3], [3], ["1"]),  # (3 + 2 − 2) / 3
    ([2, 1], [3, -2], ["2.5", "-2"]),
    ([1, 2], [3, 2], ["3", "0"]),  # the last two stand 2nd: positive first; (2 − 2) / 2
    ([9], [3], ["0.33"]),  # 3 / 9
    ([1, 2, 6], [3, 2, -2], ["3", "1", "-0.33"]),
    ([7, 2], [3, -2], ["0.71", "-1"]),  # 5 / 7
    ([10], [4], ["0.4"]),  # (9 − 5) / 10
    ([4, 6], [4, -3], ["2.25", "-0.83"]),  # 9 / 4, −5 / 6
    ([9, 1], [4, -3], ["0.78", "-3"]),  # (9 − 2) / 9
    ([1, 9], [4, 3], ["4", "0"]),  # (3 + 2 − 2 − 3) / 9
    ([2, 2, 4, 2], [4, 2, 0, -3], ["3.5", "1", "0", "-2.5"]),
    ([3, 8], [4, -3], ["3", "-0.63"]),  # −5 / 8 = −0.625, half away from zero
    ([29], [4], ["0.14"]),  # 4 / 29
    ([8, 22], [4, -3], ["1.13", "-0.23"]),  # 9 / 8 = 1.125, −5 / 22
    ([1, 1, 1, 24, 3], [4, 3, 2, 0, -3], ["4", "3", "2", "0", "-1.67"]),  # −5 / 3
    ([31], [5], ["0.29"]),  # (15 − 6) / 31
    ([6, 25], [5, -3], ["2.5", "-0.24"]),
    ([5, 24, 2], [5, -1, -3], ["3", "-0.04", "-2.5"]),  # the 24 stand third from the bottom; −1 / 24
    ([4, 27], [5, 1], ["3.5", "-0.19"]),  # the 27 stand fifth: positive first; (1 − 6) / 27
]


@pytest.mark.parametrize("non_party", ["counted", "separate", "together", "unranked"])
@pytest.mark.parametrize(("sizes", "share", "average"), TIES, ids=str)
def test_ties_across_places(sizes, share, average, non_party):
    for tie_points, expected in (("share", share), ("average", average)):
        standings = settle(tied_groups(*sizes), DOCUMENT, Policy(tie_points=tie_points, non_party=non_party))

        by_hand = [Decimal(value) for value, size in zip(expected, sizes, strict=True) for _ in range(size)]
        assert [standing.points for standing in standings] == by_hand
        assert [standing.tied for standing in standings] == [size > 1 for size in sizes for _ in range(size)]


def test_ranks_are_shared_and_the_next_are_skipped_from_both_ends():
    standings = settle(tied_groups(1, 2, 1), DOCUMENT, Policy())

    assert [(standing.rank, standing.rank_from_bottom) for standing in standings] == [(1, 4), (2, 2), (2, 2), (4, 1)]


def test_the_shipped_table_is_the_one_these_tests_were_worked_from():
    assert document_tiers() == DOCUMENT
