"""What came out differently in two submissions of a month: rules, people, values, marks, ranks and points."""

from collections.abc import Iterator
from dataclasses import dataclass

from flagship.figures import fixed, plain, signed
from flagship.policy_words import OF_THE_MONTH, policy_lines
from scoring.documents import Absent, PoolSummary, Row, SheetDocument, Words
from scoring.workbook.key import BLANK, cell_input
from scoring.workbook.words import cell_words

TOTAL, RANK, POINTS = Words("总分", "Total"), Words("名次", "Rank"), Words("积分", "Points")
_TEMPLATE, _TIERS = Words("考核类别", "Marked as"), Words("档次", "Tier")
_BONUS, _DEDUCTION = Words("加分", "Bonus"), Words("扣分", "Deduction")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing before and after, in words; "" for nothing. `kind`: value, marks, total, rank, points or template."""

    kind: str
    what: Words | str
    before: Words | str
    after: Words | str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody in whom anything differs."""

    employee_number: str
    name: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is ranked in one of the two only, and how the other has them ("" for not at all)."""

    employee_number: str
    name: str
    otherwise: Words | str


@dataclass(frozen=True, slots=True)
class RevisionChanges:
    rules: tuple[Difference, ...]
    came: tuple[Seat, ...]
    left: tuple[Seat, ...]
    people: tuple[PersonChange, ...]

    def count(self, kind: str) -> int:
        """How many differences of a kind there are."""
        return sum(one.kind == kind for person in self.people for one in person.differences)

    @property
    def nothing(self) -> bool:
        return not (self.rules or self.came or self.left or self.people)


def revision_changes(before: SheetDocument, after: SheetDocument) -> RevisionChanges:
    """Everything that differs, people by employee number. No query."""
    was, now = ({row.employee_number: row for row in one.rows} for one in (before, after))
    people = [
        PersonChange(number, now[number].name, found)
        for number in sorted(was.keys() & now.keys())
        if (found := tuple(_of_person(was[number], now[number], before, after)))
    ]
    return RevisionChanges(
        rules=tuple(_of_rules(before, after)),
        came=tuple(_seats(now, was, before)),
        left=tuple(_seats(was, now, after)),
        people=tuple(people),
    )


def _seats(there: dict[str, Row], elsewhere: dict[str, Row], other: SheetDocument) -> Iterator[Seat]:
    absent = {one.employee_number: one for one in other.absent}
    for number in sorted(there.keys() - elsewhere.keys()):
        yield Seat(number, there[number].name, _why_absent(absent.get(number)))


def _why_absent(one: Absent | None) -> Words | str:
    if one is None:
        return ""
    return Words(f"{one.label.zh}：{one.reason}", f"{one.label.en}: {one.reason}") if one.reason else one.label


def _of_rules(before: SheetDocument, after: SheetDocument) -> Iterator[Difference]:
    lines = zip(policy_lines(before.policy, OF_THE_MONTH), policy_lines(after.policy, OF_THE_MONTH), strict=True)
    for was, now in lines:
        if was.zh != now.zh:
            yield Difference("rules", Words(was.title_zh, was.title_en), Words(was.zh, was.en), Words(now.zh, now.en))
    pools = {pool.code: pool for pool in before.pools}
    for pool in after.pools:
        if former := pools.get(pool.code):
            yield from _of_pool(former, pool)


def _of_pool(was: PoolSummary, now: PoolSummary) -> Iterator[Difference]:
    said = (
        (_TIERS, f"{was.tier_span}（n={was.n}）", f"{now.tier_span}（n={now.n}）"),
        (_BONUS, " ".join(map(signed, was.bonus)), " ".join(map(signed, now.bonus))),
        (_DEDUCTION, " ".join(map(plain, was.deduction)), " ".join(map(plain, now.deduction))),
    )
    for what, former, present in said:
        if former != present:
            yield Difference(
                "rules", Words(f"{now.name.zh} · {what.zh}", f"{now.name.en} · {what.en}"), former, present
            )


def _of_person(was: Row, now: Row, before: SheetDocument, after: SheetDocument) -> Iterator[Difference]:
    former, present = before.category_of[was.member_id], after.category_of[now.member_id]
    if (former.template_code, former.template_version) != (present.template_code, present.template_version):
        yield Difference("template", _TEMPLATE, former.template_name, present.template_name)
    yield from _of_cells(was, now, former.columns, present.columns)
    figures = (
        ("total", TOTAL, fixed(was.total), fixed(now.total)),
        ("rank", RANK, str(was.rank or "—"), str(now.rank or "—")),
        ("points", POINTS, signed(was.points), signed(now.points)),
    )
    for kind, what, old, new in figures:
        if old != new:
            yield Difference(kind, what, old, new)


def _of_cells(was: Row, now: Row, old_columns, new_columns) -> Iterator[Difference]:
    columns = {column.code: column for column in (*old_columns, *new_columns)}
    old, new = ({cell.code: cell for cell in row.cells} for row in (was, now))
    for code, column in columns.items():
        former, present = (cell_input(cells[code]) if code in cells else BLANK for cells in (old, new))
        if former != present:
            yield Difference("value", column.name, cell_words(former, column), cell_words(present, column))
        earned = [fixed(cells[code].marks) if code in cells else "—" for cells in (old, new)]
        if earned[0] != earned[1]:
            name = Words(f"{column.name} · 得分", f"{column.name} · marks")
            yield Difference("marks", name, earned[0], earned[1])
