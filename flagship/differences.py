"""What one version of a template says differently from another, indicator by indicator. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from flagship.descriptions import Words, describe
from flagship.formulas import IndicatorSpec
from flagship.formulas.text import figure

NOTHING = Words("—", "—")
YES, NO = Words("是", "Yes"), Words("否", "No")


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with all that a reader sees of it."""

    spec: IndicatorSpec
    description: str = ""
    evidence_required: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an indicator says differently."""

    what: Words
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Difference:
    """An indicator of either version; `changes` only where `kind` is changed."""

    kind: Literal["added", "removed", "changed"]
    name: str
    changes: tuple[Change, ...] = ()


def differences(old: Sequence[Line], new: Sequence[Line]) -> list[Difference]:
    """In the order of the new version, then what was removed; indicators that stayed as they were are left out.

    An indicator is known again by its code. A new order alone is no difference: no mark depends on it.
    """
    before = {line.spec.code: line for line in old}
    found = []
    for line in new:
        former = before.pop(line.spec.code, None)
        if former is None:
            found.append(Difference("added", line.spec.name, _changes(None, line)))
        elif changes := _changes(former, line):
            found.append(Difference("changed", line.spec.name, changes))
    return found + [Difference("removed", line.spec.name) for line in before.values()]


def _changes(former: Line | None, line: Line) -> tuple[Change, ...]:
    was, now = _said(former) if former else {}, _said(line)
    names = {words.zh: words for words in (*was, *now)}
    sides = {zh: (_find(was, zh), _find(now, zh)) for zh in names}
    return tuple(Change(names[zh], before, after) for zh, (before, after) in sides.items() if before != after)


def _find(said: dict[Words, Words], zh: str) -> Words:
    return next((value for name, value in said.items() if name.zh == zh and value.zh), NOTHING)


def _said(line: Line) -> dict[Words, Words]:
    spec, words = line.spec, describe(line.spec)
    kind = Words("定量", "quantitative") if spec.quantitative else Words("定性", "qualitative")
    return {
        Words("名称", "Name"): Words(spec.name, spec.name),
        Words("权重", "Weight"): _figure(spec.weight),
        Words("单位", "Unit"): Words(spec.unit, spec.unit),
        Words("性质", "Kind"): kind,
        Words("计分方法", "Formula"): words.formula,
        **dict(words.params),
        Words("需附佐证", "Evidence needed"): YES if line.evidence_required else NO,
        Words("说明", "Description"): Words(line.description, line.description),
        Words("条款", "Clause"): Words(spec.clause, spec.clause),
    }


def _figure(number) -> Words:
    return Words(figure(number), figure(number))
