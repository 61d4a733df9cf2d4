"""From raw values to a person's marks and total: pool formulas, not-applicable indicators, blanks, the excuse rule."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from flagship.formulas import FORMULAS, Mark, Problem, ValueProblem, compute, exact, is_blank, round_half_up
from flagship.formulas.base import HUNDRED, ZERO
from flagship.formulas.text import figure
from flagship.formulas.text import marks as two_places
from scoring.rules.items import Item, MarkLine, PersonMarks

Key = TypeVar("Key", bound=Hashable)
Outcome = Mark | Problem | None
"""A mark, a sentence why there is none, or nothing for a blank."""

Peers = Mapping[tuple[str | int, str], tuple[Decimal, ...]]
"""The values to compare, by template and indicator code."""

MOST_NOT_APPLICABLE = Decimal(50)
"""A person is excused when more than this much weight, of 100, is not applicable."""


def mark_people(people: Mapping[Key, Sequence[Item]]) -> dict[Key, PersonMarks]:
    """The marks of all unexcused people of one sheet; every mark has 2 places, half up away from zero.

    Pool formulas compare the people who share an indicator (its template and code), except those who must be excused
    because too much is not applicable to them. A blank or an impossible value is reported, never raised. Totals are
    not capped yet: see `cap_totals`. Raises SpecProblem for an indicator that should not have been published.
    """
    alone = {key: _outcomes((item for item in items if not _compares(item)), {}) for key, items in people.items()}
    excused = {key: must_be_excused(items, _not_applicable(items, alone[key])) for key, items in people.items()}
    peers = _peers(items for key, items in people.items() if not excused[key])
    marked = {}
    for key, items in people.items():
        outcomes = alone[key] | _outcomes((item for item in items if _compares(item)), peers)
        marked[key] = _without_total(items, outcomes) if excused[key] else _with_total(items, outcomes)
    return marked


def must_be_excused(items: Sequence[Item], not_applicable: Collection[str]) -> bool:
    """Whether more than 50 of weight, or every quantitative indicator, is among these not-applicable codes."""
    lost = sum((item.spec.weight for item in items if item.spec.code in not_applicable), ZERO)
    quantitative = {item.spec.code for item in items if item.spec.quantitative}
    return lost > MOST_NOT_APPLICABLE or (bool(quantitative) and quantitative <= set(not_applicable))


def _compares(item: Item) -> bool:
    return item.spec.formula in FORMULAS and FORMULAS[item.spec.formula].pool


def _outcomes(items: Iterable[Item], peers: Peers) -> dict[str, Outcome]:
    return {item.spec.code: _outcome(item, peers.get((item.template, item.spec.code), ())) for item in items}


def _outcome(item: Item, peers: tuple[Decimal, ...]) -> Outcome:
    if item.not_applicable:
        return Mark(ZERO, not_applicable=True, zh="不适用", en="Not applicable")
    if item.value is None or is_blank(item.spec, item.value):
        return None
    try:
        return compute(item.spec, item.value, target=item.target, peers=peers)
    except ValueProblem as found:
        return found.problem


def _not_applicable(items: Iterable[Item], outcomes: Mapping[str, Outcome]) -> set[str]:
    """The codes said to be not applicable, by hand or by the formula (a growth base ≤ 0)."""
    by_formula = {code for code, outcome in outcomes.items() if isinstance(outcome, Mark) and outcome.not_applicable}
    return by_formula | {item.spec.code for item in items if item.not_applicable}


def _peers(people: Iterable[Sequence[Item]]) -> Peers:
    values = defaultdict(list)
    for items in people:
        for item in items:
            if _compares(item) and not item.not_applicable and item.value and item.value.number is not None:
                values[item.template, item.spec.code].append(item.value.number)
    return {shared: tuple(numbers) for shared, numbers in values.items()}


def _with_total(items: Sequence[Item], outcomes: Mapping[str, Outcome]) -> PersonMarks:
    away = _not_applicable(items, outcomes)
    applicable = [item for item in items if item.spec.code not in away]
    weight = sum((item.spec.weight for item in applicable), ZERO)
    worth = weight if away else HUNDRED
    lines = tuple(_line(item, outcomes[item.spec.code], worth) for item in items)
    marks = {line.code: line.marks for line in lines if line.marks is not None}
    counted = [item for item in applicable if item.spec.quantitative]
    total = max(ZERO, sum(marks.values(), ZERO))
    return PersonMarks(
        lines=lines,
        total=total,
        quantitative=_share(
            sum((marks.get(item.spec.code, ZERO) for item in counted), ZERO),
            sum((item.spec.weight for item in counted), ZERO),
            worth,
        ),
        applicable_weight=weight,
        must_be_excused=False,
        uncapped=total,
        **_gaps(items, outcomes),
    )


def _without_total(items: Sequence[Item], outcomes: Mapping[str, Outcome]) -> PersonMarks:
    away = _not_applicable(items, outcomes)
    return PersonMarks(
        lines=tuple(_line(item, outcomes[item.spec.code], HUNDRED) for item in items),
        total=ZERO,
        quantitative=ZERO,
        applicable_weight=sum((item.spec.weight for item in items if item.spec.code not in away), ZERO),
        must_be_excused=True,
        uncapped=ZERO,
        **_gaps(items, outcomes),
    )


def _gaps(items: Iterable[Item], outcomes: Mapping[str, Outcome]) -> dict[str, tuple[str, ...]]:
    found = [(item.spec.code, outcomes[item.spec.code]) for item in items]
    return {
        "blanks": tuple(code for code, outcome in found if outcome is None),
        "refused": tuple(code for code, outcome in found if isinstance(outcome, Problem)),
    }


def _share(marks: Decimal, weight: Decimal, worth: Decimal) -> Decimal:
    """Quantitative marks ÷ applicable quantitative weight × 100.

    Marks were multiplied by 100 ÷ `worth` where something is not applicable, and so is the weight they are held
    against: somebody with fewer indicators has no better share for that.
    """
    if not weight:
        return ZERO
    with exact():
        return round_half_up(marks * worth / weight)


def _line(item: Item, outcome: Outcome, worth: Decimal) -> MarkLine:
    """One line; the weight of what is not applicable is spread over the rest by × 100 ÷ `worth`."""
    code = item.spec.code
    if outcome is None:
        return MarkLine(code, None, "未填写", "Not entered")
    if isinstance(outcome, Problem):
        return MarkLine(code, None, outcome.zh, outcome.en)
    if outcome.not_applicable:
        return MarkLine(code, None, outcome.zh, outcome.en, not_applicable=True)
    if worth == HUNDRED:
        return MarkLine(code, outcome.rounded, outcome.zh, outcome.en)
    with exact():
        marks = round_half_up(outcome.marks * HUNDRED / worth)
    spread = f"× 100 ÷ {figure(worth)} = {two_places(marks)}"
    return MarkLine(
        code, marks, f"{outcome.zh}；按适用权重折算 {spread}", f"{outcome.en}; on the applicable weight {spread}"
    )
