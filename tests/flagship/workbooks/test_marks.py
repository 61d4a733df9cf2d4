"""What of a cell is neither number nor text: per cent, formulas without a result, merged ranges."""

import pytest
from openpyxl import Workbook as Book

from flagship.workbooks import read_workbook
from tests.workbooks import SHEET, packed, sheet_xml, with_part, workbook_of


def shown(value, number_format: str) -> str:
    book = Book()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    return read_workbook(packed(book)).first.rows[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.965, "0%", "96.5%"),
        (0.965, "0.00%", "96.5%"),
        (0.07, "0.0%", "7%"),
        (1, "0%", "100%"),
        (-0.125, '0.0%;[Red]-0.0%;"无"', "-12.5%"),
        (0, "0%", "0%"),
        (0.965, "0.00", "0.965"),
        (0.965, "General", "0.965"),
        (96.5, '0.0"%"', "96.5"),
        (96.5, r"0.0\%", "96.5"),
        ("0.965", "0%", "0.965"),
        ("很多", "0%", "很多"),
    ],
)
def test_a_cell_that_shows_per_cent_reads_as_it_shows(value, number_format, text):
    # Text in such a cell is shown as it was typed, without being multiplied.
    assert shown(value, number_format) == text


def test_formulas_without_a_result_are_told_apart_from_empty_cells():
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c></row>'
        "<row><c><f>A1</f><v/></c><c><v>7</v></c></row>"
    )
    sheet = read_workbook(with_part(workbook_of(["x"]), SHEET, sheet_xml(rows))).first
    assert sheet.uncalculated == {(0, 0), (1, 0)}
    assert sheet.rows == (("", "2", ""), ("", "7", ""))


def test_errors_are_no_empty_cells():
    cells = '<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="str"><v>#N/A</v></c></row>'
    sheet = read_workbook(with_part(workbook_of(["x", "y"]), SHEET, sheet_xml(cells))).first
    assert (sheet.rows, sheet.errors, sheet.uncalculated) == ((("#DIV/0!", "#N/A"),), {(0, 0)}, frozenset())


def test_merged_ranges_are_told():
    book = Book()
    book.active["A1"] = "x"
    book.active.merge_cells("A1:B3")
    assert read_workbook(packed(book)).first.merged == ((0, 0, 2, 1),)


def test_marks_stand_at_the_sheet_they_belong_to():
    book = Book()
    book.active["A1"] = 0.5
    second = book.create_sheet("二")
    second["A1"], second["A2"] = 0.5, "=1+1"
    second["A1"].number_format = "0%"
    first, second = read_workbook(packed(book)).sheets
    assert (first.rows[0][0], second.rows[0][0]) == ("0.5", "50%")
    assert (first.uncalculated, second.uncalculated) == (frozenset(), {(1, 0)})
