"""What a place is worth: the tier row, ties, positive first, veto."""

from dataclasses import dataclass
from decimal import Decimal

from flagship.formulas.base import exact, round_half_up
from flagship.policies import ZERO, Policy, TierRow
from scoring.rules.ranking import Place
from scoring.rules.reasons import Side


@dataclass(frozen=True, slots=True)
class Worth:
    """The points of a place before any veto.

    `side` is the end of the table that decides (none at 0 points), `places` the number of places that end has in the
    tier row. `positive_first` says that a deduction was due at the same place and is dropped.
    """

    points: Decimal
    side: Side = Side.NONE
    places: int = 0
    positive_first: bool = False


def worth(place: Place, row: TierRow, policy: Policy) -> Worth:
    """The points of a place under the tie policy.

    `share`: everyone at a rank has that rank's points. `average`: those who tie have the mean of the points of the
    places they occupy, 2 places, half up away from zero. Positive first holds in each place (三（四）, 五（三）).
    """
    if place.tied and policy.tie_points == "average":
        seats = [(top, place.size + 1 - top) for top in place.occupied]
    else:
        seats = [(place.rank, place.rank_from_bottom)]
    values = [_value(row, top, bottom) for top, bottom in seats]
    points = _mean(values)
    if points == ZERO:
        return Worth(ZERO)
    side = Side.TOP if points > ZERO else Side.BOTTOM
    return Worth(
        points=points,
        side=side,
        places=len(row.bonus) if side is Side.TOP else len(row.deduction),
        positive_first=any(_bonus(row, top) and _deduction(row, bottom) for top, bottom in seats),
    )


def after_veto(points: Decimal, vetoed: bool) -> Decimal:
    """A veto takes a bonus and leaves a deduction: min(0, points)."""
    return min(ZERO, points) if vetoed else points


def _value(row: TierRow, from_top: int, from_bottom: int) -> Decimal:
    """The points of one place: positive first – whoever has a bonus gets no deduction."""
    return _bonus(row, from_top) or -_deduction(row, from_bottom)


def _bonus(row: TierRow, from_top: int) -> Decimal:
    return row.bonus[from_top - 1] if from_top <= len(row.bonus) else ZERO


def _deduction(row: TierRow, from_bottom: int) -> Decimal:
    return row.deduction[from_bottom - 1] if from_bottom <= len(row.deduction) else ZERO


def _mean(values: list[Decimal]) -> Decimal:
    if len(values) == 1:
        return values[0]
    with exact():
        return round_half_up(sum(values, ZERO) / len(values))
