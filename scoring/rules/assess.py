"""A whole month as a function: from what was entered to marks, ranks and points (三、五（三）).

Draft, publicity, settlement, recomputation and what-if all call `assess`; no figure of a month comes from elsewhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flagship.policies import Policy, TierRow, Tiers
from scoring.rules.caps import cap_totals, pool_cap
from scoring.rules.checks import OverPlaces, everyone_ties, over_places
from scoring.rules.entrants import Entrant
from scoring.rules.findings import Finding, findings
from scoring.rules.inputs import CellInput, MonthInputs, PersonInput, TemplateInput
from scoring.rules.items import Item, PersonMarks
from scoring.rules.lines import IndicatorLine, line_of
from scoring.rules.marked import Marked
from scoring.rules.marks import mark_people
from scoring.rules.pools import Contender, Pool, split_pools
from scoring.rules.positions import pool_positions
from scoring.rules.settle import settle

_NO_CELL = CellInput()


@dataclass(frozen=True, slots=True)
class PoolResult:
    """One pool. `n` chose the tier row of Party people (None while the table is empty); `cap` limits the totals."""

    pool: Pool
    n: int
    party: int
    staff: int
    row: TierRow | None
    cap: Decimal
    over_places: tuple[OverPlaces, ...]
    everyone_ties: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """A month assessed. While `problems` is not empty, totals, ranks and points are provisional."""

    people: tuple[Marked, ...]
    pools: tuple[PoolResult, ...]
    problems: tuple[Finding, ...]

    @property
    def over_places(self) -> bool:
        """Whether ties make more people win or lose than there are places."""
        return any(pool.over_places for pool in self.pools)

    @property
    def everyone_ties(self) -> bool:
        """Whether in a pool of three or more everyone ties."""
        return any(pool.everyone_ties for pool in self.pools)

    @property
    def ranked(self) -> tuple[Marked, ...]:
        """Those with a standing."""
        return tuple(one for one in self.people if one.standing is not None)


def assess(
    inputs: MonthInputs,
    policy: Policy,
    tiers: Tiers,
    staff_tiers: Tiers | None = None,
    vetoed: Collection[int] = (),
) -> Assessment:
    """Assess a month. `vetoed` holds the member ids under a confirmed veto of the month.

    Tolerant of what is missing: blanks earn nothing and are told in `problems`, so that a draft has provisional
    figures. Raises ValueError for a tier table with a hole, SpecProblem for an indicator that cannot be computed.
    """
    templates = {template.id: template for template in inputs.templates}
    people = {person.member_id: person for person in inputs.people if person.ranked}
    marks = mark_people({key: _items(person, templates[person.template]) for key, person in people.items()})
    rankable = [person for key, person in people.items() if not marks[key].must_be_excused]
    pools = split_pools(
        (Contender(person.member_id, person.category, person.status.is_party) for person in rankable), policy
    )
    marked = {
        key: Marked(person, templates[person.template], marks[key], _lines(person, templates, marks[key]))
        for key, person in people.items()
    }
    results = []
    for index, pool in enumerate(pools):
        result, settled = _settle_pool(index, pool, marked, policy, tiers, staff_tiers, vetoed)
        results.append(result)
        marked |= settled
    in_order = tuple(marked.values())
    return Assessment(in_order, tuple(results), findings(inputs, in_order))


def _items(person: PersonInput, template: TemplateInput) -> list[Item]:
    cells = [(indicator.spec, person.cells.get(indicator.spec.code, _NO_CELL)) for indicator in template.indicators]
    return [
        Item(spec, cell.value, _own_target(person, spec.code, cell), cell.not_applicable, template.id)
        for spec, cell in cells
    ]


def _own_target(person: PersonInput, code: str, cell: CellInput) -> Decimal | None:
    """The cell's own target, or else the person's for month or year; None where the indicator's holds."""
    persons = person.targets.get(code)
    return cell.target if cell.target is not None or persons is None else persons.value


def _lines(
    person: PersonInput, templates: Mapping[int, TemplateInput], marks: PersonMarks
) -> tuple[IndicatorLine, ...]:
    template = templates[person.template]
    return tuple(
        line_of(
            indicator,
            person.cells.get(indicator.spec.code, _NO_CELL),
            mark,
            persons=person.targets.get(indicator.spec.code),
            company_wide=template.company_wide,
            evidence=person.evidence.get(indicator.spec.code, ()),
        )
        for indicator, mark in zip(template.indicators, marks.lines, strict=True)
    )


def _settle_pool(index, pool, marked, policy, tiers, staff_tiers, vetoed) -> tuple[PoolResult, dict[int, Marked]]:
    mine = {key: marked[key] for key in pool.keys}
    allowed = [one.template.over_achievement for one in mine.values()]
    marks = cap_totals({key: one.marks for key, one in mine.items()}, allowed, policy)
    entrants = [
        Entrant(key, marks[key].total, marks[key].quantitative, one.person.status.is_party, key in vetoed)
        for key, one in mine.items()
    ]
    standings = {standing.key: standing for standing in settle(entrants, tiers, policy, staff_tiers)}
    places = pool_positions(entrants, policy)
    party = sum(entrant.party for entrant in entrants)
    n = len(entrants) if policy.non_party in ("counted", "together") else party
    result = PoolResult(
        pool=pool,
        n=n,
        party=party,
        staff=len(entrants) - party,
        row=tiers.row_for(n),
        cap=pool_cap(allowed, policy),
        over_places=tuple(over_places(standings.values())),
        everyone_ties=everyone_ties(entrants, policy),
    )
    settled = {
        key: Marked(one.person, one.template, marks[key], one.lines, index, standings[key], places[key])
        for key, one in mine.items()
    }
    return result, settled
