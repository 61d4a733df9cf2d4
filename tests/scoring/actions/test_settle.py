"""From a filled draft to standings and points, by hand."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from scoring.actions.settle import settle
from scoring.models import PointsEntry, Standing
from scoring.states import EntryKind, MeetingKind, RevisionState, SheetState
from tests.scoring.conftest import POSTED, TOTALS
from tests.scoring.rows import IN_PUBLICITY, MEETING, SETTLED, ledger


def test_twelve_people_post_the_middle_tier(settled_month):
    assert settled_month.state is SheetState.SETTLED
    assert ledger() == POSTED


def test_every_standing_says_total_rank_and_n(settled_month):
    rows = Standing.objects.order_by("rank").values_list(
        "member__employee_number", "total", "rank", "rank_from_bottom", "n"
    )
    assert list(rows) == [
        (number, Decimal(total), rank, 13 - rank, 12) for rank, (number, total) in enumerate(TOTALS.items(), start=1)
    ]


def test_entries_carry_kind_clause_standing_and_who_posted(cast, settled_month):
    entry = PointsEntry.objects.get(member__employee_number="p11")
    assert (entry.kind, entry.clause, entry.standing.rank_from_bottom, entry.posted_by, entry.posted_at) == (
        EntryKind.DEDUCTION,
        "五（三）2",
        1,
        cast.secretary_b,
        SETTLED,
    )


def test_the_revision_keeps_the_meeting(cast, settled_month):
    revision = settled_month.current_revision
    assert (revision.state, revision.meeting_kind, revision.meeting_date, revision.settled_by) == (
        RevisionState.SETTLED,
        MeetingKind.COMMITTEE,
        MEETING,
        cast.secretary_b,
    )


def test_a_second_click_on_settle_changes_nothing(cast, settled_month):
    before = ledger()
    with pytest.raises(AlreadyDone):
        _settle(settled_month, by=cast.secretary_b)
    assert ledger() == before


def test_publicity_must_be_over(cast, publicised):
    last_moment = dt.datetime(2026, 4, 7, 23, 59, 59, tzinfo=TZ)
    with pytest.raises(Refused, match="24:00 on 7 April"):
        _settle(publicised, by=cast.secretary_b, now=last_moment)
    assert not PointsEntry.objects.exists()
    _settle(publicised, by=cast.secretary_b, now=last_moment + dt.timedelta(seconds=1))
    assert ledger() == POSTED


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        ("", MEETING, "kind and the date"),
        (MeetingKind.ASSEMBLY, None, "kind and the date"),
        ("lunch", MEETING, "kind and the date"),
        (MeetingKind.ASSEMBLY, dt.date(2026, 4, 9), "future"),
        (MeetingKind.ASSEMBLY, dt.date(2026, 3, 31), "2026-04-01"),
    ],
)
def test_the_meeting_must_be_given_and_possible(cast, publicised, kind, day, sentence):
    with pytest.raises(Refused, match=sentence):
        settle(sheet=publicised, meeting_kind=kind, meeting_date=day, by=cast.secretary_b, now=SETTLED)
    publicised.refresh_from_db()
    assert publicised.state is SheetState.PUBLICISED
    assert not Standing.objects.exists()


@pytest.mark.parametrize("who", ["officer", "secretary_a", "party_member", "admin"])
def test_only_the_branchs_secretary_settles(cast, publicised, who):
    with pytest.raises(PermissionDenied):
        _settle(publicised, by=getattr(cast, who))
    assert not Standing.objects.exists()


def test_the_clerk_does_not_settle(clerk_b, publicised):
    with pytest.raises(PermissionDenied):
        _settle(publicised, by=clerk_b)


def test_a_frozen_year_settles_nothing(cast, programme, publicised):
    programme.frozen_at = IN_PUBLICITY
    programme.save()
    with pytest.raises(Refused, match="frozen"):
        _settle(publicised, by=cast.secretary_b)


def _settle(sheet, *, by, now=SETTLED):
    return settle(sheet=sheet, meeting_kind=MeetingKind.COMMITTEE, meeting_date=MEETING, by=by, now=now)
