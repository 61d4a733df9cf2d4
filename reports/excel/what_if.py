"""A what-if as a workbook: what was tried, who would gain or lose, branch by branch and month by month."""

from collections.abc import Iterator

from flagship.figures import signed
from reports.excel.book import Column, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.provenance import Provenance
from scoring.what_if import WhatIf, WhatIfSum

NOTE = "规则试算结果，未保存，不改变任何已结算的名次和积分。"
_SUM = (
    Column("账户", 15),
    Column("变动人数", 9, Style.COUNT, "sum"),
    Column("原分值", 10, Style.POINTS, "sum"),
    Column("试算分值", 10, Style.POINTS, "sum"),
    Column("增加", 10, Style.POINTS, "sum"),
    Column("减少", 10, Style.POINTS, "sum"),
)
BRANCHES = (Column("党支部", 26, Style.TEXT), *_SUM)
PEOPLE = (
    Column("姓名", 12),
    Column("工号", 12),
    Column("账户", 15),
    Column("变动月数", 9, Style.COUNT),
    Column("原分值", 10, Style.POINTS),
    Column("试算分值", 10, Style.POINTS),
    Column("增减", 10, Style.POINTS),
)
LINES = (
    Column("姓名", 12),
    Column("工号", 12),
    Column("党支部", 22, Style.TEXT),
    Column("考核月份", 13),
    Column("账户", 15),
    Column("总分", 9, Style.MARKS, over="已结算"),
    Column("名次", 7, Style.COUNT, over="已结算"),
    Column("分值", 9, Style.POINTS, over="已结算"),
    Column("总分", 9, Style.MARKS, over="试算"),
    Column("名次", 7, Style.COUNT, over="试算"),
    Column("分值", 9, Style.POINTS, over="试算"),
    Column("增减", 9, Style.POINTS),
    Column("备注", 20, Style.TEXT),
)
TIERS = (
    Column("参加人数", 14),
    Column("已结算组数", 12, Style.COUNT),
    Column("试算组数", 12, Style.COUNT),
)


def what_if_book(found: WhatIf, *, unit: str, origin: Provenance) -> bytes:
    """Every figure of the page, and every line, changed or not."""
    facts: list[tuple[str, Value]] = [
        ("考核月份", f"{found.since.zh}至{found.until.zh}，已结算考核表{found.months}张"),
        ("党支部", "、".join(found.branch_names)),
        ("变动人数", str(found.people_differing)),
    ]
    for one in found.accounts:
        change = f"增加{signed(one.gained)}，减少{signed(one.lost)}"
        facts.append((one.account.zh, f"{signed(one.before)}变为{signed(one.after)}（{change}）"))
    facts += [(f"试算规则{number}", zh) for number, (zh, _en) in enumerate(found.changes, start=1)]
    cover = Cover("考核规则试算", unit, facts, origin, notes=(NOTE,))
    book = new_book(cover)
    write_cover(book, cover)
    book.table(Table("支部汇总", "考核规则试算·支部汇总", BRANCHES, _branches(found.branches), note=NOTE, pinned=1))
    book.table(Table("人员汇总", "考核规则试算·人员汇总", PEOPLE, _people(found.people), note=NOTE))
    book.table(what_if_table(found))
    tiers = [[tier.span, tier.before, tier.after] for tier in found.tiers]
    book.table(Table("档次使用", "考核规则试算·档次使用", TIERS, tiers, note=NOTE, pinned=1, landscape=False))
    return book.packed()


def what_if_table(found: WhatIf) -> Table:
    """Everybody who was ranked in the chosen months, as settled and as it would be."""
    return Table("逐月明细", "考核规则试算·逐月明细", LINES, _lines(found), note=NOTE)


def _branches(sums: tuple[WhatIfSum, ...]) -> Iterator[list[Value]]:
    for one in sums:
        yield [one.name, one.account.zh, one.people, one.before, one.after, one.gained, one.lost]


def _people(sums: tuple[WhatIfSum, ...]) -> Iterator[list[Value]]:
    for one in sums:
        yield [one.name, one.detail, one.account.zh, len(one.differing), one.before, one.after, one.points]


def _lines(found: WhatIf) -> Iterator[list[Value]]:
    for line in found.lines:
        yield [
            line.name,
            line.employee_number,
            line.branch_name,
            line.month.zh,
            line.account.zh,
            line.before.total,
            line.before.rank,
            line.before.points,
            line.after.total,
            line.after.rank,
            line.after.points,
            line.points,
            "不适用过多，不能计分" if line.excused else "有变动" if line.differs else "",
        ]
