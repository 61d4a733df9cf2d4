"""双因素计分: two figures choose a cell of a table, such as completion × collection (完成率 × 回款率)."""

from decimal import Decimal

from flagship.formulas.base import IndicatorSpec, Problem
from flagship.formulas.params import Band, Matrix, ParamField
from flagship.formulas.registry import Case, InputLabel, Outcome, Params, formula
from flagship.formulas.shared import marks_outside
from flagship.formulas.text import amount, band_en, band_zh, marks

TABLE = ParamField(
    "table",
    "双因素表",
    "Table of two factors",
    kind="matrix",
    hint_zh="分界值属于较高一档。",
    hint_en="An edge belongs to the band above it.",
)


def _bands(edges: tuple[Decimal, ...]) -> list[tuple[Decimal | None, Decimal | None]]:
    return list(zip((None, *edges), (*edges, None), strict=True))


def _place(number: Decimal, edges: tuple[Decimal, ...]) -> int:
    """The band's index: how many edges the number has reached."""
    return sum(edge <= number for edge in edges)


def _check(spec: IndicatorSpec, params: Params) -> list[Problem]:
    cells = {
        (f"第{r}行第{c}列", f"row {r}, column {c}"): cell
        for r, row in enumerate(params["table"].cells, start=1)
        for c, cell in enumerate(row, start=1)
    }
    return marks_outside(spec, cells, "table")


def _direction(params: Params) -> int:
    """By the first factor, every column."""
    columns = list(zip(*params["table"].cells, strict=True))
    if all(list(column) == sorted(column) for column in columns):
        return 1
    return -1 if all(list(column) == sorted(column, reverse=True) for column in columns) else 0


def _labels(params: Params) -> tuple[InputLabel, ...]:
    table: Matrix = params["table"]
    return (
        InputLabel(table.row_name or "因素一", table.row_name or "First factor"),
        InputLabel(table.column_name or "因素二", table.column_name or "Second factor"),
    )


@formula(
    code="matrix",
    zh="双因素计分",
    en="Two-factor table",
    position=120,
    inputs="pair",
    hint_zh="按两个因素所在的档次查表得分，如完成率与回款率。",
    hint_en="Two factors choose a cell of a table, such as completion and collection.",
    params_schema=(TABLE,),
    can_exceed=True,
    check=_check,
    direction=_direction,
    labels=_labels,
)
def matrix(case: Case) -> Outcome:
    """`value.number` chooses the row, `value.second` the column."""
    table: Matrix = case.params["table"]
    row, column = _place(case.number, table.row_edges), _place(case.second, table.column_edges)
    earned = table.cells[row][column]
    first, second = _labels(case.params)
    row_band = Band(*_bands(table.row_edges)[row], marks=earned)
    column_band = Band(*_bands(table.column_edges)[column], marks=earned)
    x, y = amount(case.number, case.unit), amount(case.second, case.unit)
    return Outcome(
        earned,
        f"{first.zh} {x} 属于 {band_zh(row_band, case.unit)}档，{second.zh} {y} 属于"
        f" {band_zh(column_band, case.unit)}档，查表得 {marks(earned)}",
        f"{first.en} {x} ({band_en(row_band, case.unit)}), {second.en} {y} ({band_en(column_band, case.unit)}):"
        f" {marks(earned)} by the table",
    )
