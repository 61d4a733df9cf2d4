"""The board: branch × month with its state, whether it is late, and who acts next."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, F, Min, Q

from branches.models import Branch
from flagship import clock
from flagship.categories import BranchKind
from flagship.models import Programme
from flagship.periods import TZ, Month, day_of
from flagship.permissions import Permission
from flagship.policies import Policy
from scoring.documents import Words
from scoring.models import Measurement, MonthSheet, Objection, Participant, SheetRevision
from scoring.queries.rules_in_force import work_calendar
from scoring.queries.who_acts import Officers, officers_by_role, who_acts
from scoring.rules.months import due_date, entry_opens, is_late, last_day
from scoring.states import FINISHED_SHEET, PUBLIC_SHEET, SheetState

Actor = Literal["nobody", "time", "branch", "secretary", "department"]


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One branch's month. `state` is None while there is no sheet; `due` is the last day for submission.

    A draft that was first submitted in time and came back is not late. `filled` of `cells` values are there in a draft.
    `actor` and `next_step` say who must do what, `who` by name, `by` until when, where there is a day; `flags` are
    remarks for the Department, such as ties over the places.
    """

    month: Month
    sheet_id: int | None
    state: SheetState | None
    due: dt.date
    late: bool
    filled: int
    cells: int
    publicity_until: dt.datetime | None
    open_objections: int
    actor: Actor
    next_step: Words
    who: Words
    by: dt.date | None
    flags: tuple[Words, ...]

    @property
    def quiet(self) -> bool:
        """Finished, with nothing to remark."""
        return self.state in FINISHED_SHEET and not self.flags


