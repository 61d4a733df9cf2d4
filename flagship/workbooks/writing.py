"""Sheets that people fill in: text that stays text, cells to fill in and cells to leave alone, lists to choose from."""

import re
from collections.abc import Iterable, Sequence
from copy import copy
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LIKE_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_LARGEST = 10**14
_SIDE = Side(style="thin", color="A79F92")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_GROUND = PatternFill("solid", start_color="F3EEE6", end_color="F3EEE6")
_TITLE = Font(name="黑体", size=14, bold=True, color="B7141A")
_NOTE = Font(name="宋体", size=9, color="6B645A")
_HEAD = Font(name="黑体", size=11, color="23201C")
_TEXT = Font(name="宋体", size=11, color="23201C")
_OPEN = Protection(locked=False)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FIGURE = Alignment(horizontal="right", vertical="center")
_WRAPPED = Alignment(horizontal="left", vertical="center", wrap_text=True)
_CLOSED = Protection(locked=True)


def put(sheet, row: int, column: int, value, *, font: Font = _TEXT):
    """A cell with a value in a font."""
    cell = sheet.cell(row, column)
    cell.font = font
    put_value(cell, value)
    return cell


def put_value(cell, value) -> None:
    """Text is text whatever it begins with, and `_x0041_` stays these seven characters; "" is no value."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))
    if text:
        cell.value = text
        cell.data_type = "s"
        if text.startswith(_LIKE_A_FORMULA):
            cell.quotePrefix = True


def put_title(sheet, title: str, note: str) -> None:
    """The first two rows."""
    put(sheet, 1, 1, title, font=_TITLE)
    put(sheet, 2, 1, note, font=_NOTE)
    sheet.row_dimensions[1].height = 26


def put_headings(sheet, row: int, headings: Iterable[str], widths: Sequence[int]) -> None:
    """The row of the headings, below which the sheet is frozen."""
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = put(sheet, row, place, heading, font=_HEAD)
        cell.alignment, cell.fill, cell.border = _MIDDLE, _GROUND, _BORDER
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.row_dimensions[row].height = 32


def put_rows(
    sheet, first: int, rows: Iterable[Sequence], *, closed: int, figures_from: int, shut: Iterable[int] = ()
) -> int:
    """Rows from `first` on; returns the last one. The first `closed` cells and the places in `shut` are not to be
    filled in; figures stand on the right from place `figures_from` on (from 1)."""
    shut, looks, number = frozenset(shut), {}, first - 1
    for number, values in enumerate(rows, start=first):
        for place, value in enumerate(values, start=1):
            look = place <= closed or place in shut, place >= figures_from
            cell = sheet.cell(number, place)
            if look in looks:
                cell._style = copy(looks[look])  # looking every part of a style up anew costs a second for 4000 cells
            else:
                _dress(cell, *look)
                looks[look] = copy(cell._style)
            put_value(cell, value)
    return number


def _dress(cell, leave: bool, figure: bool) -> None:
    cell.font, cell.border = _TEXT, _BORDER
    cell.protection = _CLOSED if leave else _OPEN
    if leave:
        cell.fill = _GROUND
    # A cell for figures has no format of its own, so that a spreadsheet shows per cent when 96.5% is typed.
    cell.number_format = "General" if figure else "@"
    cell.alignment = _FIGURE if figure else _WRAPPED


def only_figures(sheet, first: str, last: str, rows: tuple[int, int]) -> None:
    """Between two columns a spreadsheet lets in numbers only. The upload checks again."""
    rule = DataValidation("decimal", str(-_LARGEST), str(_LARGEST), operator="between", allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请填数值", "只填一个数，不带单位。", True
    sheet.add_data_validation(rule)
    rule.add(f"{first}{rows[0]}:{last}{rows[1]}")


def only_words(sheet, letter: str, words: Sequence[str], rows: tuple[int, int]) -> None:
    """A list to choose from; short words, together fewer than 255 letters."""
    rule = DataValidation("list", f'"{",".join(words)}"', allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请从下拉列表选择", "请选择列表中的一项。", True
    sheet.add_data_validation(rule)
    rule.add(f"{letter}{rows[0]}:{letter}{rows[1]}")


def finish(sheet, *, freeze: str, heading_row: int) -> None:
    """Protected without a password, against slips; A4 across, as wide as the page, headings on every page."""
    sheet.freeze_panes = freeze
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = sheet.protection.formatCells = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"


def put_guide(book: Workbook, lines: Iterable[str]) -> None:
    """A sheet 填写说明, a sentence in each row."""
    sheet = book.create_sheet("填写说明")
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, start=1):
        put(sheet, number, 1, f"{number}．{line}").alignment = _WRAPPED
    sheet.protection.sheet = True


def as_bytes(book: Workbook, title: str) -> bytes:
    book.properties.title, book.properties.creator = ILLEGAL_CHARACTERS_RE.sub("", title), "党员闪光争旗创标"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
