"""A list of star ratings as a workbook."""

from collections.abc import Sequence

from reports.excel.book import Column, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.letterhead import DEPARTMENT
from reports.lists import star_zh
from reports.provenance import Provenance
from reports.queries.star_rows import StarRow

PEOPLE = (
    Column("序号", 7, Style.COUNT),
    Column("姓名", 12),
    Column("工号", 12),
    Column("党支部", 20, Style.TEXT),
    Column("星级考核得分", 13, Style.MARKS),
    Column("原星级", 8),
    Column("本次星级", 9),
    Column("变动", 10),
    Column("说明", 60, Style.LONG),
)


def star_run_book(title: str, state: str, rows: Sequence[StarRow], origin: Provenance) -> bytes:
    """Everybody of a run. `state` says whether the list is in force."""
    facts: list[tuple[str, Value]] = [("状态", state), ("人数", f"{len(rows)}人")]
    cover = Cover(title, DEPARTMENT, facts, origin)
    book = new_book(cover)
    write_cover(book, cover)
    book.table(Table("星级", title, PEOPLE, [_row(number, row) for number, row in enumerate(rows, 1)], pinned=2))
    return book.packed()


def _row(number: int, row: StarRow) -> list[Value]:
    return [
        number,
        row.name,
        row.employee_number,
        row.branch_name,
        row.balance,
        star_zh(row.before),
        star_zh(row.star),
        row.change,
        row.why,
    ]
