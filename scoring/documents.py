"""The values of a month as everybody reads them: page, workbook, PDF and programming interface print these.

Whatever has `zh` and `en` is shown in the reader's language (`{{ x|label }}`); official documents print `zh`.
Decimals are exact: marks and totals have 2 places, points up to 2. Dates are of Asia/Shanghai.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import get_language

from flagship.categories import Account, FlagCategory, InnovationTrack, PoliticalStatus, WorkLayer
from flagship.formulas import FORMULAS, IndicatorSpec, Value, input_labels
from flagship.periods import Month
from flagship.policies import Policy
from scoring.rules import Reason
from scoring.rules.evidence import EvidenceFile
from scoring.rules.targets import Target
from scoring.states import MeetingKind, SheetState


@dataclass(frozen=True, slots=True)
class Words:
    """A short text in Chinese and English."""

    zh: str
    en: str

    def __bool__(self) -> bool:
        return bool(self.zh)

    def __str__(self) -> str:
        return self.zh if (get_language() or "zh").startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What stands in the way of submission: one sentence, and whose and which cell it is about, where it is one."""

    zh: str
    en: str
    employee_number: str = ""
    indicator_code: str = ""

    @property
    def message(self) -> str:
        return str(Words(self.zh, self.en))

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Column:
    """One indicator of a group. `inputs` says what a cell asks for: number, pair, choice, yesno or rubric."""

    indicator_id: int
    code: str
    name: str
    description: str
    weight: Decimal
    unit: str
    formula: str
    quantitative: bool
    inputs: str
    clause: str
    spec: IndicatorSpec
    evidence_required: bool = False

    @property
    def pair(self) -> tuple[Words, ...]:
        """What the two figures of a pair are called; empty where there is one."""
        return tuple(Words(one.zh, one.en) for one in input_labels(self.spec)) if self.inputs == "pair" else ()

    @property
    def target(self) -> Decimal | None:
        """The indicator's own target, in `target_unit`; None where it has none."""
        given = self.spec.params.get("target") if FORMULAS[self.formula].needs_target else None
        return Decimal(given) if given else None

    @property
    def target_unit(self) -> str:
        own = FORMULAS[self.formula].target_unit
        return self.unit if own is None else own


