"""What holds in every pool. `pytest --hypothesis-profile=deep` searches longer (see tests/profiles.py)."""

import random
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from flagship.policies import Policy
from scoring.rules import Standing, settle
from tests.scoring.rules.oracle import settle_slowly
from tests.scoring.rules.pools import DOCUMENT, STAFF, line_up, policies, pools, pools_without_ties, settle_by_key


@given(pools(), policies)
def test_settle_agrees_with_the_slow_oracle(pool, policy):
    standings = settle(pool, DOCUMENT, policy, STAFF)

    assert {s.key: (s.n, s.rank, s.rank_from_bottom, s.tied, s.points) for s in standings if s.account == "star"} == (
        settle_slowly(pool, policy)
    )


def test_settle_agrees_with_the_slow_oracle_on_thousands_of_plain_random_pools():
    dice = random.Random(20200101)
    for size in [*range(45)] * 50:
        policy = Policy(
            tie_break=dice.choice(["quantitative", "none"]),
            tie_points=dice.choice(["share", "average"]),
            non_party=dice.choice(["counted", "separate", "together", "unranked"]),
        )
        spread = dice.choice([2, 10, 10_000])
        pool = [
            replace(
                one,
                total=Decimal(dice.randrange(spread)) / 100,
                quantitative=Decimal(dice.randrange(3)),
                party=dice.random() < 0.75,
                vetoed=dice.random() < 0.05,
            )
            for one in line_up("P" * size)
        ]
        found = {s.key: (s.n, s.rank, s.rank_from_bottom, s.tied, s.points) for s in settle(pool, DOCUMENT, policy)}

        assert {one.key: found[one.key] for one in pool if one.party} == settle_slowly(pool, policy)


@given(pools_without_ties(), policies)
def test_without_ties_a_pool_of_party_people_posts_nine_four_or_three(pool, policy):
    n = len(pool)
    total = sum(standing.points for standing in settle(pool, DOCUMENT, policy))

    assert total == (9 if n > 30 else 4 if n >= 10 else {0: 0, 1: 3, 2: 5}.get(n, 3))


@given(pools(), policies)
def test_everyone_has_one_standing_and_shuffling_changes_nothing(pool, policy):
    standings = settle(pool, DOCUMENT, policy, STAFF)

    assert Counter(s.key for s in standings) == Counter(one.key for one in pool)
    assert settle(random.Random(len(pool)).sample(pool, len(pool)), DOCUMENT, policy, STAFF) == standings
    assert settle(iter(pool), DOCUMENT, policy, STAFF) == standings


@given(pools(), policies)
def test_higher_marks_never_stand_lower_and_never_earn_less(pool, policy):
    totals = {one.key: one.total for one in pool}
    by_account = settle(pool, DOCUMENT, policy, STAFF)
    for account in ("star", "staff"):
        ranked = [s for s in by_account if s.account == account and s.rank]
        for upper, lower in pairwise(ranked):
            assert totals[upper.key] >= totals[lower.key]
            assert upper.rank <= lower.rank
            assert upper.rank_from_bottom >= lower.rank_from_bottom
            assert upper.reason.earned >= lower.reason.earned


@given(pools(), policies)
def test_the_rank_from_the_bottom_is_the_mirror_image(pool, policy):
    """Turning every figure round turns the two ranks round."""
    turned = [replace(one, total=200 - one.total, quantitative=100 - one.quantitative) for one in pool]

    assert {s.key: (s.rank, s.rank_from_bottom) for s in settle(pool, DOCUMENT, policy)} == {
        s.key: (s.rank_from_bottom, s.rank) for s in settle(turned, DOCUMENT, policy)
    }


@given(pools(), policies)
def test_ranks_and_those_who_share_them_fill_the_ranking(pool, policy):
    for standing in settle(pool, DOCUMENT, policy):
        if standing.rank is not None:
            reason = standing.reason
            above, below = standing.rank - 1, standing.rank_from_bottom - 1
            assert above + reason.sharing + below == reason.ranked
            assert standing.tied == (reason.sharing > 1)
            assert 1 <= reason.ranked <= standing.n <= len(pool)


@given(pools(vetoes=False), policies)
def test_positive_first_whoever_is_among_the_winners_loses_nothing(pool, policy):
    for standing in settle(pool, DOCUMENT, replace(policy, tie_points="share")):
        row = DOCUMENT.row_for(standing.n)
        if standing.account == "star" and standing.rank <= len(row.bonus):
            assert standing.points == row.bonus[standing.rank - 1] > 0


@given(pools(only_party=True, vetoes=False), policies)
def test_the_average_gives_a_pool_what_its_places_are_worth(pool, policy):
    """Nothing is won or lost by ties but the rounding of each mean: half a cent for each person at most."""
    standings = settle(pool, DOCUMENT, replace(policy, tie_points="average"))
    n = len(pool)
    places = 9 if n > 30 else 4 if n >= 10 else {0: 0, 1: 3, 2: 5}.get(n, 3)

    assert abs(sum(s.points for s in standings) - places) <= Decimal("0.005") * n


@given(pools(only_party=True, vetoes=False), policies)
def test_those_above_and_below_a_tie_have_the_same_points_under_both_tie_policies(pool, policy):
    share = settle_by_key(pool, replace(policy, tie_points="share"))
    average = settle_by_key(pool, replace(policy, tie_points="average"))

    assert {key: s.points for key, s in share.items() if not s.tied} == {
        key: s.points for key, s in average.items() if not s.tied
    }


@given(pools(vetoes=False), policies, st.data())
def test_a_veto_never_gains_and_touches_nobody_else(pool, policy, data):
    assume(pool)
    struck = data.draw(st.sampled_from(pool)).key
    before = settle_by_key(pool, policy, STAFF)
    after = settle_by_key([replace(one, vetoed=one.key == struck) for one in pool], policy, STAFF)

    assert after[struck].points == min(0, before[struck].points)
    assert after[struck].rank == before[struck].rank
    assert {key: s for key, s in after.items() if key != struck} == {
        key: s for key, s in before.items() if key != struck
    }


@given(pools(), policies)
def test_star_points_are_a_matter_of_party_people_alone(pool, policy):
    party = {one.key for one in pool if one.party}

    assert {s.key for s in settle(pool, DOCUMENT, policy, STAFF) if s.account == "star"} == party
    assert all(s.points == 0 for s in settle(pool, DOCUMENT, policy) if s.account == "staff")


@given(pools(), policies)
def test_non_party_people_touch_the_stars_only_through_n_unless_all_stand_in_one_ranking(pool, policy):
    assume(policy.non_party != "together")
    party = [one for one in pool if one.party]
    alone = settle_by_key(party, replace(policy, non_party="separate"))

    for key, standing in settle_by_key(pool, policy).items():
        if standing.account == "star":
            assert (standing.rank, standing.rank_from_bottom) == (alone[key].rank, alone[key].rank_from_bottom)


@given(pools(), policies)
def test_every_standing_says_why_and_survives_storage(pool, policy):
    for standing in settle(pool, DOCUMENT, policy, STAFF):
        assert Standing.from_json(standing.to_json()) == standing
        assert standing.reason.zh.endswith("。")
        assert str(standing.reason) == standing.reason.en
        assert (standing.points == 0) or (standing.reason.code in ("bonus", "deduction"))
