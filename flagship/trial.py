"""Trying an indicator out before it is published: the marks of one typed value, and the curve of its formula."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from flagship.charts import Chart, Series
from flagship.descriptions import Words
from flagship.formulas import (
    FORMULAS,
    Formula,
    IndicatorSpec,
    Mark,
    SpecProblem,
    Value,
    ValueProblem,
    compute,
    input_labels,
    spec_problems,
)
from flagship.formulas.params import read_params
from flagship.formulas.text import figure
from flagship.formulas.yes_no import ANSWERS
from flagship.numbers import NumberProblem, parse_number
from flagship.templatetags.house import label

PREFIX = "t-"
SAMPLE_TARGET = Decimal(100)
_SAMPLE_PEERS = tuple(map(Decimal, (60, 70, 80, 90, 100)))
_STEPS = 24


@dataclass(frozen=True, slots=True)
class Trial:
    """What a sample value earns, or the sentence why it cannot be marked. Both None: nothing was typed."""

    mark: Mark | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A box of the trial; `options` makes it a choice."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def questions(spec: IndicatorSpec, data: Mapping[str, str]) -> list[Question]:
    """What the trial of an indicator asks: its value, a target, the values of the others in the pool."""
    formula = FORMULAS[spec.formula]
    asked = []
    if formula.inputs in ("number", "pair"):
        for name, words in zip(("number", "second"), _labels(spec, formula), strict=False):
            asked.append(_question(name, f"{label(words) or _('Value')}{f' ({spec.unit})' if spec.unit else ''}", data))
    else:
        asked.append(_question("choice", _("Value"), data, options=_choices(spec, formula)))
    if formula.needs_target:
        asked.append(_question("target", _("Target of the person"), data, hint=_("Left open, that of the indicator.")))
    if formula.pool:
        others = _("Values of the others in the pool")
        asked.append(_question("peers", others, data, hint=_("With blanks between: 60 70 80 90 100.")))
    return asked


def try_out(spec: IndicatorSpec, data: Mapping[str, str]) -> Trial:
    """The marks of what was typed into the trial's boxes."""
    texts = {
        name: data.get(f"{PREFIX}{name}", "").strip() for name in ("number", "second", "choice", "target", "peers")
    }
    if not any(texts[name] for name in ("number", "second", "choice")):
        return Trial()
    try:
        value = Value(_number(texts["number"], spec.unit), _number(texts["second"], spec.unit), texts["choice"])
        peers = tuple(_number(word, spec.unit) for word in texts["peers"].split())
        return Trial(mark=compute(spec, value, target=_number(texts["target"], spec.unit), peers=peers))
    except (NumberProblem, ValueProblem, SpecProblem) as problem:
        return Trial(problem=label(problem))


def curve(spec: IndicatorSpec, data: Mapping[str, str] | None = None) -> Chart | None:
    """What an indicator earns over the values that matter to it; None while it has faults.

    Pairs are drawn over the first figure: a matrix with one line for each band of the second, a growth over a base of
    100. Where a target is missing, 100 is taken; where the pool is, five values from 60 to 100.
    """
    if spec_problems(spec):
        return None
    formula = FORMULAS[spec.formula]
    params, _faults = read_params(formula.params_schema, spec.params)
    title, axis = _("Marks by value"), spec.unit or _("Value")
    if formula.inputs not in ("number", "pair"):
        options = _choices(spec, formula)
        earned = _marks(spec, [Value(choice=code) for code, _words in options])
        return Chart(title, [words for _code, words in options], [Series(_("Marks"), earned, "gold")], "bar", axis=axis)
    target = params.get("target") or SAMPLE_TARGET if formula.needs_target else None
    peers = _peers(data or {}, spec) if formula.pool else ()
    numbers = _numbers(spec, formula, params, target, peers)
    lines = [
        Series(name, _marks(spec, [Value(number, second) for number in numbers], target, peers), tone)
        for name, second, tone in _seconds(formula, params)
    ]
    return Chart(title, [figure(number) for number in numbers], lines, axis=axis)


def _question(name: str, words: str, data: Mapping[str, str], **more) -> Question:
    return Question(f"{PREFIX}{name}", words, data.get(f"{PREFIX}{name}", ""), **more)


