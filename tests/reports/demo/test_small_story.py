"""A small company of three branches and seven months: the same story every time, and sound in itself."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine
from django.db import transaction

from flagship.models import AuditEvent, Transition
from flagship.moves import Refused
from flagship.periods import TZ
from members.models import Member
from reports.demo.story import load_demo
from reports.demo.units import unit_of
from scoring.models import MonthSheet, Objection, PointsEntry
from scoring.queries.ledger import ledger_agrees
from scoring.queries.recompute import differences, settled_revisions
from scoring.states import ObjectionState, SheetState
from tests.factories import MemberFactory
from tests.reports.demo.rows import everything, number_from_one

TODAY = dt.date(2026, 11, 6)
_FEWER = {flag: count // 3 for flag, count in unit_of("jiguan").flags.items()}
SMALL = (replace(unit_of("jiguan"), flags=_FEWER), unit_of("laogan1"), unit_of("laogan2"))


def load(today: dt.date = TODAY) -> None:
    load_demo(today=today, months=7, units=SMALL)


def told_on(day: dt.date) -> dict[str, list[dict]]:
    """The database when the story of TODAY was told on a day of the real clock; nothing of it stays."""
    number_from_one()
    with transaction.atomic(), time_machine.travel(dt.datetime.combine(day, dt.time(11), TZ)):
        load()
        found = everything()
        transaction.set_rollback(True)
    return found


def test_the_same_day_gives_the_same_company_whenever_it_is_loaded(db):
    first, second = told_on(TODAY), told_on(dt.date(2027, 3, 1))
    assert {label: len(rows) for label, rows in first.items()} == {label: len(rows) for label, rows in second.items()}
    for label, rows in first.items():
        assert rows == second[label], label


def test_a_story_is_sound(db):
    """Ledger and standings agree, every month recomputes, nothing happens before the founding or after the morning."""
    load()
    assert ledger_agrees() == []
    assert [found for revision in settled_revisions() for found in differences(revision)] == []
    assert settled_revisions().count() == len(SMALL) * 6 - 1  # one month is void
    morning = dt.datetime.combine(TODAY, dt.time(8), TZ)
    moments = [moment for model in (Transition, AuditEvent) for moment in model.objects.values_list("at", flat=True)]
    moments += PointsEntry.objects.values_list("posted_at", flat=True)
    assert max(moments) == morning
    assert min(moments).astimezone(TZ).date() == dt.date(2026, 3, 19)


@pytest.mark.parametrize("day", ["2026-10-01", "2027-01-04", "2028-02-29"])
def test_the_story_can_be_told_on_any_day(db, day):
    today = dt.date.fromisoformat(day)
    load(today)
    last = MonthSheet.objects.order_by("-month").first().month
    assert last.last_day < today
    assert (last + 1).first_day <= today


def test_early_on_the_first_of_a_month_there_is_an_objection_already(db):
    load_demo(today=dt.date(2026, 10, 1), months=2, units=(SMALL[0], unit_of("houqin")))
    objection = Objection.objects.get(state=ObjectionState.OPEN)
    sheet = MonthSheet.objects.get(branch=objection.branch, month="2026-09")
    assert sheet.opened_at < objection.revision.submitted_at < objection.raised_at < objection.revision.publicity_until
    assert sheet.state is SheetState.PUBLICISED


def test_nobody_s_company_is_overwritten(db):
    MemberFactory()
    with pytest.raises(Refused, match="empty one only"):
        load()
    assert Member.objects.count() == 1


def test_a_story_that_breaks_off_leaves_nothing(db, monkeypatch):
    monkeypatch.setattr("reports.demo.founding.STAFF_TIERS", None)
    with pytest.raises(AttributeError):
        load()
    assert not any(everything().values())
