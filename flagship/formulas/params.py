"""Parameters of a formula: what a form must ask, and reading them back with a sentence for every fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Literal

from flagship.formulas.base import Problem

Kind = Literal["decimal", "bands", "levels", "matrix", "choice"]

MOST_DIGITS = 14
MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice parameter."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ParamField:
    """One parameter as the template editor asks it.

    `default` is used when a parameter that is not required is left out. JSON of the kinds: `decimal` "12.5";
    `choice` a code of `options`; `bands` [{"low": "60", "high": "80", "marks": "10"}, …] with null for an open end;
    `levels` [{"code": "a", "zh": "省部级", "en": "…", "marks": "12"}, …]; `matrix` see `Matrix`. `in_marks` says of a
    decimal that it is marks, so that it follows the weight (see `reweighed`); the marks of the tables always do.
    """

    name: str
    zh: str
    en: str
    kind: Kind = "decimal"
    required: bool = True
    default: str = ""
    options: tuple[Option, ...] = ()
    positive: bool = False
    in_marks: bool = False
    hint_zh: str = ""
    hint_en: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of values worth `marks`. None is an open end; which end is closed the formula says."""

    low: Decimal | None
    high: Decimal | None
    marks: Decimal


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a table or a rubric: chosen by `code`, worth `marks`."""

    code: str
    zh: str
    en: str
    marks: Decimal


@dataclass(frozen=True, slots=True)
class Matrix:
    """Two factors and a table of marks. JSON: {"row_name", "column_name", "row_edges", "column_edges", "cells"}.

    Edges ascend and belong to the band above them, so k edges make k + 1 bands without overlap or gap;
    `cells[row][column]` is in marks, the lowest band first.
    """

    row_name: str
    column_name: str
    row_edges: tuple[Decimal, ...]
    column_edges: tuple[Decimal, ...]
    cells: tuple[tuple[Decimal, ...], ...]


class _Fault(Exception):
    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def read_params(schema: tuple[ParamField, ...], params: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The parameters as typed values, missing optional ones by their default (None without one), and all faults."""
    known = {field.name for field in schema}
    problems = [
        Problem(f"计分方法没有“{name}”这个参数，请删除。", f"The formula has no parameter “{name}”; remove it.", name)
        for name in params
        if name not in known
    ]
    values: dict[str, Any] = {}
    for field in schema:
        given = params.get(field.name)
        if given in (None, "", []):
            if field.required:
                problems.append(Problem(f"“{field.zh}”没有填写。", f"“{field.en}” is missing.", field.name))
            given = field.default or None
        try:
            values[field.name] = None if given is None else _READERS[field.kind](field, given)
        except _Fault as fault:
            problems.append(Problem(f"“{field.zh}”：{fault.zh}", f"“{field.en}”: {fault.en}", field.name))
    return values, problems


def _decimal(text: Any, zh: str, en: str) -> Decimal:
    if text in (None, ""):
        raise _Fault(f"{zh}没有填写。", f"{en} is missing.")
    try:
        number = Decimal(text) if isinstance(text, str) and text.isascii() and "_" not in text else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise _Fault(f"{zh}“{text}”不是数。", f"{en} “{text}” is not a number.")
    if number and (number.adjusted() >= MOST_DIGITS or -number.normalize().as_tuple().exponent > MOST_PLACES):
        raise _Fault(
            f"{zh}“{text}”太长，小数点前最多 {MOST_DIGITS} 位、后最多 {MOST_PLACES} 位。",
            f"{en} “{text}” is too long: at most {MOST_DIGITS} digits before the point and {MOST_PLACES} after it.",
        )
    return number


def _read_decimal(field: ParamField, given: Any) -> Decimal:
    number = _decimal(given, "", "the value")
    if field.positive and number <= 0:
        raise _Fault("必须大于 0。", "it must be greater than 0.")
    return number


def _read_choice(field: ParamField, given: Any) -> str:
    if given not in [option.code for option in field.options]:
        raise _Fault(f"没有“{given}”这个选项。", f"there is no option “{given}”.")
    return given


