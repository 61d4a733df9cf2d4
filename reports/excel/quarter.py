"""A branch's quarter report as a workbook: its months, everybody's quarter, its nominations."""

from decimal import Decimal

from flagship.figures import rounded
from flagship.periods import Month
from flagship.policy_words import OF_THE_MONTH, policy_lines
from reports.documents import PersonQuarter, ReportDocument
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import Cover, new_book, write_cover
from reports.provenance import Provenance

MONTHS = (
    Column("月份", 14),
    Column("状态", 10),
    Column("排名人数", 10, Style.COUNT),
    Column("平均分", 10, Style.MARKS),
    Column("加分", 10, Style.POINTS, foot="sum"),
    Column("扣分", 10, Style.POINTS, foot="sum"),
    Column("研究确认日期", 14, Style.DAY),
    Column("结算日期", 14, Style.DAY),
    Column("政策版本", 10, Style.COUNT),
)


def quarter_book(document: ReportDocument, origin: Provenance) -> bytes:
    """The record of a branch's quarter."""
    cover = _cover(document, origin)
    book = new_book(cover)
    write_cover(book, cover)
    about = f"{document.branch_name}{document.quarter.zh}"
    book.table(Table("月度情况", f"{about}月度考核情况", MONTHS, _months(document), pinned=1))
    book.table(people_table(document))
    book.table(_nominations(about, document))
    return book.packed()


def _cover(document: ReportDocument, origin: Provenance) -> Cover:
    facts: list[tuple[str, Value]] = [
        ("季度", document.quarter.zh),
        ("状态", document.state.zh),
        ("版本", f"第{document.version}次报送" if document.version else "尚未报送"),
        ("报送截止", document.due),
    ]
    if document.submitted_at:
        facts += [("报送", document.submitted_at), ("报送人", document.submitted_by)]
    if document.accepted_at:
        facts += [("接收", document.accepted_at), ("接收人", document.accepted_by)]
    if document.content.missing_months:
        facts.append(("缺月说明", document.content.missing_reason))
    facts.append(("工作小结", document.content.summary))
    settled = [line for line in document.content.months if line.policy is not None]
    return Cover(
        title=f"{document.quarter.zh}考核情况报告",
        unit=document.branch_name,
        facts=facts,
        origin=origin,
        policies=policy_lines(settled[-1].policy, OF_THE_MONTH) if settled else (),
        policy_version=settled[-1].policy_version if settled else None,
    )


def _months(document: ReportDocument) -> list[list[Value]]:
    rows = []
    for line in document.content.months:
        head: list[Value] = [line.month.zh, line.state.zh if line.state else "未开始"]
        figures: list[Value] = [line.ranked, line.mean, line.bonus, line.deduction, line.meeting_date, line.settled_on]
        rows.append([*head, *(figures if line.is_settled else [None] * 6), line.policy_version])
    return rows


def people_table(document: ReportDocument) -> Table:
    """Everybody's months and quarter; score and net points add up live."""
    months = document.quarter.months
    columns = [
        Column("类别", 11),
        Column("位次", 7, Style.COUNT),
        Column("姓名", 14),
        Column("工号", 12),
        Column("政治面貌", 11),
    ]
    for month in months:
        over = f"{month.number}月"
        columns += [Column("总分", 9, Style.MARKS, over=over), Column("名次", 7, Style.COUNT, over=over)]
    columns += [
        Column("参加月数", 9, Style.COUNT),
        Column("季度得分", 10, Style.MARKS, foot="mean"),
        Column("平均百分位", 11, Style.MARKS),
        Column("平均Z分数", 11, Style.MARKS),
        Column("加分", 8, Style.POINTS, foot="sum"),
        Column("扣分", 8, Style.POINTS, foot="sum"),
        Column("调整", 8, Style.POINTS, foot="sum"),
        Column("净加扣分", 10, Style.POINTS, foot="sum"),
        Column("第一名月数", 10, Style.COUNT),
        Column("备注", 12, Style.TEXT),
    ]
    rows = [person_row(person, months) for person in document.content.people]
    title = f"{document.branch_name}{document.quarter.zh}考核成绩表"
    return Table("季度成绩", title, columns, rows, pinned=3)


def person_row(person: PersonQuarter, months: tuple[Month, ...]) -> list[Value | Formula]:
    """One person in one category."""
    row: list[Value | Formula] = [
        person.category.zh,
        person.position,
        person.name,
        person.employee_number,
        person.status.zh,
    ]
    for month in months:
        line = person.in_month(month)
        row += [line.total, "—" if line.rank is None else line.rank] if line else [None, None]
    return [
        *row,
        person.months_taken,
        _score(person),
        person.percentile,
        person.z_score,
        person.bonus,
        person.deduction,
        person.adjustment,
        net("P", "Q", "R", person.bonus, person.deduction, person.adjustment, person.net),
        person.months_first,
        "一票否决" if person.vetoed else "",
    ]


def _score(person: PersonQuarter) -> Formula | Decimal:
    totals = [line.total for line in person.months]
    if not totals or rounded(sum(totals, Decimal(0)) / len(totals)) != person.score:
        return person.score
    return Formula("=ROUND(AVERAGE(F{row},H{row},J{row}),2)", person.score)


def net(bonus_at: str, deduction_at: str, adjustment_at: str, *figures: Decimal) -> Formula | Decimal:
    """Bonus, deduction and adjustment as a live sum where it is the net points, the last of the figures."""
    *parts, found = figures
    if sum(parts, Decimal(0)) != found:
        return found
    return Formula(f"=SUM({bonus_at}{{row}},{deduction_at}{{row}},{adjustment_at}{{row}})", found)


def _nominations(about: str, document: ReportDocument) -> Table:
    columns = (
        Column("旗手称号", 16),
        Column("姓名", 14),
        Column("工号", 12),
        Column("季度得分", 10, Style.MARKS),
        Column("本支部位次", 11, Style.COUNT),
        Column("提名人", 12),
        Column("闪光点、先进事迹", 80, Style.LONG),
    )
    rows = [
        [
            line.category.title_zh,
            line.name,
            line.employee_number,
            line.figures.score if line.figures else None,
            line.figures.position if line.figures else None,
            line.nominated_by,
            line.citation,
        ]
        for line in document.content.nominations
    ]
    return Table("旗手提名", f"{about}旗手提名", columns, rows)
