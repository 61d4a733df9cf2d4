"""The year's list for 评先树优 as a workbook."""

from collections.abc import Sequence

from reports.documents import YearRow
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.excel.quarter import net
from reports.letterhead import DEPARTMENT
from reports.lists import titles_zh
from reports.provenance import Provenance

PEOPLE = (
    Column("序号", 7, Style.COUNT),
    Column("姓名", 12),
    Column("工号", 12),
    Column("党支部", 20, Style.TEXT),
    Column("季度数", 8, Style.COUNT),
    Column("参加月数", 9, Style.COUNT),
    Column("平均季度得分", 13, Style.MARKS, foot="mean"),
    Column("加分", 8, Style.POINTS, foot="sum"),
    Column("扣分", 8, Style.POINTS, foot="sum"),
    Column("调整", 8, Style.POINTS, foot="sum"),
    Column("净加扣分", 10, Style.POINTS, foot="sum"),
    Column("第一名月数", 11, Style.COUNT),
    Column("旗手称号", 44, Style.TEXT),
)


def year_book(year: int, rows: Sequence[YearRow], origin: Provenance) -> bytes:
    """Everybody with accepted quarters in the year, in the order given."""
    cover = Cover(f"{year}年度考核情况汇总", DEPARTMENT, [("年度", f"{year}年"), ("人数", f"{len(rows)}人")], origin)
    book = new_book(cover)
    write_cover(book, cover)
    book.table(year_table(year, rows))
    return book.packed()


def year_table(year: int, rows: Sequence[YearRow]) -> Table:
    return Table(
        "年度汇总", f"{year}年度考核情况汇总表", PEOPLE, [_row(number, row) for number, row in enumerate(rows, 1)]
    )


def _row(number: int, row: YearRow) -> list[Value | Formula]:
    return [
        number,
        row.name,
        row.employee_number,
        row.branch_name,
        row.quarters,
        row.months_taken,
        row.score,
        row.bonus,
        row.deduction,
        row.adjustment,
        net("H", "I", "J", row.bonus, row.deduction, row.adjustment, row.net),
        row.months_first,
        titles_zh(row),
    ]
