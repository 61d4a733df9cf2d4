"""The cap of a pool's totals."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from flagship.formulas.base import HUNDRED
from flagship.policies import Policy
from scoring.rules.items import PersonMarks

Key = TypeVar("Key", bound=Hashable)


def pool_cap(over_achievement: Iterable[bool], policy: Policy) -> Decimal:
    """The most marks a total may have in a pool, given for each of its templates whether it allows over-achievement.

    100, so that totals of different templates can be compared; the policy's `total_cap` when every template of the
    pool allows over-achievement.
    """
    allowed = list(over_achievement)
    return policy.total_cap if allowed and all(allowed) else HUNDRED


def cap_totals(
    people: Mapping[Key, PersonMarks], over_achievement: Iterable[bool], policy: Policy
) -> dict[Key, PersonMarks]:
    """The people of one pool with totals capped at `pool_cap`; `uncapped` keeps what was earned before."""
    cap = pool_cap(over_achievement, policy)
    return {key: replace(person, total=min(person.uncapped, cap)) for key, person in people.items()}