@dataclass(frozen=True, slots=True)
class BoardRow:
    branch: Branch
    cells: tuple[BoardCell, ...]

    @property
    def quiet(self) -> int:
        """How many of the months are finished, with nothing to remark."""
        return sum(cell.quiet for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Board:
    """The branches a user may see, each with the given months."""

    months: tuple[Month, ...]
    rows: tuple[BoardRow, ...]

    @property
    def waiting_for(self) -> dict[Actor, int]:
        """How many months wait for each actor."""
        actors = [cell.actor for row in self.rows for cell in row.cells]
        return {actor: actors.count(actor) for actor in dict.fromkeys(actors)}


@dataclass(frozen=True, slots=True)
class _Objections:
    """Undecided objections to a month: all, those of them with the Department, and the first moment one is due."""

    every: int = 0
    with_department: int = 0
    due: dt.datetime | None = None


_NO_OBJECTIONS = _Objections()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is read about all sheets at once, by sheet id."""

    revisions: dict[int, SheetRevision]
    first_submitted: dict[int, dt.datetime]
    objections: dict[int, "_Objections"]
    asked: dict[int, int]
    filled: dict[int, int]
    dues: dict[Month, dt.date]
    officers: Officers
    now: dt.datetime


def board(*, user, months: Sequence[Month], now: dt.datetime | None = None) -> Board:
    """The board of the branches whose sheets the user may see; a constant number of queries."""
    now = now or clock.now()
    branches = list(Branch.objects.open_to(user, Permission.VIEW_SHEET).filter(kind=BranchKind.BRANCH).order_by("path"))
    sheets = MonthSheet.objects.open_to(user, Permission.VIEW_SHEET).filter(month__in=list(months))
    by_place = {(sheet.branch_id, sheet.month): sheet for sheet in sheets}
    facts = _facts(list(by_place.values()), branches, months, now)
    rows = tuple(
        BoardRow(branch, tuple(_cell(by_place.get((branch.pk, month)), branch, month, facts) for month in months))
        for branch in branches
    )
    return Board(tuple(months), rows)


def _facts(sheets: list[MonthSheet], branches: list[Branch], months: Sequence[Month], now: dt.datetime) -> _Facts:
    drafts = [sheet.pk for sheet in sheets if sheet.state is SheetState.DRAFT]
    public = [sheet.pk for sheet in sheets if sheet.state in PUBLIC_SHEET]
    standing = SheetRevision.objects.filter(sheet__in=public, number=F("sheet__revision")).defer("inputs")
    undecided = Objection.objects.undecided().filter(revision__sheet__in=[sheet.pk for sheet in sheets])
    asked = Participant.objects.ranked().filter(sheet__in=drafts).values("sheet")
    entered = Q(not_applicable=True) | Q(number__isnull=False) | ~Q(choice="")
    filled = Measurement.objects.filter(
        entered,
        participant__in=Participant.objects.ranked().filter(sheet__in=drafts),
        indicator__template=F("participant__template"),
    )
    came_back = SheetRevision.objects.filter(sheet__in=drafts).order_by().values_list("sheet")
    return _Facts(
        revisions={revision.sheet_id: revision for revision in standing},
        first_submitted=dict(came_back.annotate(at=Min("submitted_at"))),
        objections=_objections(undecided, now),
        asked=dict(asked.annotate(cells=Count("template__indicators")).values_list("sheet", "cells")),
        filled=dict(
            filled.values("participant__sheet").annotate(cells=Count("pk")).values_list("participant__sheet", "cells")
        ),
        dues=_dues(months),
        officers=officers_by_role(branches, day_of(now)),
        now=now,
    )


def _objections(undecided, now: dt.datetime) -> dict[int, _Objections]:
    """Undecided objections by sheet."""
    with_department = set(undecided.with_department(now).values_list("pk", flat=True))
    found: dict[int, _Objections] = {}
    for pk, sheet, due in undecided.order_by("answer_due").values_list("pk", "revision__sheet", "answer_due"):
        before = found.get(sheet, _NO_OBJECTIONS)
        theirs = before.with_department + (pk in with_department)
        found[sheet] = _Objections(before.every + 1, theirs, before.due or due)
    return found


def _dues(months: Sequence[Month]) -> dict[Month, dt.date]:
    programmes = Programme.objects.filter(year__in={month.year for month in months})
    by_year = {programme.year: programme for programme in programmes}
    calendar = work_calendar()
    policies = {month: by_year[month.year].policy_in(month)[0] for month in months if month.year in by_year}
    return {month: due_date(month, policies.get(month, Policy()), calendar) for month in months}


def _cell(sheet: MonthSheet | None, branch: Branch, month: Month, facts: _Facts) -> BoardCell:
    revision = facts.revisions.get(sheet.pk) if sheet else None
    due = revision.due if revision else facts.dues[month]
    actor, step = _next(sheet, month, revision, facts)
    waiting = sheet is None or sheet.state is SheetState.DRAFT
    submitted = facts.first_submitted.get(sheet.pk) if sheet else None
    objections = facts.objections.get(sheet.pk, _NO_OBJECTIONS) if sheet else _NO_OBJECTIONS
    return BoardCell(
        month=month,
        sheet_id=sheet.pk if sheet else None,
        state=sheet.state if sheet else None,
        due=due,
        late=revision.late if revision else waiting and is_late(submitted or facts.now, due),
        filled=facts.filled.get(sheet.pk, 0) if sheet else 0,
        cells=facts.asked.get(sheet.pk, 0) if sheet else 0,
        publicity_until=revision.publicity_until if revision else None,
        open_objections=objections.every,
        actor=actor,
        next_step=step,
        who=who_acts(actor, branch.pk, facts.officers),
        by=_by(sheet, due, submitted, objections),
        flags=_flags(revision),
    )


def _by(
    sheet: MonthSheet | None, due: dt.date, submitted: dt.datetime | None, objections: _Objections
) -> dt.date | None:
    """The last day for the next step: of a first submission, or of the answer to an objection."""
    if sheet is not None and sheet.state is SheetState.DRAFT:
        return None if submitted else due
    return last_day(objections.due) if objections.due else None


def _next(sheet: MonthSheet | None, month: Month, revision: SheetRevision | None, facts: _Facts) -> tuple[Actor, Words]:
    if sheet is None:
        if facts.now.astimezone(TZ).date() < entry_opens(month):
            return "time", Words("本月尚未结束", "The month is not over")
        return "nobody", Words("无考核表", "No sheet")
    if sheet.state is SheetState.DRAFT:
        return _next_in_draft(facts.asked.get(sheet.pk, 0), facts.filled.get(sheet.pk, 0))
    if revision is None or sheet.state is SheetState.SETTLED:
        return "nobody", Words("", "")
    objections = facts.objections.get(sheet.pk, _NO_OBJECTIONS)
    if objections.with_department:
        return "department", Words("党群工作部答复异议", "The Department decides an objection")
    if objections.every:
        return "secretary", Words("书记答复异议", "The secretary answers an objection")
    if facts.now < revision.publicity_until:
        return "time", Words("公示中", "In publicity")
    return "secretary", Words("书记结算", "The secretary settles")


def _next_in_draft(asked: int, filled: int) -> tuple[Actor, Words]:
    if not asked:
        return "department", Words("无人参加排名，报党群工作部", "Nobody is ranked: the Department decides")
    if filled < asked:
        return "branch", Words("支部填报", "The branch fills in")
    return "secretary", Words("书记提交", "The secretary submits")


def _flags(revision: SheetRevision | None) -> tuple[Words, ...]:
    found = []
    if revision and revision.over_places_reason:
        found.append(Words("并列超出加扣分名次", "Ties over the places"))
    if revision and revision.tie_consent:
        found.append(Words("全部并列", "Everyone ties"))
    return tuple(found)
