"""The working calendar as it was announced, and moments within it."""

import datetime as dt
from collections import Counter

import pytest

from flagship import clock
from flagship.periods import TZ, Month
from reports.demo.agenda import Days, Event, play
from reports.demo.holidays import calendar_days
from scoring.rules import WorkCalendar

CALENDAR = WorkCalendar.of((day, working) for day, working, _note in calendar_days())


def test_no_day_stands_twice():
    assert max(Counter(day for day, _working, _note in calendar_days()).values()) == 1


@pytest.mark.parametrize(("year", "off", "worked"), [(2024, 28, 8), (2025, 28, 5), (2026, 33, 6), (2027, 13, 0)])
def test_as_many_days_off_and_made_up_as_were_announced(year, off, worked):
    days = [working for day, working, _note in calendar_days() if day.year == year]
    assert (days.count(False), days.count(True)) == (off, worked)


def test_make_up_days_are_weekends_so_nothing_is_worked_twice():
    assert {day.weekday() for day, working, _note in calendar_days() if working} == {5, 6}


@pytest.mark.parametrize(
    ("day", "working"),
    [("2026-02-14", True), ("2026-02-23", False), ("2026-02-24", True), ("2026-10-08", True), ("2026-10-10", True)],
)
def test_days_around_the_holidays(day, working):
    assert CALENDAR.is_working(dt.date.fromisoformat(day)) is working


def test_a_month_is_settled_on_the_first_working_day_after_its_publicity():
    days = Days()
    friday = dt.datetime(2026, 11, 6, 15, tzinfo=TZ)
    assert days.after_publicity(friday, 10, "a branch").date() == dt.date(2026, 11, 12)
    assert days.nth(Month(2026, 10), 1, 9, "a branch").date() == dt.date(2026, 10, 8)
    assert days.last_before(dt.date(2026, 11, 9), 9, "a branch") == days.last_before(
        dt.date(2026, 11, 7), 9, "a branch"
    )


def test_events_happen_in_the_order_of_time_each_at_its_moment_and_none_of_the_future():
    noon = dt.datetime(2026, 3, 2, 12, tzinfo=TZ)
    hour, seen = dt.timedelta(hours=1), []
    events = [Event(moment, lambda now: seen.append((now, clock.now()))) for moment in (noon, noon + hour, noon - hour)]
    play(events, until=noon)
    assert seen == [(noon - hour, noon - hour), (noon, noon)]
