"""THE values of a month: page, workbook, PDF and programming interface print what `sheet_document` gives."""

import datetime as dt

from flagship import clock
from scoring.documents import (
    Absent,
    Cell,
    Column,
    Group,
    PoolSummary,
    Row,
    SheetDocument,
    SheetProblem,
    Words,
)
from scoring.models import MonthSheet, SheetRevision, Standing
from scoring.queries.assessed import Assessed, assessed_draft, assessed_revision, vetoed_in
from scoring.queries.document_pools import pool_summary
from scoring.queries.document_rows import absent, groups, sheet_problem
from scoring.queries.rules_in_force import work_calendar
from scoring.rules.months import due_date, is_late
from scoring.states import PUBLIC_SHEET, RevisionState

__all__ = [
    "Absent",
    "Cell",
    "Column",
    "Group",
    "PoolSummary",
    "Row",
    "SheetDocument",
    "SheetProblem",
    "Words",
    "draft_document",
    "revision_document",
    "sheet_document",
]


def sheet_document(sheet: MonthSheet, *, now: dt.datetime | None = None) -> SheetDocument:
    """The month as it stands: live in draft, frozen since submission, with its standings once settled.

    A constant number of queries, whatever the number of people. Raises Refused where the year has no programme.
    """
    if sheet.state in PUBLIC_SHEET:
        revision = sheet.revisions.select_related("submitted_by", "settled_by").get(number=sheet.revision)
        return revision_document(sheet, revision)
    now = now or clock.now()
    return draft_document(sheet, assessed_draft(sheet, now=now), now=now)


def draft_document(sheet: MonthSheet, month: Assessed, *, now: dt.datetime) -> SheetDocument:
    """A draft as it was assessed: from what is stored, or from what somebody is typing."""
    due = due_date(sheet.month, month.rules.policy, work_calendar())
    return SheetDocument(
        **_head(sheet, month),
        **_body(month, vetoed=month.vetoed, standing_ids={}),
        revision=sheet.revision,
        provisional=True,
        due=due,
        late=is_late(sheet.first_submitted_at or now, due),
        submitted_at=None,
        submitted_by="",
        publicity_until=None,
        settled_at=None,
        settled_by="",
        meeting_kind="",
        meeting_date=None,
        over_places_reason="",
        tie_consent=sheet.tie_consent,
    )


def revision_document(sheet: MonthSheet, revision: SheetRevision) -> SheetDocument:
    """One submission of the month, also an earlier one that was withdrawn or reopened since."""
    now_vetoed = vetoed_in(sheet.month)
    standings = dict(Standing.objects.filter(revision=revision).values_list("member_id", "pk"))
    if revision.state is RevisionState.SETTLED or standings:
        then = Standing.objects.filter(revision=revision, vetoed=True).values_list("member_id", flat=True)
        vetoed = frozenset(then)
    else:
        vetoed = now_vetoed
    month = assessed_revision(revision, vetoed=vetoed)
    return SheetDocument(
        **_head(sheet, month),
        **_body(month, vetoed=now_vetoed, standing_ids=standings),
        revision=revision.number,
        provisional=False,
        due=revision.due,
        late=revision.late,
        submitted_at=revision.submitted_at,
        submitted_by=str(revision.submitted_by),
        publicity_until=revision.publicity_until,
        settled_at=revision.settled_at,
        settled_by=str(revision.settled_by or ""),
        meeting_kind=revision.meeting_kind,
        meeting_date=revision.meeting_date,
        over_places_reason=revision.over_places_reason,
        tie_consent=revision.tie_consent,
    )


def _head(sheet: MonthSheet, month: Assessed) -> dict:
    return {
        "sheet_id": sheet.pk,
        "branch_name": month.inputs.branch_name,
        "branch_code": month.inputs.branch_code,
        "month": sheet.month,
        "state": sheet.state,
        "policy": month.rules.policy,
        "policy_version": month.rules.policy_version,
    }


def _body(month: Assessed, *, vetoed: frozenset[int], standing_ids: dict[int, int]) -> dict:
    found = month.assessment
    return {
        "pools": tuple(pool_summary(pool, month.rules.policy, month.rules.staff_tiers) for pool in found.pools),
        "groups": groups(month.inputs, found, vetoed=vetoed, standing_ids=standing_ids),
        "absent": absent(month.inputs, found),
        "problems": tuple(sheet_problem(problem) for problem in found.problems),
        "needs_reason": found.over_places,
        "everyone_ties": found.everyone_ties,
    }
