"""The month as a workbook: standings, one sheet for each template with values and marks, and who did not take part."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from flagship.policy_words import OF_THE_MONTH, policy_lines
from reports.chinese import until_zh
from reports.excel.book import Column, Formula, Style, Table, Value
from reports.excel.cover import RECORD, Cover, new_book, write_cover
from reports.lists import Line, List, lists_of
from reports.provenance import Provenance
from reports.superseded import Superseded
from scoring.documents import Cell, Group, Row, SheetDocument

STANDINGS = (
    Column("名次", 6),
    Column("姓名", 12),
    Column("工号", 10),
    Column("政治面貌", 10),
    Column("旗手类别", 11),
    Column("总分", 9, Style.MARKS, foot="mean"),
    Column("定量得分率", 11, Style.MARKS),
    Column("加扣分", 8, Style.POINTS, foot="sum"),
    Column("备注", 18, Style.TEXT),
    Column("加扣分依据", 44, Style.LONG),
)


def month_book(document: SheetDocument, origin: Provenance, superseded: Superseded | None = None) -> bytes:
    """The record of a month, or of an earlier submission. The workbook for filling in is another one."""
    cover = month_cover(document, origin, superseded)
    book = new_book(cover)
    write_cover(book, cover)
    several = len(document.pools) > 1
    for number, one in enumerate(lists_of(document), start=1):
        book.table(standings_table(document, [one], f"名次表{number}" if several else "名次表"))
    for group in document.groups:
        book.table(group_table(group))
    if document.absent:
        book.table(_absent_table(document))
    return book.packed()


def month_cover(document: SheetDocument, origin: Provenance, superseded: Superseded | None = None) -> Cover:
    """What the month is, and where it stands."""
    facts: list[tuple[str, Value]] = [
        ("考核月份", document.month.zh),
        ("状态", superseded.state.zh if superseded else _state(document)),
        ("版本", f"第{document.revision}次提交" if document.revision else "尚未提交"),
        ("报送截止", document.due),
    ]
    if document.submitted_at:
        facts += [("提交", document.submitted_at), ("提交人", document.submitted_by)]
        facts.append(("公示期至", until_zh(document.publicity_until)))
    if document.settled_at:
        facts += [("研究确认", document.meeting_date), ("会议", document.meeting_kind.zh)]
        facts += [("结算", document.settled_at), ("结算人", document.settled_by)]
    facts += [("参加情况", "".join(note.zh for note in pool.notes)) for pool in document.pools]
    return Cover(
        title=f"{document.month.zh}考核评选情况" + (f"（{superseded.short}）" if superseded else ""),
        unit=document.branch_name,
        facts=facts,
        origin=origin,
        policies=policy_lines(document.policy, OF_THE_MONTH),
        policy_version=document.policy_version,
        notes=(superseded.sentence, RECORD) if superseded else (RECORD,),
    )


def _state(document: SheetDocument) -> str:
    return document.state.zh + ("（数字为暂计）" if document.provisional else "")


def standings_table(document: SheetDocument, lists: Sequence[List], name: str) -> Table:
    """Everybody of these pools as they stand."""
    return Table(
        name=name,
        title=f"{document.branch_name}{document.month.zh}考核评选名次表",
        note="　".join(_pool_note(one) for one in lists),
        columns=STANDINGS,
        rows=[standing(line) for one in lists for line in one.lines],
    )


def _pool_note(one: List) -> str:
    name = one.pool.name.zh
    return f"{name}执行“{one.span}”档次（{one.pool.clause}）" if one.pool.tier_span else name


def standing(line: Line) -> list[Value]:
    """One person of the standings; points as a number unless they are not this scheme's matter."""
    row = line.row
    return [
        "—" if row.rank is None else row.rank,
        row.name,
        row.employee_number,
        row.status.zh,
        line.group.category.zh,
        row.total,
        row.quantitative,
        "—" if line.points == "—" else row.points,
        line.remark,
        row.reason.zh if row.reason else "",
    ]


_BEFORE = (Column("工号", 10), Column("姓名", 12), Column("政治面貌", 10))
_AFTER = (Column("总分", 9, Style.MARKS, foot="mean"), Column("定量得分率", 11, Style.MARKS, foot="mean"))


def group_table(group: Group) -> Table:
    """The people of one template: value and marks of every indicator; the total adds up live."""
    columns = list(_BEFORE)
    for column in group.columns:
        over = f"{column.name}（{column.weight.normalize():f}分{'' if column.quantitative else '，定性'}）"
        unit = f"完成值（{column.unit}）" if column.unit else "完成值"
        columns += [Column(unit, 10, Style.NUMBER, over=over), Column("得分", 8, Style.MARKS, foot="mean", over=over)]
    sample = "　示例权重，以本支部考核细则为准" if group.sample_weights else ""
    return Table(
        name=group.template_label.zh or group.category.zh,
        title=f"{group.template_name}　第{group.template_version}版",
        note=f"{group.category.zh}{sample}",
        columns=[*columns, *_AFTER],
        rows=list(_marked(group)),
        pinned=2,
    )


def _marked(group: Group) -> Iterator[list[Value | Formula]]:
    for row in group.rows:
        values: list[Value | Formula] = [row.employee_number, row.name, row.status.zh]
        for cell in row.cells:
            values += ["不适用" if cell.not_applicable else _entered(cell), None if cell.not_applicable else cell.marks]
        yield [*values, total(row), row.quantitative]


def _entered(cell: Cell) -> Value:
    """A number where one number was entered, else the value in words."""
    value = cell.value
    if value.number is not None and value.second is None and not value.choice:
        return value.number
    return cell.text.zh or None


def total(row: Row) -> Formula | Decimal:
    """The sum of the marks as a formula; where a cap or the floor of 0 decides, the total itself."""
    marks = [cell.marks for cell in row.cells if cell.marks is not None]
    if not marks or sum(marks) != row.total:
        return row.total
    places = ",".join(f"{get_column_letter(len(_BEFORE) + 2 * place)}{{row}}" for place in range(1, len(row.cells) + 1))
    return Formula(f"=SUM({places})", row.total)


def _absent_table(document: SheetDocument) -> Table:
    return Table(
        name="不参加排名",
        title=f"{document.branch_name}{document.month.zh}不参加排名人员",
        columns=(
            Column("工号", 10),
            Column("姓名", 12),
            Column("政治面貌", 12),
            Column("情形", 12),
            Column("原因", 60, Style.LONG),
        ),
        rows=[[one.employee_number, one.name, one.status.zh, one.label.zh, one.reason] for one in document.absent],
    )
