"""Rows of a sheet as XML, written as they come.

openpyxl makes the book, its styles and everything around the rows. It would make an object and a tree of elements for
every cell, and no result for a formula; a ledger of 50,000 rows has 700,000 cells.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

letter = cache(get_column_letter)


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet that takes rows as finished XML: `append((xml,))`."""

    def _write_rows(self) -> Iterator[None]:
        """What openpyxl calls for the rows: it starts this, sends each row into it, and closes it."""
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            try:
                while True:
                    (row,) = yield
                    stream._file(row)  # past the writer of elements, into the same file
            except GeneratorExit:
                pass
        self._writer.xf.send(None)


def streamed_sheet(book: Workbook, title: str) -> StreamedSheet:
    """A new sheet at the end of a write-only book."""
    sheet = StreamedSheet(parent=book, title=title)
    book._add_sheet(sheet)
    return sheet


def row_xml(number: int, height: float, cells: list[str]) -> str:
    """A row of `height` points."""
    return f'<row r="{number}" ht="{height:g}" customHeight="1">{"".join(cells)}</row>'


def cell_xml(place: str, style: int, value: str | int | Decimal | dt.date | dt.datetime | None) -> str:
    """A cell such as `B7` with the number of its style. Moments stand as they are, without their zone."""
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        text = escape(value)
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, dt.date):
        value = to_excel(value)
    return f'<c r="{place}" s="{style}"><v>{value:.16g}</v></c>'


def formula_xml(place: str, style: int, formula: str, result: Decimal) -> str:
    """A formula, which begins with `=`, with its result: a preview computes nothing."""
    return f'<c r="{place}" s="{style}"><f>{escape(formula[1:])}</f><v>{result:.16g}</v></c>'
