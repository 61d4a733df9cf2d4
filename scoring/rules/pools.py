"""Who is ranked with whom: the whole branch, or the people of a flag category, small categories merged."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from flagship.categories import FlagCategory
from flagship.policies import Policy
from scoring.rules.entrants import key_order

_CATEGORIES = list(FlagCategory)


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who is to be put into a pool. `party` is true for Party and probationary members."""

    key: Hashable
    category: FlagCategory
    party: bool = True


@dataclass(frozen=True, slots=True)
class Pool:
    """People ranked with each other. `categories` are those of its people, in the document's order (四（二）)."""

    keys: tuple[Hashable, ...]
    categories: tuple[FlagCategory, ...]
    whole: bool

    @property
    def code(self) -> str:
        """A stable identifier within the sheet: `branch`, `marketing`, `service+lean`."""
        return "branch" if self.whole else "+".join(self.categories)

    @property
    def zh(self) -> str:
        if self.whole:
            return "全支部"
        names = "、".join(category.zh for category in self.categories)
        return f"{names}组" if len(self.categories) == 1 else f"{names}合并组"

    @property
    def en(self) -> str:
        return "Whole branch" if self.whole else " + ".join(category.en for category in self.categories)


def split_pools(people: Iterable[Contender], policy: Policy) -> list[Pool]:
    """The pools of one month sheet, in the document's order of categories; nobody gives no pool.

    Under `pool` = `category`, categories with fewer than `min_pool` people merge into one pool; if that is still
    smaller it joins the smallest other pool (of equals the first in the document's order). Only a whole branch may stay
    below. People count towards the size as they count in n: where non-Party people are ranked apart or not at all, the
    size is the number of Party people, whose points are at stake.
    """
    people = sorted(people, key=lambda person: key_order(person.key))
    if not people:
        return []
    groups = [{category} for category in _CATEGORIES if any(person.category == category for person in people)]
    groups = _merged(groups, people, policy) if policy.pool == "category" else [set().union(*groups)]
    return [_pool(group, people, whole=len(groups) == 1) for group in sorted(groups, key=_position)]


def _merged(groups: list[set[FlagCategory]], people: list[Contender], policy: Policy) -> list[set[FlagCategory]]:
    def size(group: set[FlagCategory]) -> int:
        return sum(person.category in group for person in people if person.party or _counts_non_party(policy))

    small = [group for group in groups if size(group) < policy.min_pool]
    if not small:
        return groups
    rest = [group for group in groups if group not in small]
    merged = set().union(*small)
    if size(merged) < policy.min_pool and rest:
        smallest = min(rest, key=size)
        rest.remove(smallest)
        merged |= smallest
    return [*rest, merged]


def _counts_non_party(policy: Policy) -> bool:
    return policy.non_party in ("counted", "together")


def _position(group: set[FlagCategory]) -> int:
    return min(_CATEGORIES.index(category) for category in group)


def _pool(group: set[FlagCategory], people: list[Contender], *, whole: bool) -> Pool:
    return Pool(
        keys=tuple(person.key for person in people if person.category in group),
        categories=tuple(category for category in _CATEGORIES if category in group),
        whole=whole,
    )
