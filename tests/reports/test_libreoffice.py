"""Every workbook opens in LibreOffice without repair, and what LibreOffice computes is what is stored."""

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from flagship.categories import Account
from reports.builders import report_document, rollup_document
from reports.excel.book import Book, Column, Formula, Style, Table
from reports.excel.ledger import ledger_book
from reports.excel.month import month_book
from reports.excel.quarter import quarter_book
from reports.excel.rollup import rollup_book
from reports.excel.statement import statement_book
from reports.models import QuarterReport
from reports.queries.ledger_lines import ledger_lines
from scoring.models import PointsEntry
from scoring.queries.points import my_points
from tests.reports.rows import Q1
from tests.reports.test_excel import HOSTILE, ORIGIN

OFFICE = shutil.which("soffice")
# Left to itself, LibreOffice takes stored results for granted.
ALWAYS_COMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
FORMAT = "xlsx:Calc MS Excel 2007 XML"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
]


def recomputed(books: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The same workbooks, opened, computed anew and saved by LibreOffice, in a profile of its own."""
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(ALWAYS_COMPUTE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(folder / f"{name}.xlsx") for name in books]
    command = [OFFICE, profile, "--headless", "--convert-to", FORMAT, "--outdir", str(folder / "out"), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return {name: (folder / "out" / f"{name}.xlsx").read_bytes() for name in books}


def values(data: bytes) -> dict[tuple[str, str], object]:
    """What every cell shows, by sheet and place; figures as they are compared."""
    book = load_workbook(BytesIO(data), data_only=True)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {(cell.parent.title, cell.coordinate): comparable(cell.value) for cell in cells}


def comparable(value: object) -> object:
    if isinstance(value, int | float):
        return Decimal(str(value)).quantize(Decimal("0.0001"))
    if isinstance(value, str):
        return value.replace("_x005F_", "_")  # openpyxl does not undo this escape, LibreOffice does
    return value


def differences(data: bytes, again: bytes) -> list[tuple]:
    stored, computed = values(data), values(again)
    places = stored.keys() | computed.keys()
    found = [(place, stored.get(place), computed.get(place)) for place in sorted(places)]
    return [(place, before, after) for place, before, after in found if before != after]


def formulas(data: bytes) -> int:
    book = load_workbook(BytesIO(data))
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def hostile_book() -> bytes:
    book = Book(title="册", author="人", created=ORIGIN.at, footer="脚")
    book.table(Table("表", "表", (Column("列", 40, Style.LONG),), [[text] for text in HOSTILE], pinned=1))
    return book.packed()


def wrong_book() -> bytes:
    book = Book(title="册", author="人", created=ORIGIN.at, footer="脚")
    columns = (Column("列", 9, Style.MARKS),) * 2
    book.table(Table("表", "表", columns, [[Decimal(1), Formula("=SUM(A4:A4)", Decimal(2))]]))
    return book.packed()


def test_what_libreoffice_computes_is_what_is_stored(month, cast, accepted, programme, tmp_path):
    entries = PointsEntry.objects.all()
    person = accepted.nominations.get().member
    points = my_points(person, 2026)
    books = {
        "month": month_book(month.settled, ORIGIN),
        "quarter": quarter_book(report_document(QuarterReport.objects.get()), ORIGIN),
        "rollup": rollup_book(rollup_document(Q1), ORIGIN),
        "ledger": ledger_book(
            ledger_lines(entries), title="台账", unit="部", scope="全部", total=entries.balance(), origin=ORIGIN
        ),
        "statement": statement_book(points, Account.STAR, "机电党支部", ORIGIN),
        "hostile": hostile_book(),
        "wrong": wrong_book(),
    }
    again = recomputed(books, tmp_path)
    differing = {name: differences(data, again[name]) for name, data in books.items()}

    assert differing.pop("wrong") == [(("表", "B4"), Decimal(2), Decimal(1))]  # so the comparison can fail
    assert differing == {name: [] for name in differing}
    assert {name for name, data in books.items() if formulas(data)} == {*books} - {"hostile"}
    assert {name: formulas(data) for name, data in again.items()} == {
        name: formulas(data) for name, data in books.items()
    }
