"""Exactly once, whoever presses at the same moment; all or nothing, whenever it breaks."""

import threading

import pytest
from django.db import connection

from flagship.moves import Refused
from members.models import User
from scoring.actions import points as points_module
from scoring.actions import settle as settle_module
from scoring.actions.excuse import excuse
from scoring.actions.open_month import open_month
from scoring.actions.reopen import reopen
from scoring.actions.settle import settle
from scoring.actions.veto import decide_veto, propose_veto
from scoring.hooks import _listeners, on_month_changed
from scoring.models import MonthSheet, Participant, PointsEntry, SheetRevision, Standing
from scoring.queries.assessed import assessed_revision
from scoring.queries.ledger import ledger_agrees
from scoring.queries.standing_figures import figures_of
from scoring.states import EntryKind, MeetingKind, RevisionState, SheetState, VetoKind
from tests.at_once import at_once
from tests.cast import build_cast
from tests.scoring.conftest import POSTED, TOTALS
from tests.scoring.rows import (
    ENTRY,
    MARCH,
    MEETING,
    SETTLED,
    declare,
    fill,
    ledger,
    open_sheet,
    people,
    simple_template,
    submitted,
)

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 6


@pytest.fixture
def cast(transactional_db):
    return build_cast()


@pytest.fixture
def public(cast, programme):
    """Branch B's month with its publicity over, committed."""
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 11)
    sheet = open_sheet(cast.branch_b)
    fill(sheet, TOTALS, by=cast.secretary_b)
    return submitted(sheet, by=cast.secretary_b)


def press_settle(sheet, user, verb=settle):
    """One click: its own copies of the row and of the user, as a request has them."""

    def click():
        verb(
            sheet=MonthSheet.objects.get(pk=sheet.pk),
            meeting_kind=MeetingKind.COMMITTEE,
            meeting_date=MEETING,
            by=User.objects.get(pk=user.pk),
            now=SETTLED,
        )

    return click


def test_many_clicks_at_once_post_exactly_once(cast, public):
    ends = at_once(*[press_settle(public, cast.secretary_b)] * THREADS)
    assert ends == {"done": 1, "AlreadyDone": THREADS - 1}
    assert ledger() == POSTED
    assert (Standing.objects.count(), PointsEntry.objects.count()) == (12, 5)
    assert ledger_agrees() == []


def naive_settle(*, sheet, meeting_kind, meeting_date, by, now):
    """What not to do: look at the state, then post; without a lock, a condition or one transaction."""
    if sheet.state is not SheetState.PUBLICISED:
        raise Refused("settled already")
    revision = sheet.revisions.get(number=sheet.revision)
    together.wait(timeout=20)
    found = assessed_revision(revision, vetoed=frozenset()).assessment
    copy = SheetRevision.objects.create(
        sheet=sheet,
        number=100 + threading.get_ident() % 1_000_000,
        state=RevisionState.WITHDRAWN,
        inputs={},
        policy={},
        tiers=[],
        due=MEETING,
        submitted_at=now,
        submitted_by=by,
        publicity_until=now,
    )
    standings = Standing.objects.bulk_create(
        Standing(
            revision=copy,
            member_id=one.person.member_id,
            branch_id=sheet.branch_id,
            month=MARCH,
            **figures_of(one, found),
        )
        for one in found.ranked
    )
    points_module.post_points(standings=standings, by=by, now=now)
    MonthSheet.objects.filter(pk=sheet.pk).update(state=SheetState.SETTLED)


together = threading.Barrier(2)


def test_the_naive_way_posts_twice(cast, public):
    """The negative control: the race is real, and this test would notice it."""
    together.reset()
    ends = at_once(*[press_settle(public, cast.secretary_b, naive_settle)] * 2)
    assert ends == {"done": 2}
    assert ledger() == {number: 2 * points for number, points in POSTED.items()}
    assert ledger_agrees() != []


def test_reopening_at_once_reverses_once(cast, public):
    press_settle(public, cast.secretary_b)()

    def click():
        reopen(sheet=MonthSheet.objects.get(pk=public.pk), reason="核实", by=User.objects.get(pk=cast.officer.pk))

    assert at_once(*[click] * THREADS) == {"done": 1, "AlreadyDone": THREADS - 1}
    assert ledger() == {}
    assert PointsEntry.objects.filter(kind=EntryKind.REVERSAL).count() == 5


def test_a_veto_confirmed_while_the_month_is_settled_is_never_lost(cast, public):
    member = public.participants.get(member__employee_number="p01").member
    veto = propose_veto(
        member=member, month=MARCH, kind=VetoKind.SAFETY, evidence="违章", by=cast.secretary_b, now=SETTLED
    )

    def confirm():
        by = User.objects.get(pk=cast.officer.pk)
        decide_veto(veto=veto, confirm=True, by=by, document_number="2号", now=SETTLED)

    assert at_once(press_settle(public, cast.secretary_b), confirm) == {"done": 2}
    assert ledger() == {number: points for number, points in POSTED.items() if number != "p01"}
    assert ledger_agrees() == []


