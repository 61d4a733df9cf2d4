"""What a pool's ties make remarkable before it is submitted. Explained to people, never decided by the program."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flagship.categories import Account
from flagship.policies import Policy
from scoring.rules.entrants import Entrant
from scoring.rules.ranking import Ranking, order_of, rankings
from scoring.rules.reasons import Side
from scoring.rules.standings import Standing

FEWEST_WHO_TIE = 3


@dataclass(frozen=True, slots=True)
class OverPlaces:
    """Ties make `people` win (side top) or lose (side bottom) although the tier row has only `places` for it."""

    account: Account
    side: Side
    places: int
    people: int

    @property
    def zh(self) -> str:
        verb = "加" if self.side is Side.TOP else "扣"
        return f"因并列，{self.people}人{verb}分，多于该档{verb}分名次{self.places}个，提交时须说明理由。"

    @property
    def en(self) -> str:
        verb = "win" if self.side is Side.TOP else "lose"
        return f"Ties make {self.people} people {verb} points on {self.places} places; give a reason when submitting."


def over_places(standings: Iterable[Standing]) -> list[OverPlaces]:
    """Where more people win or lose than the tier row has places. Only `tie_points` = `share` can bring that about.

    People under a veto are counted with what they had earned: a veto moves nobody and hides no tie.
    """
    shared = [standing for standing in standings if standing.reason.tie_points == "share" and standing.reason.earned]
    found = Counter((s.account, s.reason.side, s.reason.places) for s in shared)
    return [
        OverPlaces(account, side, places, people)
        for (account, side, places), people in found.items()
        if people > places
    ]


def everyone_ties(entrants: Iterable[Entrant], policy: Policy) -> bool:
    """Whether three or more people all tie: a whole pool, or all who are ranked among themselves in it."""
    found = rankings(entrants, policy)
    apart = [_people(ranking) for ranking in found]
    pools = apart if policy.non_party == "separate" else [*apart, [person for group in apart for person in group]]
    return any(len(pool) >= FEWEST_WHO_TIE and len({order_of(one, policy) for one in pool}) == 1 for pool in pools)


def _people(ranking: Ranking) -> list[Entrant]:
    return [entrant for entrant, place in ranking.placed if place]
