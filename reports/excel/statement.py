"""A person's points of a year as a workbook: month by month and entry by entry."""

from flagship.categories import Account
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import RECORD, Cover, new_book, write_cover
from reports.lists import star_zh, statement_title
from reports.provenance import Provenance
from scoring.queries.points import AccountPoints, EntryLine, PointsDocument

MONTHS = (
    Column("考核月份", 14),
    Column("加分", 10, Style.POINTS, foot="sum"),
    Column("扣分", 10, Style.POINTS, foot="sum"),
    Column("调整", 10, Style.POINTS, foot="sum"),
    Column("合计", 10, Style.POINTS, foot="sum"),
)
ENTRIES = (
    Column("考核月份", 14),
    Column("账户", 16),
    Column("类型", 8),
    Column("分值", 9, Style.POINTS, foot="sum"),
    Column("党支部", 20, Style.TEXT),
    Column("说明", 70, Style.LONG),
    Column("条款", 14),
    Column("文号", 18),
    Column("记账时间", 18, Style.MOMENT),
    Column("记账人", 12),
    Column("备注", 10),
)


RATINGS = (
    Column("评定周期", 18),
    Column("生效日期", 14, Style.DAY),
    Column("考核得分", 11, Style.MARKS),
    Column("原星级", 9),
    Column("星级", 9),
    Column("说明", 60, Style.LONG),
)


def statement_book(document: PointsDocument, account: Account, branch_name: str, origin: Provenance) -> bytes:
    """The statement of one person, year and account."""
    part = document.of(account)
    facts: list[tuple[str, Value]] = [
        ("姓名", document.name),
        ("工号", document.employee_number),
        ("年度", f"{document.year}年"),
        (account.zh, part.points),
    ]
    notes: tuple[str, ...] = (RECORD,)
    if account is Account.STAR and document.balance is not None:
        facts += [("星级考核得分", document.balance), ("按现有积分", f"{document.star or 0}星")]
        facts += [("已评定星级", f"{document.rating.star}星（{document.rating.window.zh}）")] if document.rating else []
        notes += ("星级标准为示例，以公司正式发布的标准为准。",) if document.example else ()
    cover = Cover(statement_title(document.year, account), branch_name or "—", facts, origin, notes=notes)
    book = new_book(cover)
    write_cover(book, cover)
    about = f"{document.name}{document.year}年度"
    book.table(Table("分月", f"{about}分月情况", MONTHS, _months(part), pinned=1, landscape=False))
    book.table(entries_table(document, account))
    if account is Account.STAR and document.ratings:
        book.table(Table("星级", f"{document.name}星级评定记录", RATINGS, _ratings(document), pinned=1))
    return book.packed()


def entries_table(document: PointsDocument, account: Account) -> Table:
    """Every entry of the year, the oldest first."""
    lines = sorted(document.of(account).entries, key=lambda line: (line.month, line.posted_at, line.entry_id))
    title = f"{document.name}{document.year}年度{account.zh}记录"
    return Table("逐笔", title, ENTRIES, [entry(line) for line in lines], pinned=1)


def _ratings(document: PointsDocument) -> list[list[Value]]:
    return [
        [line.window.zh, line.on, line.balance, star_zh(line.before), star_zh(line.star), line.why.zh]
        for line in document.ratings
    ]


def _months(document: AccountPoints) -> list[list[Value | Formula]]:
    return [
        [bar.month.zh, bar.bonus, bar.deduction, bar.adjustment, Formula("=SUM(B{row}:D{row})", bar.total)]
        for bar in document.months
    ]


def entry(line: EntryLine) -> list[Value]:
    """One entry of the ledger."""
    return [
        line.month.zh,
        line.account.zh,
        line.kind.zh,
        line.amount,
        line.branch_name,
        line.explanation.zh,
        line.clause,
        line.document_number,
        line.posted_at,
        line.posted_by,
        "已冲销" if line.reversed else "",
    ]
