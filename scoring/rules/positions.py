"""Where a total stands inside its own pool, so that months of different pools can be laid side by side."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from flagship.formulas import exact, round_half_up
from flagship.formulas.base import HUNDRED, ZERO
from flagship.policies import Policy
from scoring.rules.entrants import Entrant

Key = TypeVar("Key", bound=Hashable)

FEWEST = 5
"""Below this number of people a position says nothing and stays blank."""


@dataclass(frozen=True, slots=True)
class Position:
    """A total's position in its pool, 2 places each; None where it stays blank.

    `percentile`: the share of the *other* people whom one does not trail, those with the same total counted half:
    (lower + equal ÷ 2) ÷ (n − 1) × 100. The best alone has 100, the last alone 0. It equals
    (n − mid-rank) ÷ (n − 1) × 100. `z`: (total − mean) ÷ population standard deviation.
    """

    percentile: Decimal | None = None
    z: Decimal | None = None


def positions(totals: Mapping[Key, Decimal]) -> dict[Key, Position]:
    """The position of every total among all of them; all blank below 5 people or when all totals are equal."""
    if len(totals) < FEWEST or len(set(totals.values())) == 1:
        return dict.fromkeys(totals, Position())
    ascending = sorted(totals.values())
    others = len(ascending) - 1
    with exact():
        mean = sum(ascending, ZERO) / len(ascending)
        deviation = (sum(((total - mean) ** 2 for total in ascending), ZERO) / len(ascending)).sqrt()
        return {
            key: Position(
                percentile=round_half_up(HUNDRED * _not_trailed(ascending, total) / others),
                z=round_half_up((total - mean) / deviation),
            )
            for key, total in totals.items()
        }


def pool_positions(entrants: Iterable[Entrant], policy: Policy) -> dict[Hashable, Position]:
    """The positions of one pool's people among those they count in n with.

    `counted` and `together`: everyone. `separate`: Party people among themselves, the others among themselves.
    `unranked`: Party people; the others stay blank.
    """
    entrants = list(entrants)
    party = {entrant.key: entrant.total for entrant in entrants if entrant.party}
    others = {entrant.key: entrant.total for entrant in entrants if not entrant.party}
    match policy.non_party:
        case "counted" | "together":
            return positions(party | others)
        case "separate":
            return positions(party) | positions(others)
    return positions(party) | dict.fromkeys(others, Position())


def _not_trailed(ascending: list[Decimal], total: Decimal) -> Decimal:
    """How many others one does not trail, equals counted half."""
    lower = bisect_left(ascending, total)
    equal = bisect_right(ascending, total) - lower - 1
    return lower + Decimal(equal) / 2
