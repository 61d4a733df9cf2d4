"""Standings as lists in which they are posted: who stands where, and what must be said about it. Chinese only."""

from dataclasses import dataclass

from flagship.categories import Account
from flagship.figures import NOTHING, signed
from reports.documents import RollupRow, YearRow
from scoring.documents import Group, PoolSummary, Row, SheetDocument
from scoring.rules.reasons import ReasonCode

_UNSCORED = (ReasonCode.STAFF_STANDARD, ReasonCode.NOT_RANKED)


@dataclass(frozen=True, slots=True)
class Line:
    """A person of a standings list: the row, the group it belongs to, and what must be said about it."""

    row: Row
    group: Group
    points: str
    remark: str


@dataclass(frozen=True, slots=True)
class List:
    """A pool with its people as they stand: Party people first."""

    pool: PoolSummary
    lines: tuple[Line, ...]

    @property
    def parts(self) -> list[tuple[str, tuple[Line, ...]]]:
        """The lines in one part, or in two with their names where Party people and others are ranked apart."""
        return _parts(self.lines, apart(self.lines))

    @property
    def span(self) -> str:
        """10至30人, 31人及以上: the numbers of participants of the tier row."""
        span = self.pool.tier_span
        return f"{span[1:]}人及以上" if span.startswith("≥") else f"{span.replace('–', '至')}人"

    @property
    def moved(self) -> list[tuple[str, tuple[Line, ...]]]:
        """Those who gain or lose points, in the same parts; empty when nobody does."""
        return [
            (name, lines) for name, part in self.parts if (lines := tuple(line for line in part if line.row.points))
        ]


def lists_of(document: SheetDocument) -> list[List]:
    """Every pool as it stands, with remarks."""
    group_of = document.category_of
    return [
        List(pool, tuple(Line(row, group_of[row.member_id], points_zh(row), remark(row)) for row in rows))
        for pool, rows in document.rankings
    ]


def _parts(lines: tuple[Line, ...], two: bool) -> list[tuple[str, tuple[Line, ...]]]:
    if not two:
        return [("", lines)]
    party = tuple(line for line in lines if line.row.status.is_party)
    return [("党员", party), ("非党员职工", lines[len(party) :])]


def apart(lines: tuple[Line, ...]) -> bool:
    """Whether both Party people and others stand in a pool, and each group in an order of its own."""
    together = any(line.row.reason is not None and line.row.reason.non_party == "together" for line in lines)
    return not together and len({line.row.status.is_party for line in lines}) == 2


def points_zh(row: Row) -> str:
    """+3, −2, 0; an em dash where the points are not this scheme's matter."""
    return "—" if row.reason is None or row.reason.code in _UNSCORED else signed(row.points)


def remark(row: Row) -> str:
    """What a reader of the list would otherwise have to ask."""
    said = []
    if row.rank is None:
        said.append("只列示成绩")
    elif row.tied > 1:
        said.append(f"{row.tied}人并列")
    if row.reason and row.reason.tie_broken:
        said.append("总分相同，按定量得分率排序")
    if row.vetoed:
        said.append("一票否决")
    if row.vetoed_since:
        said.append("结算后另有调整")
    if count := sum(cell.not_applicable for cell in row.cells):
        said.append(f"{count}项不适用")
    return "；".join(said)


def row_remark(row: RollupRow) -> str:
    """What must be said beside a person's quarter."""
    said = []
    if row.vetoed:
        said.append("一票否决")
    if row.in_disciplinary_period:
        said.append("处分影响期内")
    if row.approved is not None:
        said.append("同意授予" if row.approved else "不予授予")
    elif row.picked:
        said.append("建议人选")
    elif row.nomination_id:
        said.append("已提名")
    return "；".join(said)


def statement_title(year: int, account: Account) -> str:
    """What a person's points of a year and account are headed."""
    return f"{year}年度" + ("争星晋级考核积分清单" if account is Account.STAR else "员工积分清单")


def star_zh(star: int | None) -> str:
    """3星; an em dash for somebody without a rating."""
    return NOTHING if star is None else f"{star}星"


def titles_zh(row: YearRow) -> str:
    """The titles a person won in the year: 2026年第一季度安全生产旗手、…"""
    return "、".join(f"{quarter.zh}{category.title_zh}" for quarter, category in row.titles)
