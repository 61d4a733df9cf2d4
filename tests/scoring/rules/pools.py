"""Pools for the tests: the document's tier table typed in by hand, short ways to make entrants, and strategies."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from hypothesis import strategies as st

from flagship.policies import POLICY_CHOICES, TierRow, Tiers
from scoring.rules import Entrant, Policy, Standing, settle


def points(*values: int | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


DOCUMENT = Tiers(
    (
        TierRow(1, 9, points(3, 2), points(2), "五（三）3"),
        TierRow(10, 30, points(4, 3, 2), points(3, 2), "五（三）2"),
        TierRow(31, None, points(5, 4, 3, 2, 1), points(3, 2, 1), "五（三）1"),
    )
)
"""五（三）1–3, copied from the company's document and not from the program."""

STAFF = Tiers((TierRow(1, 5, points("1.5"), points()), TierRow(6, None, points(10, 6), points(4))))
"""An invented staff tier table, unlike the document's in every figure."""

EVERY_POLICY = [
    Policy(tie_break=tie_break, tie_points=tie_points, non_party=non_party)
    for tie_break, tie_points, non_party in product(
        POLICY_CHOICES["tie_break"], POLICY_CHOICES["tie_points"], POLICY_CHOICES["non_party"]
    )
]


def line_up(letters: str) -> list[Entrant]:
    """Entrants from the top without ties: `PNP` is a Party member, a non-Party employee, a Party member."""
    size = len(letters)
    return [
        Entrant(key=index, total=Decimal(size - index), quantitative=Decimal(50), party=letter == "P")
        for index, letter in enumerate(letters)
    ]


def tied_groups(*sizes: int) -> list[Entrant]:
    """Party people from the top in groups of equals: `tied_groups(1, 2)` is a winner and two who tie."""
    totals = [Decimal(100 - group) for group, size in enumerate(sizes) for _ in range(size)]
    return [Entrant(key=index, total=total, quantitative=Decimal(50)) for index, total in enumerate(totals)]


def points_of(standings: Sequence[Standing], account: str = "star") -> list[Decimal]:
    return [standing.points for standing in standings if standing.account == account]


def settle_by_key(entrants: Sequence[Entrant], policy: Policy, staff: Tiers | None = None) -> dict[object, Standing]:
    return {standing.key: standing for standing in settle(entrants, DOCUMENT, policy, staff)}


def _marks(most: int) -> st.SearchStrategy[Decimal]:
    """Few different values make many ties; two places make few. Both kinds of pool are wanted."""
    return st.one_of(
        st.integers(0, 4).map(lambda step: Decimal(most - 10 * step)),
        st.integers(0, most * 100).map(lambda hundredths: Decimal(hundredths) / 100),
    )


policies = st.sampled_from(EVERY_POLICY)
sizes = st.one_of(st.sampled_from([0, 1, 2, 3, 9, 10, 11, 29, 30, 31]), st.integers(0, 60))


@st.composite
def pools(draw: st.DrawFn, *, vetoes: bool = True, only_party: bool = False) -> list[Entrant]:
    """A pool of 0 to 60 people, the boundaries of the tiers often, with ties, non-Party people and vetoes."""
    size = draw(sizes)
    totals = draw(st.sampled_from([st.just(Decimal(80)), _marks(100), _marks(20)]))
    return [
        Entrant(
            key=key,
            total=draw(totals),
            quantitative=draw(_marks(40)),
            party=only_party or draw(st.integers(0, 3)) > 0,
            vetoed=vetoes and draw(st.integers(0, 9)) == 0,
        )
        for key in draw(st.permutations(range(size)))
    ]


@st.composite
def pools_without_ties(draw: st.DrawFn) -> list[Entrant]:
    """Party people with different totals, so that every place is held by one person."""
    totals = draw(st.lists(st.integers(0, 11_000), unique=True, max_size=60))
    return [
        Entrant(key=key, total=Decimal(total) / 100, quantitative=draw(_marks(40))) for key, total in enumerate(totals)
    ]
