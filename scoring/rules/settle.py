"""From a pool of participants to standings with points: 五（三） of the company's document."""

from collections.abc import Iterable

from flagship.categories import Account
from flagship.policies import ZERO, Policy, TierRow, Tiers
from scoring.rules.entrants import Entrant, check_entrants
from scoring.rules.points import Worth, after_veto, worth
from scoring.rules.ranking import Place, rankings
from scoring.rules.reasons import Reason, ReasonCode, Side
from scoring.rules.standings import Standing

_CODE_OF_SIDE = {Side.TOP: ReasonCode.BONUS, Side.BOTTOM: ReasonCode.DEDUCTION, Side.NONE: ReasonCode.NO_POINTS}


def settle(
    entrants: Iterable[Entrant], tiers: Tiers, policy: Policy, staff_tiers: Tiers | None = None
) -> list[Standing]:
    """Settle one pool of participants: ranks, points and a reason for everyone.

    Party people have points of `tiers` for the star account; non-Party people have points of `staff_tiers` for the
    staff account, and 0 while that table is empty or None. The list runs ranking by ranking (Party people first where
    they are ranked apart), from the top, people at one rank by their keys, whatever the order of `entrants`. An empty
    pool gives an empty list.

    Raises ValueError with one sentence when somebody enters twice, a total or share is not a finite Decimal, or a
    table has rows but none for the number of participants.
    """
    entrants = list(entrants)
    check_entrants(entrants)
    tables = {Account.STAR: tiers, Account.STAFF: staff_tiers or Tiers(())}
    return [
        _standing(entrant, place, ranking.n, tables, policy)
        for ranking in rankings(entrants, policy)
        for entrant, place in ranking.placed
    ]


def _standing(entrant: Entrant, place: Place | None, n: int, tables: dict[Account, Tiers], policy: Policy) -> Standing:
    account = Account.STAR if entrant.party else Account.STAFF
    row = _row(tables[account], n) if place else None
    earned = worth(place, row, policy) if place and row else Worth(ZERO)
    return Standing(
        key=entrant.key,
        n=n,
        rank=place and place.rank,
        rank_from_bottom=place and place.rank_from_bottom,
        tied=bool(place and place.tied),
        points=after_veto(earned.points, entrant.vetoed),
        account=account,
        reason=Reason(
            code=_code(account, place, tables[account], earned),
            account=account,
            n=n,
            ranked=place.size if place else 0,
            rank=place and place.rank,
            rank_from_bottom=place and place.rank_from_bottom,
            sharing=place.sharing if place else 0,
            tie_broken=bool(place and place.tie_broken),
            span=row.span if row else "",
            clause=row.clause if row else "",
            side=earned.side,
            places=earned.places,
            positive_first=earned.positive_first,
            earned=earned.points,
            vetoed=entrant.vetoed,
            tie_break=policy.tie_break,
            tie_points=policy.tie_points,
            non_party=policy.non_party,
        ),
    )


def _row(tiers: Tiers, n: int) -> TierRow | None:
    """The tier row of n participants; None for an empty table, ValueError for a table with a hole."""
    row = tiers.row_for(n)
    if row is None and tiers.rows:
        raise ValueError(f"The tier table has no row for {n} participants; mend the table before settling.")
    return row


def _code(account: Account, place: Place | None, tiers: Tiers, earned: Worth) -> ReasonCode:
    if not tiers.rows:
        return ReasonCode.STAFF_STANDARD if account is Account.STAFF else ReasonCode.NO_TIERS
    if place is None:
        return ReasonCode.NOT_RANKED
    return _CODE_OF_SIDE[earned.side]
