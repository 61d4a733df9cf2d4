"""Who is ranked with whom."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.categories import FlagCategory
from scoring.rules import Contender, Policy, split_pools

BY_CATEGORY = Policy(pool="category", min_pool=3)


def people(**sizes):
    """Party people by category: `people(marketing=4, lean=1)`."""
    names = [category for category, size in sizes.items() for _ in range(size)]
    return [Contender(f"{index:03}", FlagCategory(name)) for index, name in enumerate(names)]


def shape(pools):
    return {pool.code: len(pool.keys) for pool in pools}


def test_nobody_gives_no_pool():
    assert split_pools([], Policy()) == split_pools([], BY_CATEGORY) == []


def test_a_branch_is_one_pool():
    (pool,) = split_pools(people(safety=2, marketing=1), Policy())

    assert (pool.keys, pool.categories) == (("000", "001", "002"), ("marketing", "safety"))
    assert (pool.code, pool.zh, pool.en) == ("branch", "全支部", "Whole branch")


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"marketing": 3, "service": 4}, {"marketing": 3, "service": 4}),
        ({"marketing": 5, "lean": 2, "safety": 1}, {"marketing": 5, "lean+safety": 3}),  # merged, large enough
        ({"marketing": 5, "service": 4, "lean": 2}, {"marketing": 5, "service+lean": 6}),  # joins the smallest other
        ({"marketing": 4, "service": 4, "lean": 2}, {"marketing+lean": 6, "service": 4}),  # of equals the first
        ({"marketing": 5, "research": 1, "lean": 1}, {"branch": 7}),  # 2 merged join the only other
        ({"marketing": 2}, {"branch": 2}),  # only a whole branch may stay below
        ({"marketing": 1, "lean": 1}, {"branch": 2}),
        ({"marketing": 2, "lean": 2, "safety": 2}, {"branch": 6}),
        ({"marketing": 7}, {"branch": 7}),  # one category is the whole branch
    ],
    ids=str,
)
def test_small_categories_merge(sizes, expected):
    assert shape(split_pools(people(**sizes), BY_CATEGORY)) == expected


def test_a_merged_pool_names_its_categories_in_the_documents_order():
    single, merged = split_pools(people(safety=1, research=2, lean=4), BY_CATEGORY)

    assert (single.zh, single.en) == ("科技研发、安全生产合并组", "Research and development + Work safety")
    assert (merged.zh, merged.en) == ("精益市场组", "Lean market")


def test_the_smallest_pool_is_a_policy():
    sizes = {"marketing": 4, "lean": 5}

    assert shape(split_pools(people(**sizes), Policy(pool="category", min_pool=5))) == {"branch": 9}
    assert shape(split_pools(people(**sizes), Policy(pool="category", min_pool=4))) == sizes
    assert shape(split_pools(people(marketing=1, lean=1), Policy(pool="category", min_pool=1))) == {
        "marketing": 1,
        "lean": 1,
    }


@pytest.mark.parametrize(
    ("non_party", "expected"),
    [
        ("counted", {"marketing": 3, "lean": 4}),
        ("together", {"marketing": 3, "lean": 4}),
        ("separate", {"branch": 7}),
        ("unranked", {"branch": 7}),
    ],
)
def test_non_party_people_fill_a_pool_only_where_they_count_in_n(non_party, expected):
    mixed = [
        *people(marketing=1, lean=4),
        Contender("n1", FlagCategory.MARKETING, party=False),
        Contender("n2", FlagCategory.MARKETING, party=False),
    ]

    assert shape(split_pools(mixed, Policy(pool="category", non_party=non_party))) == expected


contenders = st.lists(
    st.builds(Contender, st.integers(), st.sampled_from(list(FlagCategory)), st.booleans()),
    unique_by=lambda person: person.key,
    max_size=25,
)
policies = st.builds(
    Policy,
    pool=st.sampled_from(["branch", "category"]),
    min_pool=st.integers(1, 8),
    non_party=st.sampled_from(["counted", "separate", "together", "unranked"]),
)


@given(contenders, policies)
def test_everybody_stands_in_one_pool_with_their_category_and_no_part_of_a_branch_stays_below(group, policy):
    pools = split_pools(group, policy)

    assert sorted(key for pool in pools for key in pool.keys) == sorted(person.key for person in group)
    for pool in pools:
        inside = [person for person in group if person.key in pool.keys]
        assert {person.category for person in inside} == set(pool.categories)
        counted = [person for person in inside if person.party or policy.non_party in ("counted", "together")]
        assert pool.whole or len(counted) >= policy.min_pool
    assert len(pools) == 1 or not any(pool.whole for pool in pools)
    assert len({category for pool in pools for category in pool.categories}) == sum(len(p.categories) for p in pools)


@given(contenders, policies)
def test_pools_do_not_depend_on_the_order_of_people(group, policy):
    assert split_pools(random.Random(1).sample(group, len(group)), policy) == split_pools(group, policy)
