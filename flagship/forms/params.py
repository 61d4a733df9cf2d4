"""The parameters of a formula as boxes of a form, made from its `params_schema`, and read back.

Everything works without scripts: a table is plain boxes, rows left empty are dropped, a button asks for one more row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flagship.descriptions import Words
from flagship.formulas import Option, ParamField, Problem
from flagship.numbers import NumberProblem, parse_number
from flagship.templatetags.house import label

PREFIX = "p-"
_FIRST_ROWS = {"bands": 3, "levels": 3}
_COLUMNS = {"bands": ("low", "high", "marks"), "levels": ("zh", "en", "marks")}
_NUMBERS = {"low", "high", "marks"}


@dataclass(slots=True)
class Box:
    """One box: its name in the form, what it holds, and which column it belongs to."""

    name: str
    value: str
    column: str = ""


@dataclass(slots=True)
class ParamBoxes:
    """A parameter as the page draws it. `rows` are the rows of a table; `grid` only a matrix has."""

    field: ParamField
    name: str
    value: str = ""
    rows: list[list[Box]] = field(default_factory=list)
    grid: "Grid | None" = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def options(self) -> tuple[Option, ...]:
        return self.field.options

    @property
    def hint(self) -> str:
        return label(Words(self.field.hint_zh, self.field.hint_en))


@dataclass(slots=True)
class Grid:
    """A matrix: the names of both factors, the edges of its columns, and rows of an edge (None on top) and cells."""

    row_name: Box
    column_name: Box
    column_edges: list[Box]
    rows: list[tuple[Box | None, list[Box]]]


def params_of(schema: tuple[ParamField, ...], data: Mapping[str, str]) -> tuple[dict[str, Any], list[Problem]]:
    """The parameters in a posted form as plain JSON, every number understood as people type it, and what was not.

    A text that is no number stays as typed, so that the page can show it again.
    """
    reader = _Reader(data)
    params = {}
    for one in schema:
        reader.field = one
        given = _READERS[one.kind](reader, f"{PREFIX}{one.name}")
        if given not in ("", [], None):
            params[one.name] = given
    return params, reader.problems


def boxes_of(
    schema: tuple[ParamField, ...], params: Mapping[str, Any], problems: list[Problem] = (), *, more: str = ""
) -> list[ParamBoxes]:
    """The boxes of parameters. `more` asks for one more row: the parameter's name; `rows` or `columns` of a matrix."""
    found = []
    for one in schema:
        name, given = f"{PREFIX}{one.name}", params.get(one.name)
        boxes = ParamBoxes(one, name, problems=[problem for problem in problems if problem.field == one.name])
        if one.kind in _COLUMNS:
            boxes.rows = _rows(one.kind, name, given or [], more=more == one.name)
        elif one.kind == "matrix":
            boxes.grid = _grid(name, given or {}, more)
        else:
            boxes.value = str(given if given is not None else one.default)
        found.append(boxes)
    return found


class _Reader:
    """Reads texts out of a posted form and gathers the numbers that are none."""

    def __init__(self, data: Mapping[str, str]) -> None:
        self.data, self.problems = data, []
        self.field: ParamField | None = None

    def text(self, name: str) -> str:
        return self.data.get(name, "").strip()

    def number(self, name: str, *, where: tuple[str, str] = ("", "")) -> str:
        """The number as plain text; blank stays blank."""
        text = self.text(name)
        if not text:
            return ""
        try:
            return format(parse_number(text), "f")
        except NumberProblem as problem:
            self.problems.append(
                Problem(
                    f"“{self.field.zh}”{where[0]}：{problem.zh}",
                    f"“{self.field.en}”{where[1]}: {problem.en}",
                    self.field.name,
                )
            )
            return text


