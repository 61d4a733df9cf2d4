"""A second, slow `settle`, written from the company's document with other means, to compare the real one with.

It counts instead of sorting, lays the points of the tier out on seats instead of indexing a table, and computes with
fractions of whole numbers instead of decimals. It shares no code with the rules.
"""

from fractions import Fraction

BONUS = {"high": [5, 4, 3, 2, 1], "middle": [4, 3, 2], "low": [3, 2]}
DEDUCTION = {"high": [3, 2, 1], "middle": [3, 2], "low": [2]}


def settle_slowly(entrants, policy):
    """For each Party member's key: n, rank, rank from the bottom, tied, points as a fraction of whole cents."""
    return {person.key: _settle_one(person, entrants, policy) for person in entrants if person.party}


def _settle_one(person, entrants, policy):
    party = [other for other in entrants if other.party]
    ranked = entrants if policy.non_party == "together" else party
    n = len(entrants) if policy.non_party in ("together", "counted") else len(party)
    better = sum(_beats(other, person, policy) for other in ranked)
    worse = sum(_beats(person, other, policy) for other in ranked)
    equal = len(ranked) - better - worse
    seats = _seats(len(ranked), n)
    if policy.tie_points == "average":
        cents = _cents(Fraction(sum(seats[better : better + equal]), equal))
    else:
        bonus, deduction = _tier(n)
        won = bonus[better] if better < len(bonus) else 0
        lost = deduction[worse] if worse < len(deduction) else 0
        cents = 100 * (won if won else -lost)
    if person.vetoed and cents > 0:
        cents = 0
    return n, better + 1, worse + 1, equal > 1, Fraction(cents, 100)


def _beats(one, other, policy):
    if one.total != other.total:
        return one.total > other.total
    return policy.tie_break == "quantitative" and one.quantitative > other.quantitative


def _tier(n):
    name = "high" if n > 30 else "middle" if n >= 10 else "low"
    return BONUS[name], DEDUCTION[name]


def _seats(size, n):
    """What each seat of a ranking is worth: first the deductions from the back, then the bonuses over them."""
    bonus, deduction = _tier(n)
    seats = [0] * size
    for index, value in enumerate(deduction[:size]):
        seats[size - 1 - index] = -value
    for index, value in enumerate(bonus[:size]):
        seats[index] = value
    return seats


def _cents(points):
    """Whole cents, half away from zero."""
    doubled = abs(points) * 200
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return whole if points > 0 else -whole