def test_values_typed_while_the_month_is_submitted_are_in_it_or_refused(cast, programme):
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 11)
    sheet = open_sheet(cast.branch_b)
    fill(sheet, TOTALS, by=cast.secretary_b)

    def submit_it():
        submitted(MonthSheet.objects.get(pk=sheet.pk), by=User.objects.get(pk=cast.secretary_b.pk))

    def type_one():
        fill(MonthSheet.objects.get(pk=sheet.pk), {"p11": "99"}, by=User.objects.get(pk=cast.secretary_b.pk))

    ends = at_once(submit_it, type_one)
    frozen = SheetRevision.objects.get().inputs["people"]
    number = next(p for p in frozen if p["employee_number"] == "p11")["cells"]["output"]["value"]["number"]
    assert (ends, float(number)) in [({"done": 2}, 99.0), ({"done": 1, "Refused": 1}, 86.0)]


# --- a crash in between ---------------------------------------------------------------------------------------------


class Crash(Exception):
    pass


def crash(*args, **kwargs):
    raise Crash


@pytest.fixture
def failing_listener():
    on_month_changed(crash)
    yield
    _listeners.remove(crash)


def nothing_happened(sheet) -> bool:
    sheet.refresh_from_db()
    revision = SheetRevision.objects.get()
    return (
        sheet.state is SheetState.PUBLICISED
        and revision.state is RevisionState.PUBLICISED
        and revision.settled_at is None
        and not Standing.objects.exists()
        and not PointsEntry.objects.exists()
    )


@pytest.mark.parametrize("step", ["assessed_revision", "post_points", "tell_month_changed"])
def test_a_crash_at_any_step_of_the_settlement_leaves_nothing_half_done(cast, public, monkeypatch, step):
    monkeypatch.setattr(settle_module, step, crash)
    with pytest.raises(Crash):
        press_settle(public, cast.secretary_b)()
    assert nothing_happened(public)
    monkeypatch.undo()
    press_settle(public, cast.secretary_b)()
    assert ledger() == POSTED


def test_a_room_above_that_fails_undoes_the_settlement(cast, public, failing_listener):
    with pytest.raises(Crash):
        press_settle(public, cast.secretary_b)()
    assert nothing_happened(public)


def test_without_a_transaction_a_crash_would_leave_a_half_settled_month(cast, public, monkeypatch):
    """The negative control: it is the one transaction that holds the steps together."""
    monkeypatch.setattr(settle_module, "post_points", crash)
    with pytest.raises(Crash):
        press_settle(public, cast.secretary_b, verb=settle.__wrapped__)()
    assert not nothing_happened(public)
    assert Standing.objects.count() == 12


def test_a_crash_while_reopening_leaves_the_month_settled(cast, public, monkeypatch):
    press_settle(public, cast.secretary_b)()
    monkeypatch.setattr("scoring.actions.reopen.tell_month_changed", crash)
    with pytest.raises(Crash):
        reopen(sheet=public, reason="核实", by=cast.officer)
    public.refresh_from_db()
    assert (public.state, ledger()) == (SheetState.SETTLED, POSTED)


def test_an_excuse_and_a_submission_do_not_cross(cast, programme):
    simple_template()
    declare(cast.secretary_b.person)
    people(cast.branch_b, 11)
    sheet = open_sheet(cast.branch_b)
    fill(sheet, TOTALS, by=cast.secretary_b)
    row = sheet.participants.get(member__employee_number="p11")

    def submit_it():
        submitted(MonthSheet.objects.get(pk=sheet.pk), by=User.objects.get(pk=cast.secretary_b.pk))

    def excuse_one():
        excuse(participant=type(row).objects.get(pk=row.pk), reason="病假", by=User.objects.get(pk=cast.secretary_b.pk))

    ends = at_once(submit_it, excuse_one)
    frozen = {p["employee_number"]: p["excused"] for p in SheetRevision.objects.get().inputs["people"]}
    row.refresh_from_db()
    assert frozen["p11"] == row.excused
    assert ends in ({"done": 2}, {"done": 1, "Refused": 1})


def test_opening_a_month_at_once_makes_each_sheet_and_seat_once(cast, programme):
    people(cast.branch_b, 11)
    ends = at_once(*[lambda: open_month(month=MARCH, now=ENTRY)] * 4)
    assert ends == {"done": 4}
    assert MonthSheet.objects.filter(branch=cast.branch_b).count() == 1
    assert Participant.objects.filter(sheet__branch=cast.branch_b).count() == 12


def test_races_run_on_a_database_that_threads_share():
    assert connection.vendor != "sqlite" or "memory" not in str(connection.settings_dict["NAME"])
