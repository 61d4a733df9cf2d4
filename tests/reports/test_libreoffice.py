"""Every workbook opens in LibreOffice without repair, and what LibreOffice computes is what is stored."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from flagship.categories import Account
from reports.builders import report_document, rollup_document
from reports.excel.book import Book, Column, Formula, Style, Table
from reports.excel.honours import honours_book
from reports.excel.ledger import ledger_book
from reports.excel.month import month_book
from reports.excel.quarter import quarter_book
from reports.excel.rollup import rollup_book
from reports.excel.statement import statement_book
from reports.excel.year import year_book
from reports.models import QuarterReport
from reports.queries.honours import honour_document, summary_of
from reports.queries.ledger_lines import ledger_lines
from scoring.models import PointsEntry
from scoring.queries.points import my_points
from tests.office import needs_office, saved_by_libreoffice
from tests.reports.rows import Q1
from tests.reports.test_excel import HOSTILE, ORIGIN

pytestmark = [pytest.mark.django_db, pytest.mark.slow, needs_office]


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


def test_what_libreoffice_computes_is_what_is_stored(month, cast, accepted, programme):
    entries = PointsEntry.objects.all()
    person = accepted.nominations.get().member
    points, honours = my_points(person, 2026), honour_document(summary_of(2026))
    assert honours.rows
    books = {
        "month": month_book(month.settled, ORIGIN),
        "quarter": quarter_book(report_document(QuarterReport.objects.get()), ORIGIN),
        "rollup": rollup_book(rollup_document(Q1), ORIGIN),
        "ledger": ledger_book(
            ledger_lines(entries), title="台账", unit="部", scope="全部", total=entries.balance(), origin=ORIGIN
        ),
        "statement": statement_book(points, Account.STAR, "机电党支部", ORIGIN),
        "year": year_book(2026, [row.row for row in honours.rows], ORIGIN),
        "honours": honours_book(honours, ORIGIN),
        "hostile": hostile_book(),
        "wrong": wrong_book(),
    }
    again = saved_by_libreoffice(books)
    differing = {name: differences(data, again[name]) for name, data in books.items()}

    assert differing.pop("wrong") == [(("表", "B4"), Decimal(2), Decimal(1))]  # so the comparison can fail
    assert differing == {name: [] for name in differing}
    assert {name for name, data in books.items() if formulas(data)} == {*books} - {"hostile"}
    assert {name: formulas(data) for name, data in again.items()} == {
        name: formulas(data) for name, data in books.items()
    }
