"""An indicator in words: its formula, what the formula asks for, and its parameters, in Chinese and English. Pure."""

from dataclasses import dataclass
from typing import Any

from flagship.formulas import FORMULAS, IndicatorSpec
from flagship.formulas.params import Band, Level, Matrix, ParamField, read_params
from flagship.formulas.text import amount, band_en, band_zh, figure


@dataclass(frozen=True, slots=True)
class Words:
    """One line in both languages; templates show it through `label`."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Description:
    """`formula` is its name, `hint` how it reckons, `params` pairs of a name and what was set."""

    formula: Words
    hint: Words
    params: tuple[tuple[Words, Words], ...]


def describe(spec: IndicatorSpec) -> Description:
    """The formula of an indicator with its parameters, without optional ones that were left as they come."""
    formula = FORMULAS.get(spec.formula)
    if formula is None:
        return Description(Words(spec.formula, spec.formula), Words("", ""), ())
    values, _problems = read_params(formula.params_schema, spec.params)
    pairs = [
        (Words(field.zh, field.en), _said(field, values[field.name], spec, values))
        for field in formula.params_schema
        if values.get(field.name) is not None and not _is_idle(field, spec)
    ]
    pairs += _limits(spec)
    return Description(Words(formula.zh, formula.en), Words(formula.hint_zh, formula.hint_en), tuple(pairs))


def _is_idle(field: ParamField, spec: IndicatorSpec) -> bool:
    """Whether it says nothing: an optional parameter at its default, or which end of a band is closed (bands say)."""
    unset = spec.params.get(field.name) in (None, "", field.default)
    return field.name == "closed" or (not field.required and unset)


def _limits(spec: IndicatorSpec) -> list[tuple[Words, Words]]:
    limits = []
    if spec.floor:
        limits.append((Words("最低分", "Least marks"), _plain(figure(spec.floor))))
    if spec.cap is not None and spec.cap != spec.weight:
        limits.append((Words("封顶", "Most marks"), _plain(figure(spec.cap))))
    return limits


def _said(field: ParamField, value: Any, spec: IndicatorSpec, values: dict[str, Any]) -> Words:
    if field.kind == "bands":
        return _bands(value, spec, low_closed=values.get("closed") != "high")
    if field.kind == "levels":
        return _levels(value)
    if field.kind == "matrix":
        return _matrix(value, spec)
    if field.kind == "choice":
        option = next(option for option in field.options if option.code == value)
        return Words(option.zh, option.en)
    if field.name not in _VALUES:
        return _plain(figure(value))
    return _plain(amount(value, "%" if spec.formula == "growth" else spec.unit))


# Parameters that are values of the indicator, in its unit (a growth target in per cent); others are marks or counts.
_VALUES = ("target", "from_value", "to_value")


def _plain(text: str) -> Words:
    return Words(text, text)


def _bands(bands: tuple[Band, ...], spec: IndicatorSpec, *, low_closed: bool) -> Words:
    unit = "%" if spec.formula == "ratio_steps" else spec.unit
    highest_first = tuple(reversed(bands))
    return Words(
        "；".join(f"{band_zh(band, unit, low_closed=low_closed)} {figure(band.marks)} 分" for band in highest_first),
        "; ".join(f"{band_en(band, unit, low_closed=low_closed)}: {figure(band.marks)}" for band in highest_first),
    )


def _levels(levels: tuple[Level, ...]) -> Words:
    return Words(
        "；".join(f"{level.zh} {figure(level.marks)} 分" for level in levels),
        "; ".join(f"{level.en}: {figure(level.marks)}" for level in levels),
    )


def _matrix(table: Matrix, spec: IndicatorSpec) -> Words:
    """One clause for each band of the first factor, the marks from the lowest band of the second upwards."""
    edges = " / ".join(amount(edge, spec.unit) for edge in table.column_edges)
    rows = zip((None, *table.row_edges), (*table.row_edges, None), table.cells, strict=True)
    lines = [(Band(low, high, cells[0]), " / ".join(figure(cell) for cell in cells)) for low, high, cells in rows]
    return Words(
        f"{table.column_name or '因素二'}分界 {edges}；"
        + "；".join(f"{table.row_name or '因素一'} {band_zh(band, spec.unit)}：{cells} 分" for band, cells in lines),
        f"{table.column_name or 'second factor'} edges {edges}; "
        + "; ".join(f"{table.row_name or 'first factor'} {band_en(band, spec.unit)}: {cells}" for band, cells in lines),
    )
