"""What one branch looks at: indicators that lag, people who rise or fall. One query for both."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from branches.models import Branch
from flagship.figures import rounded
from flagship.periods import Month
from scoring.models import Standing
from scoring.rules.lines import IndicatorLine

MONTHS_BEFORE = 3
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Lagging:
    """An indicator: the share of its marks that its people reached, per cent with 1 place, and by how much it changed.

    `change` is against the three months before, in percentage points; None where it was not marked then.
    """

    name: str
    people: int
    share: Decimal
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class Mover:
    """A person's total against the mean of the up to three settled months before, in marks with 2 places."""

    member_id: int
    employee_number: str
    name: str
    total: Decimal
    before: Decimal
    rank: int | None

    @property
    def change(self) -> Decimal:
        return self.total - self.before


@dataclass(frozen=True, slots=True)
class BranchLook:
    """`lagging` begins with the lowest share; `movers` with who rose most."""

    lagging: list[Lagging]
    movers: list[Mover]

    @property
    def rising(self) -> list[Mover]:
        return [mover for mover in self.movers if mover.change > 0][:SHOWN]

    @property
    def falling(self) -> list[Mover]:
        return [mover for mover in reversed(self.movers) if mover.change < 0][:SHOWN]


def look_at_branch(branch: Branch, month: Month) -> BranchLook:
    """The settled month of a branch beside the three before it."""
    standings = (
        Standing.objects.in_force()
        .filter(branch=branch, month__gte=month - MONTHS_BEFORE, month__lte=month)
        .select_related("member")
        .defer("reason")
        .order_by("month", "member_id")
    )
    now = [standing for standing in standings if standing.month == month]
    before = [standing for standing in standings if standing.month != month]
    return BranchLook(_lagging(now, before), _movers(now, before))


def _lagging(now: list[Standing], before: list[Standing]) -> list[Lagging]:
    earlier = _shares(before)
    found = [
        Lagging(name, people, share, share - earlier[key][2] if key in earlier else None)
        for key, (name, people, share) in _shares(now).items()
    ]
    return sorted(found, key=lambda one: (one.share, one.name))[:SHOWN]


def _shares(standings: list[Standing]) -> dict[tuple[str, str], tuple[str, int, Decimal]]:
    """By category and indicator its name, how many were marked by it, and the share of its marks they reached."""
    reached: dict[tuple[str, str], list[tuple[Decimal, Decimal]]] = defaultdict(list)
    names = {}
    for standing in standings:
        lines = [IndicatorLine.from_json(line) for line in standing.lines]
        every = sum(line.weight for line in lines)
        applicable = sum(line.weight for line in lines if not line.not_applicable)
        for line in lines:
            if line.marks is not None and line.weight:
                # What does not apply to a person makes the other weights of that person count for more.
                reached[standing.category, line.code].append((line.marks, line.weight * every / applicable))
                names[standing.category, line.code] = line.name
    return {
        key: (names[key], len(of), rounded(100 * sum(marks for marks, _ in of) / sum(weight for _, weight in of), 1))
        for key, of in reached.items()
    }


def _movers(now: list[Standing], before: list[Standing]) -> list[Mover]:
    totals: dict[int, list[Decimal]] = defaultdict(list)
    for standing in before:
        totals[standing.member_id].append(standing.total)
    movers = [
        Mover(
            member_id=standing.member_id,
            employee_number=standing.member.employee_number,
            name=standing.name,
            total=standing.total,
            before=rounded(sum(totals[standing.member_id]) / len(totals[standing.member_id])),
            rank=standing.rank,
        )
        for standing in now
        if totals[standing.member_id]
    ]
    return sorted(movers, key=lambda mover: (-mover.change, mover.employee_number))