def _read_table(reader: _Reader, name: str) -> list[dict[str, Any]]:
    columns, rows = _COLUMNS[reader.field.kind], []
    for place in range(_count(reader, name)):
        where = (f"第{place + 1}行", f", row {place + 1}")
        at = f"{name}-{place}-"
        row = {c: reader.number(at + c, where=where) if c in _NUMBERS else reader.text(at + c) for c in columns}
        if any(row.values()):
            rows.append(row | ({"code": reader.text(f"{at}code")} if reader.field.kind == "levels" else {}))
    return _with_codes(rows) if reader.field.kind == "levels" else rows


def _with_codes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Levels keep their code, which values are stored under; new ones get the first free one."""
    taken = {row["code"] for row in rows}
    free = (f"l{number}" for number in range(1, len(rows) + len(taken) + 1) if f"l{number}" not in taken)
    return [row | {"code": row["code"] or next(free), "en": row["en"] or row["zh"]} for row in rows]


def _read_matrix(reader: _Reader, name: str) -> dict[str, Any] | None:
    row_edges = [reader.number(f"{name}-row-{i}") for i in range(1, _count(reader, f"{name}-row") + 1)]
    column_edges = [reader.number(f"{name}-column-{i}") for i in range(1, _count(reader, f"{name}-column") + 1)]
    # A band whose edge was emptied goes with its cells; the lowest has no edge and stays.
    rows = [0, *(i for i, edge in enumerate(row_edges, start=1) if edge)]
    columns = [0, *(i for i, edge in enumerate(column_edges, start=1) if edge)]
    cells = [
        [
            reader.number(f"{name}-{r}-{c}", where=(f"第{r + 1}行第{c + 1}列", f", row {r + 1}, column {c + 1}"))
            for c in columns
        ]
        for r in rows
    ]
    names = {side: reader.text(f"{name}-{side}") for side in ("row_name", "column_name")}
    table = {**names, "row_edges": [e for e in row_edges if e], "column_edges": [e for e in column_edges if e]}
    empty = not any((*table.values(), *(cell for row in cells for cell in row)))
    return None if empty else table | {"cells": cells}


_MOST_ROWS = 40


def _count(reader: _Reader, name: str) -> int:
    """How many rows the form had, as its hidden box says."""
    text = reader.text(f"{name}-count")
    return min(int(text), _MOST_ROWS) if text.isdecimal() and len(text) < 4 else 0


_READERS = {
    "decimal": _Reader.number,
    "choice": _Reader.text,
    "bands": _read_table,
    "levels": _read_table,
    "matrix": _read_matrix,
}


def _rows(kind: str, name: str, given: list, *, more: bool) -> list[list[Box]]:
    wanted = max(len(given) + more, _FIRST_ROWS[kind] if not given else 0)
    columns = ("code", *_COLUMNS[kind]) if kind == "levels" else _COLUMNS[kind]
    padded = [*given, *({} for _ in range(wanted - len(given)))]
    return [
        [Box(f"{name}-{place}-{column}", str(row.get(column) or ""), column) for column in columns]
        for place, row in enumerate(padded)
    ]


def _grid(name: str, given: Mapping[str, Any], more: str) -> Grid:
    row_edges = [*given.get("row_edges", [""]), *([""] if more == "rows" else [])]
    column_edges = [*given.get("column_edges", [""]), *([""] if more == "columns" else [])]
    cells = given.get("cells", [])

    def cell(r: int, c: int) -> Box:
        text = cells[r][c] if r < len(cells) and c < len(cells[r]) else ""
        return Box(f"{name}-{r}-{c}", str(text))

    edges = [None, *(Box(f"{name}-row-{i}", str(edge)) for i, edge in enumerate(row_edges, start=1))]
    return Grid(
        row_name=Box(f"{name}-row_name", given.get("row_name", "")),
        column_name=Box(f"{name}-column_name", given.get("column_name", "")),
        column_edges=[Box(f"{name}-column-{i}", str(edge)) for i, edge in enumerate(column_edges, start=1)],
        rows=[(edge, [cell(r, c) for c in range(len(column_edges) + 1)]) for r, edge in enumerate(edges)],
    )