def _rows(given: Any, zh: str, en: str) -> list[Mapping[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(row, Mapping) for row in given):
        raise _Fault(f"应是{zh}的列表。", f"it must be a list of {en}.")
    if len(given) < 2:
        raise _Fault(f"至少要有两个{zh}。", f"at least two {en} are needed.")
    return given


def _read_bands(field: ParamField, given: Any) -> tuple[Band, ...]:
    bands = []
    for place, row in enumerate(_rows(given, "档次", "bands"), start=1):
        ends = {
            name: None
            if row.get(name) in (None, "")
            else _decimal(row[name], f"第{place}档的界限", f"band {place}’s end")
            for name in ("low", "high")
        }
        band = Band(**ends, marks=_decimal(row.get("marks"), f"第{place}档的得分", f"band {place}’s marks"))
        if band.low is not None and band.high is not None and band.low >= band.high:
            raise _Fault(f"第{place}档的上限必须高于下限。", f"band {place} must end above its beginning.")
        bands.append(band)
    bands.sort(key=lambda band: (band.low is not None, band.low or 0))
    _check_cover(bands)
    return tuple(bands)


def _check_cover(bands: list[Band]) -> None:
    """Bands in ascending order must cover every number exactly once."""
    if bands[0].low is not None:
        raise _Fault(
            f"{bands[0].low} 以下没有档次，最低一档不应有下限。",
            f"nothing covers values below {bands[0].low}; the lowest band must have no lower end.",
        )
    for lower, upper in pairwise(bands):
        if lower.high is None or upper.low is None or lower.high > upper.low:
            shared = upper.low if upper.low is not None else lower.high
            where = (f"从 {shared} 起", f"from {shared} on") if shared is not None else ("", "")
            raise _Fault(f"有两档{where[0]}重叠。", f"two bands overlap {where[1]}".rstrip() + ".")
        if lower.high < upper.low:
            raise _Fault(f"{lower.high} 至 {upper.low} 之间没有档次。", f"no band covers {lower.high} to {upper.low}.")
    if bands[-1].high is not None:
        raise _Fault(
            f"{bands[-1].high} 以上没有档次，最高一档不应有上限。",
            f"nothing covers values above {bands[-1].high}; the highest band must have no upper end.",
        )


def _read_levels(field: ParamField, given: Any) -> tuple[Level, ...]:
    levels = []
    for place, row in enumerate(_rows(given, "等级", "levels"), start=1):
        code, zh = row.get("code"), row.get("zh")
        if not isinstance(code, str) or not isinstance(zh, str) or not code.strip() or not zh.strip():
            raise _Fault(f"第{place}个等级缺少代码或名称。", f"level {place} lacks its code or its name.")
        marks = _decimal(row.get("marks"), f"等级“{zh}”的得分", f"the marks of level “{zh}”")
        levels.append(Level(code, zh, str(row.get("en") or zh), marks))
    for names in ([level.code for level in levels], [level.zh for level in levels]):
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise _Fault(f"等级“{twice}”出现了两次。", f"level “{twice}” appears twice.")
    return tuple(levels)


def _read_matrix(field: ParamField, given: Any) -> Matrix:
    if not isinstance(given, Mapping):
        raise _Fault("应是一张二维表。", "it must be a table of two factors.")
    row_edges = _read_edges(given.get("row_edges"), "行", "row")
    column_edges = _read_edges(given.get("column_edges"), "列", "column")
    cells = given.get("cells")
    size = (len(row_edges) + 1, len(column_edges) + 1)
    if (
        not isinstance(cells, list)
        or len(cells) != size[0]
        or any(not isinstance(row, list) or len(row) != size[1] for row in cells)
    ):
        raise _Fault(
            f"表格应为 {size[0]} 行 {size[1]} 列。", f"the table must have {size[0]} rows and {size[1]} columns."
        )
    return Matrix(
        row_name=str(given.get("row_name") or ""),
        column_name=str(given.get("column_name") or ""),
        row_edges=row_edges,
        column_edges=column_edges,
        cells=tuple(
            tuple(_decimal(cell, f"第{r}行第{c}列", f"row {r}, column {c}") for c, cell in enumerate(row, start=1))
            for r, row in enumerate(cells, start=1)
        ),
    )


def _read_edges(given: Any, zh: str, en: str) -> tuple[Decimal, ...]:
    if not isinstance(given, list) or not given:
        raise _Fault(f"{zh}至少要有一个分界。", f"at least one {en} edge is needed.")
    edges = tuple(_decimal(edge, f"{zh}分界", f"the {en} edge") for edge in given)
    if any(low >= high for low, high in pairwise(edges)):
        raise _Fault(f"{zh}分界必须从低到高，不得重复。", f"{en} edges must ascend without repetition.")
    return edges


_READERS = {
    "decimal": _read_decimal,
    "choice": _read_choice,
    "bands": _read_bands,
    "levels": _read_levels,
    "matrix": _read_matrix,
}
