"""The company's quarter as a workbook: one sheet for each category, the nominations, and who has filed."""

from flagship.policy_words import OF_THE_QUARTER, policy_lines
from reports.documents import RollupCategory, RollupDocument, RollupRow
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.excel.quarter import net
from reports.letterhead import DEPARTMENT
from reports.lists import row_remark
from reports.provenance import Provenance

PEOPLE = (
    Column("位次", 7, Style.COUNT),
    Column("姓名", 14),
    Column("工号", 12),
    Column("政治面貌", 11),
    Column("党支部", 20, Style.TEXT),
    Column("参加月数", 9, Style.COUNT),
    Column("季度得分", 10, Style.MARKS, foot="mean"),
    Column("平均百分位", 11, Style.MARKS),
    Column("平均Z分数", 11, Style.MARKS),
    Column("加分", 8, Style.POINTS, foot="sum"),
    Column("扣分", 8, Style.POINTS, foot="sum"),
    Column("调整", 8, Style.POINTS, foot="sum"),
    Column("净加扣分", 10, Style.POINTS, foot="sum"),
    Column("第一名月数", 11, Style.COUNT),
    Column("报告状态", 12),
    Column("备注", 18, Style.TEXT),
)
NOMINATED = (
    Column("旗手称号", 13),
    Column("姓名", 12),
    Column("工号", 12),
    Column("党支部", 20, Style.TEXT),
    Column("季度得分", 10, Style.MARKS),
    Column("位次", 7, Style.COUNT),
    Column("闪光点、先进事迹", 46, Style.LONG),
    Column("建议人选", 9),
    Column("校准说明", 14, Style.LONG),
    Column("处分影响期", 10),
    Column("纪检意见", 13, Style.LONG),
    Column("安全意见", 13, Style.LONG),
    Column("人力资源意见", 13, Style.LONG),
    Column("研究意见", 12),
    Column("理由", 13, Style.LONG),
    Column("证书编号", 18),
)
FILINGS = (
    Column("党支部", 24, Style.TEXT),
    Column("所属党总支", 20, Style.TEXT),
    Column("状态", 14),
    Column("报送时间", 18, Style.MOMENT),
    Column("逾期", 8),
)


def rollup_book(document: RollupDocument, origin: Provenance) -> bytes:
    """The record of the company's quarter."""
    cover = _cover(document, origin)
    book = new_book(cover)
    write_cover(book, cover)
    for category in document.categories:
        title = f"{document.quarter.zh}考核成绩汇总表——{category.category.zh}"
        book.table(Table(category.category.zh, title, PEOPLE, [person(row) for row in category.rows]))
    nominated = [nomination(category, row) for category in document.categories for row in category.nominated]
    book.table(Table("提名与决定", f"{document.quarter.zh}旗手提名与研究决定情况", NOMINATED, nominated))
    filings = [
        [
            filing.branch_name,
            filing.parent_name or "—",
            filing.state.zh if filing.state else "未报送",
            filing.submitted_at,
            "是" if filing.late else "",
        ]
        for filing in document.filings
    ]
    book.table(Table("报送情况", f"{document.quarter.zh}报告报送情况", FILINGS, filings, pinned=1, landscape=False))
    return book.packed()


def _cover(document: RollupDocument, origin: Provenance) -> Cover:
    facts: list[tuple[str, Value]] = [
        ("季度", document.quarter.zh),
        ("状态", document.state.zh),
        ("应报送", f"{len(document.filings)}个党支部"),
        ("已报送", f"{len(document.filed)}个党支部"),
    ]
    if document.proposed_at:
        facts += [("提请研究", document.proposed_at), ("提请人", document.proposed_by)]
    if document.decision_date:
        facts += [("党委研究决定", document.decision_date), ("会议纪要", document.minutes_number)]
        facts.append(("记录人", document.decided_by))
    if document.conferred_at:
        facts.append(("授予", document.conferred_at))
    return Cover(
        title=f"{document.quarter.zh}考核情况汇总",
        unit=DEPARTMENT,
        facts=facts,
        origin=origin,
        policies=policy_lines(document.policy, OF_THE_QUARTER),
    )


def company_table(document: RollupDocument) -> Table:
    """All categories below each other, each person led by the category."""
    rows = [[category.category.zh, *person(row)] for category in document.categories for row in category.rows]
    return Table("全部", f"{document.quarter.zh}考核成绩汇总表", (Column("旗手类别", 12), *PEOPLE), rows)


def person(row: RollupRow) -> list[Value | Formula]:
    """A person's quarter; the net points add up live."""
    return [
        row.position,
        row.name,
        row.employee_number,
        row.status.zh,
        row.branch_name,
        row.months_taken,
        row.score,
        row.percentile,
        row.z_score,
        row.bonus,
        row.deduction,
        row.adjustment,
        net("J", "K", "L", row.bonus, row.deduction, row.adjustment, row.net),
        row.months_first,
        row.report_state.zh,
        row_remark(row),
    ]


def nomination(category: RollupCategory, row: RollupRow) -> list[Value]:
    """A nomination with everything that was said about it."""
    return [
        category.category.title_zh,
        row.name,
        row.employee_number,
        row.branch_name,
        row.score,
        row.position,
        row.citation,
        "是" if row.picked else "",
        row.remark,
        "是" if row.in_disciplinary_period else "",
        row.discipline_opinion,
        row.safety_opinion,
        row.personnel_opinion,
        {True: "同意授予", False: "不予授予", None: ""}[row.approved],
        row.decision_reason,
        row.serial,
    ]
