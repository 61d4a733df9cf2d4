"""The list for 评先树优 as a workbook."""

from reports.documents import HonourDocument, HonourRow
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import RECORD, Cover, new_book, write_cover
from reports.excel.quarter import net
from reports.letterhead import DEPARTMENT
from reports.lists import titles_zh
from reports.provenance import Provenance

PEOPLE = (
    Column("类别", 12),
    Column("名次", 7, Style.COUNT),
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
    Column("冻结后调整", 11, Style.POINTS),
)


def honours_book(document: HonourDocument, origin: Provenance) -> bytes:
    """Everybody on the list, category by category, below the criteria."""
    facts: list[tuple[str, Value]] = [
        ("年度", f"{document.year}年"),
        ("入选人数", f"{len(document.rows)}人（参加考核{document.people}人）"),
    ]
    facts += [(f"条件{number}", sentence.zh) for number, sentence in enumerate(document.criteria.sentences(), 1)]
    facts += decision_facts(document)
    notes = (RECORD,) if document.criteria_set else (RECORD, "党群工作部尚未设定条件，名单列出全部参加考核的人员。")
    cover = Cover(f"{document.year}年度评先树优名单", DEPARTMENT, facts, origin, notes=notes)
    book = new_book(cover)
    write_cover(book, cover)
    book.table(honours_table(document))
    return book.packed()


def decision_facts(document: HonourDocument) -> list[tuple[str, Value]]:
    """What the list rests on once it is frozen."""
    if document.frozen_at is None:
        return [("状态", "未冻结")]
    return [
        ("决定日期", document.decision_date),
        ("决定文号", document.decision_number),
        ("冻结", document.frozen_at),
        ("冻结人", document.frozen_by),
    ]


def honours_table(document: HonourDocument) -> Table:
    return Table("评先树优", f"{document.year}年度评先树优名单", PEOPLE, [_row(row) for row in document.rows], pinned=3)


def _row(honour: HonourRow) -> list[Value | Formula]:
    row = honour.row
    return [
        honour.category.zh,
        honour.place,
        row.name,
        row.employee_number,
        row.branch_name,
        row.quarters,
        row.months_taken,
        row.score,
        row.bonus,
        row.deduction,
        row.adjustment,
        net("I", "J", "K", row.bonus, row.deduction, row.adjustment, row.net),
        row.months_first,
        titles_zh(row),
        honour.since_frozen or None,
    ]
