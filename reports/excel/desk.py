"""A view of the desk's table as a workbook: what the Department compares, with what it was filtered by."""

from collections.abc import Sequence

from flagship.periods import Quarter
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.excel.rollup import PEOPLE, person
from reports.letterhead import DEPARTMENT
from reports.provenance import Provenance
from reports.queries.desk_table import DeskRow, earlier_quarters
from reports.queries.desk_view import DeskView

SORTS_ZH = {
    "score": "季度得分",
    "percentile": "平均百分位",
    "z": "平均Z分数",
    "net": "净加扣分",
    "first": "第一名月数",
    "branch": "党支部",
}
MARKS_ZH = {"flagged": "有未查看的提示", "unflagged": "没有未查看的提示", "remarked": "有校准说明"}


def desk_book(quarter: Quarter, view: DeskView, rows: Sequence[DeskRow], origin: Provenance) -> bytes:
    cover = Cover(f"{quarter.zh}{view.category.zh}对比表", DEPARTMENT, _facts(quarter, view, rows), origin)
    book = new_book(cover)
    write_cover(book, cover)
    book.table(desk_sheet(quarter, view, rows))
    return book.packed()


def _facts(quarter: Quarter, view: DeskView, rows: Sequence[DeskRow]) -> list[tuple[str, Value]]:
    """What the rows were chosen and ordered by."""
    facts: list[tuple[str, Value]] = [
        ("季度", quarter.zh),
        ("旗手类别", view.category.zh),
        ("人员", "已接收报告的全部人员" if view.who else "被提名人员"),
        ("排序", SORTS_ZH[view.sort]),
    ]
    facts += [("单位", view.unit)] if view.unit else []
    facts += [("查找", view.text)] if view.text else []
    facts += [("参加月数", f"不少于{view.months}个月")] if view.months else []
    facts += [("提示", MARKS_ZH[view.mark])] if view.mark else []
    return [*facts, ("行数", f"{len(rows)}行")]


def desk_sheet(quarter: Quarter, view: DeskView, rows: Sequence[DeskRow]) -> Table:
    before = [Column(one.zh, 11, Style.MARKS, over="以前季度得分") for one in earlier_quarters(quarter)]
    columns = (
        *PEOPLE,
        *before,
        Column("较上次", 9, Style.POINTS),
        Column("提示", 30, Style.LONG),
        Column("校准说明", 24, Style.LONG),
    )
    return Table(view.category.zh, f"{quarter.zh}{view.category.zh}对比表", columns, [_row(item) for item in rows])


def _row(item: DeskRow) -> list[Value | Formula]:
    hints = [obstacle.word for obstacle in item.against if obstacle.word] + [flag.word_zh for flag in item.flags]
    return [*person(item.row), *item.earlier, item.change, "；".join(hints), item.row.remark]
