"""A workbook in the house's style: tables with real numbers and dates, ready to be printed, and formulas to check by.

Rows are streamed to disk (`reports.excel.rows`), so that a long ledger needs little memory. Whatever somebody typed
stays text.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from flagship.figures import rounded
from flagship.periods import TZ
from reports import progress
from reports.excel.rows import cell_xml, formula_xml, letter, row_xml, streamed_sheet
from reports.excel.style import WRAPPED, Style, styled
from reports.excel.text import is_like_a_formula, lines_in, sheet_name, text_of

Value = str | int | Decimal | dt.date | dt.datetime | None
LINE, ROOM, TALLEST = (
    14.5,
    5.5,
    409,
)  # points: a line of text, what a row leaves around it, the highest row there can be
FOOT = "合计／平均"
SHORT = 2  # characters that fit into any column
TELL_EVERY = 500  # rows
A4 = 9  # as workbooks number paper
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula and the figure it gives. `{row}` stands for the number of its row."""

    text: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, width in characters, style, and what stands below it: nothing, `sum` or `mean`.

    Columns next to each other with the same `over` share a heading above their own.
    """

    title: str
    width: float
    style: Style = Style.MID
    foot: str = ""
    over: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table. `pinned` columns stay in sight; `note` stands below the title."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value | Formula]]
    note: str = ""
    pinned: int = 2
    landscape: bool = True


@dataclass
class Foot:
    """What is known of a column when the last row is written."""

    values: list[Decimal] = field(default_factory=list)

    def formula(self, kind: str, column: str, first: int, last: int) -> Formula | None:
        if not self.values or not kind:
            return None
        cells = f"{column}{first}:{column}{last}"
        total = sum(self.values, Decimal(0))
        if kind == "sum":
            return Formula(f"=SUM({cells})", total)
        return Formula(f"=ROUND(AVERAGE({cells}),2)", rounded(total / len(self.values)))


class Book:
    """A workbook that is being written. `footer` stands at the bottom of every printed page."""

    def __init__(self, *, title: str, author: str, created: dt.datetime, footer: str) -> None:
        self._book = Workbook(write_only=True)
        self._footer = text_of(footer).replace("&", "&&")
        properties = self._book.properties
        properties.title, properties.creator, properties.language = text_of(title), text_of(author), "zh-CN"
        properties.created = properties.modified = created.astimezone(dt.UTC).replace(tzinfo=None)
        # Whoever opens it sees freshly computed figures; whoever only previews it sees the stored ones.
        self._book.calculation.fullCalcOnLoad = True
        self._styles = styled(self._book)
        self._looks: dict[tuple[Style, bool], int] = {}
        self._names: set[str] = set()

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool):
        """A new sheet at the end, set up for printing on A4."""
        sheet = streamed_sheet(self._book, sheet_name(name, self._names))
        self._names.add(sheet.title)
        for number, width in enumerate(widths, start=1):
            sheet.column_dimensions[letter(number)].width = width
        sheet.page_setup.paperSize = A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.6
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = self._footer, "第&P页，共&N页"
        sheet.sheet_view.showGridLines = False
        return sheet

    def write(self, sheet, number: int, values: Sequence[Value | Formula], styles: Sequence[Style], height: float = 0):
        """Append one row; its number is needed for the formulas in it. Without a height it is as high as its texts."""
        height = height or self._height(sheet, values, styles)
        cells = [
            self._cell(f"{letter(place)}{number}", value, style, number)
            for place, (value, style) in enumerate(zip(values, styles, strict=True), start=1)
        ]
        sheet.append((row_xml(number, height, cells),))

    def _height(self, sheet, values: Sequence[Value | Formula], styles: Sequence[Style]) -> float:
        lines = 1
        for place, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
            if isinstance(value, str) and len(value) > SHORT and style in WRAPPED:
                lines = max(lines, lines_in(value, sheet.column_dimensions[letter(place)].width))
        return min(lines * LINE + ROOM, TALLEST)

    def _cell(self, place: str, value: Value | Formula, style: Style, number: int) -> str:
        if isinstance(value, Formula):
            look = self._look(style.for_value(value.value))
            return formula_xml(place, look, value.text.replace("{row}", str(number)), value.value)
        if isinstance(value, str):
            return cell_xml(place, self._look(style.for_value(value), is_like_a_formula(value)), text_of(value))
        if isinstance(value, dt.datetime):
            value = value.astimezone(TZ).replace(tzinfo=None, microsecond=0)
        return cell_xml(place, self._look(style.for_value(value)), value)

    def _look(self, style: Style, quoted: bool = False) -> int:
        """The number under which the book keeps what a cell of a style looks like."""
        if (style, quoted) not in self._looks:
            cell = WriteOnlyCell(self._book.worksheets[0])
            cell.style = self._styles[style].name
            cell.quotePrefix = quoted
            self._looks[style, quoted] = cell.style_id
        return self._looks[style, quoted]

    def table(self, table: Table) -> str:
        """Write a sheet with a table; returns the range of its rows, such as `'名次表'!A4:H20`."""
        columns = table.columns
        sheet = self.sheet(table.name, [column.width for column in columns], landscape=table.landscape)
        last_column = letter(len(columns))
        head = 4 if any(column.over for column in columns) else 3
        sheet.freeze_panes = f"{letter(table.pinned + 1)}{head + 1}"
        plain = [Style.PLAIN] * (len(columns) - 1)
        blank = [None] * (len(columns) - 1)
        self.write(sheet, 1, [table.title, *blank], [Style.TITLE, *plain], height=30)
        self.write(sheet, 2, [table.note, *blank], [Style.NOTE, *plain], height=18)
        self._head(sheet, columns, head)
        last, feet = self._rows(sheet, table, head)
        closing = last
        if any(feet):
            closing = last + 1
            self.write(sheet, closing, feet, [_foot_style(column) for column in columns], height=20)
        for row in (1, 2):
            sheet.merged_cells.add(f"A{row}:{last_column}{row}")
        sheet.auto_filter.ref = f"A{head}:{last_column}{max(last, head)}"
        sheet.print_title_rows = f"3:{head}"
        sheet.print_area = f"A1:{last_column}{closing}"
        return f"'{sheet.title}'!A{head + 1}:{last_column}{last}"

    def _head(self, sheet, columns: Sequence[Column], head: int) -> None:
        styles = [Style.HEAD] * len(columns)
        if head == 4:
            self.write(sheet, 3, [column.over or column.title for column in columns], styles, height=34)
            for place, column in enumerate(columns, start=1):
                if not column.over:
                    sheet.merged_cells.add(f"{letter(place)}3:{letter(place)}4")
            for first, last in _runs([column.over for column in columns]):
                sheet.merged_cells.add(f"{letter(first)}3:{letter(last)}3")
        self.write(sheet, head, [column.title for column in columns], styles, height=30)

    def _rows(self, sheet, table: Table, head: int) -> tuple[int, list[Value | Formula]]:
        columns, number = table.columns, head
        styles = [column.style for column in columns]
        feet = [Foot() if column.foot else None for column in columns]
        for values in table.rows:
            number += 1
            if number % TELL_EVERY == 0:
                progress.tell(number - head)
            self.write(sheet, number, values, styles)
            for foot, value in zip(feet, values, strict=True):
                figure = value.value if isinstance(value, Formula) else value
                if foot is not None and isinstance(figure, Decimal | int):
                    foot.values.append(Decimal(figure))
        row: list[Value | Formula] = [
            foot.formula(column.foot, letter(place), head + 1, number) if foot else None
            for place, (foot, column) in enumerate(zip(feet, columns, strict=True), start=1)
        ]
        if any(row):
            free = (place for place, column in enumerate(columns) if not column.foot and column.width >= len(FOOT) * 2)
            if (place := next(free, None)) is not None:
                row[place] = FOOT if any(column.foot == "mean" for column in columns) else FOOT[:2]
        return number, row

    def packed(self) -> bytes:
        """The file. After this nothing can be added."""
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()


def _foot_style(column: Column) -> Style:
    return {Style.POINTS: Style.FOOT_POINTS, Style.COUNT: Style.FOOT_COUNT}.get(
        column.style, Style.FOOT_MARKS if column.foot else Style.FOOT
    )


def _runs(words: Sequence[str]) -> list[tuple[int, int]]:
    """Where the same word stands several times in a row: first and last place, from 1."""
    found, first = [], 1
    for place in range(2, len(words) + 2):
        if place > len(words) or words[place - 1] != words[first - 1]:
            if words[first - 1] and place - 1 > first:
                found.append((first, place - 1))
            first = place
    return found


__all__ = ["MEDIA_TYPE", "Book", "Column", "Formula", "Style", "Table", "Value"]
