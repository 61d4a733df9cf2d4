"""The lists of three pages as workbooks: the months of the branches, the titles, the hints of a quarter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flagship.periods import Quarter
from reports.documents import TitleDocument
from reports.excel.book import Column, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.letterhead import DEPARTMENT
from reports.models import IntegrityFlag
from reports.provenance import Provenance
from scoring.queries.board import Board

MONTHS = (
    Column("党支部", 24, Style.TEXT),
    Column("考核月份", 13),
    Column("状态", 10),
    Column("报送截止", 13, Style.DAY),
    Column("逾期", 7),
    Column("已填", 7, Style.COUNT),
    Column("应填", 7, Style.COUNT),
    Column("公示期至", 18, Style.MOMENT),
    Column("未办异议", 9, Style.COUNT),
    Column("下一步", 40, Style.LONG),
    Column("办理人", 16, Style.TEXT),
)
TITLES = (
    Column("序号", 7, Style.COUNT),
    Column("证书编号", 24, Style.TEXT),
    Column("姓名", 12),
    Column("党支部", 22, Style.TEXT),
    Column("旗手称号", 16),
    Column("季度", 16),
    Column("授予日期", 13, Style.DAY),
    Column("核验码", 24, Style.TEXT),
    Column("事迹", 70, Style.LONG),
)
FLAGS = (
    Column("序号", 7, Style.COUNT),
    Column("党支部", 22, Style.TEXT),
    Column("姓名", 12),
    Column("考核月份", 13),
    Column("提示", 16, Style.TEXT),
    Column("依据", 70, Style.LONG),
    Column("查看意见", 40, Style.LONG),
    Column("查看人", 12),
    Column("查看时间", 18, Style.MOMENT),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with what its cover says of the selection."""

    table: Table
    facts: Sequence[tuple[str, Value]] = ()


def list_book(listing: Listing, origin: Provenance) -> bytes:
    """A cover and the list."""
    cover = Cover(listing.table.title, DEPARTMENT, listing.facts, origin)
    book = new_book(cover)
    write_cover(book, cover)
    book.table(listing.table)
    return book.packed()


def board_listing(board: Board) -> Listing:
    """A line for each branch and month that has a sheet or should have one."""
    months = f"{board.months[0].zh}至{board.months[-1].zh}" if board.months else ""
    table = Table("月度考核", "月度考核进度表", MONTHS, list(_months(board)), pinned=2)
    return Listing(table, [("月份", months), ("党支部", f"{len(board.rows)}个")])


def _months(board: Board) -> Iterator[list[Value]]:
    for row in board.rows:
        for cell in row.cells:
            yield [
                row.branch.name,
                cell.month.zh,
                cell.state.zh if cell.state else "未开始",
                cell.due,
                "逾期" if cell.late else "",
                cell.filled if cell.cells else None,
                cell.cells or None,
                cell.publicity_until,
                cell.open_objections or None,
                cell.next_step.zh,
                cell.who.zh,
            ]


def titles_listing(titles: Sequence[TitleDocument], facts: Sequence[tuple[str, Value]]) -> Listing:
    """The titles in the order of the page."""
    rows = [
        [
            number,
            title.number_zh,
            title.name,
            title.branch_name,
            title.category.title_zh,
            title.quarter.zh,
            title.conferred_on,
            title.verify_code,
            title.citation,
        ]
        for number, title in enumerate(titles, 1)
    ]
    return Listing(Table("旗手称号", "旗手称号名册", TITLES, rows, pinned=3), [*facts, ("人数", f"{len(rows)}人")])


def flags_listing(quarter: Quarter, flags: Iterable[IntegrityFlag], facts: Sequence[tuple[str, Value]]) -> Listing:
    """The hints with their evidence and what was said of them."""
    rows = [
        [
            number,
            flag.report.branch.name,
            flag.member.name if flag.member else "",
            flag.month.zh if flag.month else "",
            flag.word_zh,
            flag.zh,
            flag.remark,
            str(flag.looked_by or ""),
            flag.looked_at,
        ]
        for number, flag in enumerate(flags, 1)
    ]
    table = Table("提示", f"{quarter.zh}报告提示清单", FLAGS, rows, pinned=2)
    return Listing(table, [("季度", quarter.zh), *facts, ("条数", f"{len(rows)}条")])
