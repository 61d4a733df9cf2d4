"""Workbooks for tests, good and odd."""

import zipfile
from io import BytesIO

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook_of(*rows, title: str = "Sheet1") -> bytes:
    """An .xlsx with these rows on one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return packed(book)


def packed(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes, **zip_options) -> bytes:
    """The same archive with one part replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **zip_options) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


def sheet_xml(cells: str, dimension: str = "") -> bytes:
    """A sheet part with raw rows."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"{dimension}<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
