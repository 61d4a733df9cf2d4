"""Order and ranks. The order is one tuple of named keys; a rank is shared by equals and the next ones are skipped."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from flagship.policies import ZERO, Policy
from scoring.rules.entrants import Entrant, key_order


class Order(NamedTuple):
    """What decides who stands before whom, the first key first, each from high to low."""

    total: Decimal
    quantitative: Decimal


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in a ranking of `size` people.

    `rank` counts from the top, `rank_from_bottom` is its mirror image (last = 1); `sharing` people stand at this rank,
    the person included. `tie_broken` says that somebody else has the same total and only the tie-break parts them.
    """

    rank: int
    rank_from_bottom: int
    sharing: int
    size: int
    tie_broken: bool = False

    @property
    def tied(self) -> bool:
        return self.sharing > 1

    @property
    def occupied(self) -> range:
        """The places that those at this rank occupy together, counted from the top: ranks 2, 2 occupy 2 and 3."""
        return range(self.rank, self.rank + self.sharing)


class Ranking(NamedTuple):
    """People ranked among themselves and the number of participants `n` that chooses their tier row.

    `placed` runs from the top; people at one rank stand in the order of their keys. A place is None for somebody who
    is shown only.
    """

    n: int
    placed: tuple[tuple[Entrant, Place | None], ...]


def order_of(entrant: Entrant, policy: Policy) -> Order:
    """The order key of one entrant under the tie-break policy; without a tie-break the share decides nothing."""
    return Order(
        total=entrant.total,
        quantitative=entrant.quantitative if policy.tie_break == "quantitative" else ZERO,
    )


def place_all(entrants: Iterable[Entrant], policy: Policy) -> tuple[tuple[Entrant, Place], ...]:
    """Everyone with their place, from the top."""
    entrants = _from_the_top(entrants, policy)
    size = len(entrants)
    at_order = Counter(order_of(entrant, policy) for entrant in entrants)
    at_total = Counter(entrant.total for entrant in entrants)
    places, above = {}, 0
    for order, sharing in at_order.items():
        places[order] = Place(
            rank=above + 1,
            rank_from_bottom=size - above - sharing + 1,
            sharing=sharing,
            size=size,
            tie_broken=at_total[order.total] > sharing,
        )
        above += sharing
    return tuple((entrant, places[order_of(entrant, policy)]) for entrant in entrants)


def _from_the_top(entrants: Iterable[Entrant], policy: Policy) -> list[Entrant]:
    by_key = sorted(entrants, key=lambda entrant: key_order(entrant.key))
    return sorted(by_key, key=lambda entrant: order_of(entrant, policy), reverse=True)


def _counted(party: list[Entrant], others: list[Entrant], policy: Policy) -> list[Ranking]:
    n = len(party) + len(others)
    return [Ranking(n, place_all(party, policy)), Ranking(n, place_all(others, policy))]


def _separate(party: list[Entrant], others: list[Entrant], policy: Policy) -> list[Ranking]:
    return [Ranking(len(party), place_all(party, policy)), Ranking(len(others), place_all(others, policy))]


def _together(party: list[Entrant], others: list[Entrant], policy: Policy) -> list[Ranking]:
    return [Ranking(len(party) + len(others), place_all(party + others, policy))]


def _unranked(party: list[Entrant], others: list[Entrant], policy: Policy) -> list[Ranking]:
    shown = tuple((entrant, None) for entrant in _from_the_top(others, policy))
    return [Ranking(len(party), place_all(party, policy)), Ranking(len(party), shown)]


_RANKED_WITH: dict[str, Callable[[list[Entrant], list[Entrant], Policy], list[Ranking]]] = {
    "counted": _counted,
    "separate": _separate,
    "together": _together,
    "unranked": _unranked,
}


def rankings(entrants: Iterable[Entrant], policy: Policy) -> list[Ranking]:
    """The rankings of one pool, which depend on how non-Party people are counted (五（三）, “党员为主、全员参与”).

    `counted`: two rankings, both with the n of everyone. `separate`: two with their own n. `together`: one.
    `unranked`: Party people are ranked, the others only shown; n is the number of Party people. Rankings of nobody are
    left out.
    """
    entrants = list(entrants)
    party = [entrant for entrant in entrants if entrant.party]
    others = [entrant for entrant in entrants if not entrant.party]
    return [ranking for ranking in _RANKED_WITH[policy.non_party](party, others, policy) if ranking.placed]
