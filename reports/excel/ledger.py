"""The points ledger as a workbook. Its rows are streamed; only the cover knows the sum."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import Cover, cover_sheet, new_book, write_cover
from reports.provenance import Provenance
from reports.queries.ledger_lines import LedgerLine

LINES = (
    Column("序号", 9, Style.COUNT),
    Column("姓名", 12),
    Column("工号", 12),
    Column("党支部", 18, Style.TEXT),
    Column("账户", 15),
    Column("考核月份", 13),
    Column("类型", 7),
    Column("分值", 8, Style.POINTS),
    Column("说明", 60, Style.LONG),
    Column("条款", 12),
    Column("文号", 16),
    Column("记账时间", 17, Style.MOMENT),
    Column("记账人", 12),
    Column("备注", 9),
)


def ledger_book(
    lines: Iterable[LedgerLine], *, title: str, unit: str, scope: str, total: Decimal, origin: Provenance
) -> bytes:
    """Every entry of a selection, which `scope` says in words; `total` is the sum of its amounts in points."""
    cover = Cover(title, unit, (), origin)
    book = new_book(cover)
    first = cover_sheet(book)
    place = book.table(ledger_table(lines, title))
    facts: list[tuple[str, Value | Formula]] = [("范围", scope), ("分值合计", _sum(place, total))]
    write_cover(book, Cover(cover.title, unit, facts, origin), sheet=first)
    return book.packed()


def ledger_table(lines: Iterable[LedgerLine], title: str) -> Table:
    return Table("台账", title, LINES, _rows(lines), pinned=3)


def _sum(place: str, total: Decimal) -> Formula:
    """The sum over the column of amounts; `place` is the range of the whole table."""
    sheet, cells = place.split("!")
    first, last = (cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in cells.split(":"))
    return Formula(f"=SUM({sheet}!H{first}:H{last})", total)


def _rows(lines: Iterable[LedgerLine]) -> Iterator[list[Value]]:
    for number, line in enumerate(lines, start=1):
        yield [
            number,
            line.name,
            line.employee_number,
            line.branch_name,
            line.account.zh,
            line.month.zh,
            line.kind.zh,
            line.amount,
            line.explanation.zh,
            line.clause,
            line.document_number,
            line.posted_at,
            line.posted_by,
            "已冲销" if line.reversed else "",
        ]