def _labels(spec: IndicatorSpec, formula: Formula) -> tuple:
    try:
        return input_labels(spec)
    except SpecProblem:
        return (Words("第一个数值", "First value"), Words("第二个数值", "Second value"))[
            : 1 + (formula.inputs == "pair")
        ]


def _choices(spec: IndicatorSpec, formula: Formula) -> tuple[tuple[str, str], ...]:
    if formula.inputs == "yesno":
        return tuple((option.code, label(option)) for option in ANSWERS)
    params, _faults = read_params(formula.params_schema, spec.params)
    return tuple((level.code, label(level)) for level in params.get("levels") or ())


def _number(text: str, unit: str) -> Decimal | None:
    return parse_number(text, unit=unit) if text else None


def _marks(spec: IndicatorSpec, values: Iterable[Value], target=None, peers=()) -> list[Decimal | None]:
    return [_mark(spec, value, target, peers) for value in values]


def _mark(spec: IndicatorSpec, value: Value, target, peers) -> Decimal | None:
    try:
        mark = compute(spec, value, target=target, peers=peers)
    except ValueProblem:
        return None
    return None if mark.not_applicable else mark.rounded


def _peers(data: Mapping[str, str], spec: IndicatorSpec) -> tuple[Decimal, ...]:
    try:
        typed = tuple(_number(word, spec.unit) for word in data.get(f"{PREFIX}peers", "").split())
    except NumberProblem:
        typed = ()
    return typed or _SAMPLE_PEERS


_TONES = ("red", "gold", "good", "muted", "bad")


def _seconds(formula: Formula, params: dict[str, Any]) -> list[tuple[str, Decimal | None, str]]:
    """The lines of the picture: name, second figure, tone."""
    if formula.code == "matrix":
        edges = params["table"].column_edges
        inside = [edges[0] - 1, *edges][: len(_TONES)]
        names = [f"< {figure(edges[0])}", *(f"≥ {figure(edge)}" for edge in edges)]
        return list(zip(names, inside, _TONES, strict=False))
    return [(_("Marks"), Decimal(100) if formula.inputs == "pair" else None, "red")]


def _numbers(spec: IndicatorSpec, formula: Formula, params, target, peers) -> list[Decimal]:
    """The values along the axis: even steps over the span that matters, and every edge inside it."""
    if formula.code == "deduction":
        most = int(min(spec.weight / params["rate"], Decimal(_STEPS))) + 2
        return [Decimal(number) for number in range(most)]
    edges = _edges(params, target, formula)
    low, high = _span(spec, formula, params, target, peers, edges)
    step = _even_step((high - low) / _STEPS)
    first, last = int(low // step), -int(-high // step)
    return sorted({step * place for place in range(first, last + 1)} | {edge for edge in edges if low <= edge <= high})


def _even_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, … (and their tenths) that is not below `least`, so that the axis has round
    figures."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if step >= least)


def _edges(params, target: Decimal | None, formula: Formula) -> list[Decimal]:
    bands = [end for band in params.get("bands") or () for end in (band.low, band.high) if end is not None]
    if bands and target is not None:
        bands = [edge * target / 100 for edge in bands]
    points = [params[name] for name in ("from_value", "to_value") if params.get(name) is not None]
    matrix = list(params["table"].row_edges) if formula.code == "matrix" else []
    return sorted({*bands, *points, *matrix})


def _span(spec, formula: Formula, params, target, peers, edges) -> tuple[Decimal, Decimal]:
    if formula.code == "growth":
        change = target * Decimal("1.3")
        return (Decimal(100) - change, Decimal(100)) if params["kind"] == "fall" else (Decimal(100), 100 + change)
    if edges:
        margin = (edges[-1] - edges[0]) / 5 or abs(edges[0]) / 5 or Decimal(1)
        return edges[0] - margin, edges[-1] + margin
    if peers:
        return min(peers), max(peers)
    if formula.code == "per_unit":
        return Decimal(0), spec.ceiling / params["rate"] * params["unit_size"] * Decimal("1.2")
    if target:
        half = abs(target) / 2
        return target - half, target + half
    return Decimal(0), Decimal(100)