@dataclass(frozen=True, slots=True)
class Cell:
    """One person's value under one indicator, and what it earned.

    `text` is the value as it is shown; `value` as it was entered. `marks` is None while the cell is blank, at fault or
    not applicable. `zh`/`en` explain the marks in one line. `target` is the one in force, the cell's own if
    `own_target`; `given_target` the one that holds without the cell's own.
    """

    indicator_id: int
    code: str
    text: Words
    value: Value
    marks: Decimal | None
    not_applicable: bool
    na_reason: str
    problem: SheetProblem | None
    zh: str
    en: str
    target: Decimal | None
    own_target: bool
    comment: str
    given_target: Target | None = None
    evidence: tuple[EvidenceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A person who is marked. In draft, total, rank and points are provisional: blanks earn nothing yet.

    `pool` is the position of the person's pool in `SheetDocument.pools`; it, `rank` and `reason` are None for somebody
    to whom too much is not applicable, so that they must be excused (in draft only). `rank` is None, too, for somebody
    who is shown only. `n` chose the tier; `ranked` is how many stand in the person's ranking; `tied` how many share the
    rank, the person included. `vetoed` as the points say; `vetoed_since` a veto was confirmed or lifted after the
    settlement, so that the ledger holds an adjustment.
    """

    participant_id: int | None
    member_id: int
    employee_number: str
    name: str
    status: PoliticalStatus
    category: FlagCategory
    track: InnovationTrack | str
    layer: WorkLayer | str
    template_reason: Words
    cells: tuple[Cell, ...]
    total: Decimal
    quantitative: Decimal
    pool: int | None
    rank: int | None
    rank_from_bottom: int | None
    tied: int
    n: int
    ranked: int
    percentile: Decimal | None
    z_score: Decimal | None
    points: Decimal
    account: Account
    reason: Reason | None
    vetoed: bool
    vetoed_since: bool
    complete: bool
    standing_id: int | None = None

    @property
    def apart(self) -> bool:
        """Somebody outside the Party who is ranked apart: only `together` ranks everybody in one order."""
        return self.reason is not None and self.reason.non_party != "together" and not self.status.is_party


@dataclass(frozen=True, slots=True)
class Group:
    """The people who share a template, by employee number."""

    template_id: int
    template_code: str
    template_version: int
    template_name: str
    template_label: Words
    category: FlagCategory
    track: InnovationTrack | str
    layer: WorkLayer | str
    sample_weights: bool
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class StaffTier:
    """The tier row of non-Party people, which their `n` chose."""

    n: int
    tier_span: str
    bonus: tuple[Decimal, ...]
    deduction: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PoolSummary:
    """Who is ranked with whom, and the tier row their number chose.

    `n` chose the tier row of Party people; `party` Party and probationary members and `staff` others stand in the pool.
    `bonus` by rank from the top, `deduction` (positive numbers) by rank from the bottom. `code` is stable: `branch`,
    `marketing`, `service+lean`. `notes` are sentences such as 参加33人，其中党员25人. `for_staff` is the row of
    non-Party people, where some are ranked and have a table of their own.
    """

    code: str
    name: Words
    n: int
    party: int
    staff: int
    tier_span: str
    bonus: tuple[Decimal, ...]
    deduction: tuple[Decimal, ...]
    clause: str
    notes: tuple[Words, ...]
    for_staff: StaffTier | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody on the sheet who is not ranked, and why."""

    participant_id: int | None
    member_id: int
    employee_number: str
    name: str
    status: PoliticalStatus
    kind: Literal["excused", "exempt", "undeclared", "untemplated"]
    label: Words
    reason: str
    approval_needed: bool = False
    problem: SheetProblem | None = None


@dataclass(frozen=True, slots=True)
class SheetDocument:
    """The whole month of a branch. In draft live and provisional, then as frozen at submission, then as settled.

    `due` is the last day for submission; `publicity_until` the moment (24:00) at which publicity ends. `problems` must
    be empty before submission. `needs_reason` asks for a reason because ties make more people win or lose than there
    are places; `everyone_ties` asks for the Department's consent, which is `tie_consent` once given.
    """

    sheet_id: int
    branch_name: str
    branch_code: str
    month: Month
    state: SheetState
    revision: int
    provisional: bool
    due: dt.date
    late: bool
    submitted_at: dt.datetime | None
    submitted_by: str
    publicity_until: dt.datetime | None
    settled_at: dt.datetime | None
    settled_by: str
    meeting_kind: MeetingKind | str
    meeting_date: dt.date | None
    policy: Policy
    policy_version: int
    pools: tuple[PoolSummary, ...]
    groups: tuple[Group, ...]
    absent: tuple[Absent, ...]
    problems: tuple[SheetProblem, ...]
    needs_reason: bool
    over_places_reason: str
    everyone_ties: bool
    tie_consent: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Everyone who is marked, group by group."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def rankings(self) -> Iterator[tuple[PoolSummary, tuple[Row, ...]]]:
        """Each pool with its people as they stand: Party people first, from the top, the unranked last."""
        for index, pool in enumerate(self.pools):
            rows = [row for row in self.rows if row.pool == index]
            yield pool, tuple(sorted(rows, key=_as_they_stand))

    @property
    def cells(self) -> int:
        """How many values the sheet asks for."""
        return sum(len(row.cells) for row in self.rows)

    @property
    def filled(self) -> int:
        """How many of them are there and can be marked, or are not applicable."""
        return sum(cell.problem is None for row in self.rows for cell in row.cells)

    @property
    def category_of(self) -> dict[int, Group]:
        """The group of each person, by member id."""
        return {row.member_id: group for group in self.groups for row in group.rows}


def _as_they_stand(row: Row) -> tuple:
    return row.apart, row.rank is None, row.rank or 0, -row.total, -row.quantitative, row.employee_number
