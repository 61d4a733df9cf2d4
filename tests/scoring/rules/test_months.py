"""Due dates, publicity and deadlines, on the published working days of 2025 and on plain weeks of 2026."""

import datetime as dt

import pytest

from flagship.periods import TZ, Month, Quarter
from scoring.rules import Policy, WorkCalendar
from scoring.rules.months import (
    answer_deadline,
    due_date,
    entry_opens,
    is_late,
    publicity_end,
    quarter_due_date,
    review_deadline,
    title_publicity_end,
    working_days_later,
)


def day(month, number, year=2025):
    return dt.date(year, month, number)


YEAR_2025 = WorkCalendar(
    holidays=frozenset(
        [
            day(1, 1),
            *(day(1, number) for number in (28, 29, 30, 31)),
            *(day(2, number) for number in (1, 2, 3, 4)),
            *(day(10, number) for number in range(1, 9)),
        ]
    ),
    make_up_days=frozenset([day(1, 26), day(2, 8), day(9, 28), day(10, 11)]),
)
PLAIN = WorkCalendar()


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)


def test_a_plain_week_is_worked_from_monday_to_friday():
    week = [dt.date(2026, 3, 2) + dt.timedelta(days=offset) for offset in range(7)]

    assert [PLAIN.is_working(one) for one in week] == [True] * 5 + [False] * 2


def test_holidays_are_free_and_make_up_days_are_worked():
    assert [YEAR_2025.is_working(day(10, number)) for number in (8, 9, 10, 11, 12)] == [False, True, True, True, False]


def test_a_calendar_is_made_from_rows():
    rows = [(day(10, 1), False), (day(10, 11), True)]

    assert WorkCalendar.of(rows) == WorkCalendar(frozenset([day(10, 1)]), frozenset([day(10, 11)]))


def test_working_days_are_counted_from_one():
    with pytest.raises(ValueError, match="counted from 1, not from 0"):
        PLAIN.nth_from(day(3, 3), 0)


@pytest.mark.parametrize(
    ("month", "calendar", "due"),
    [
        (Month(2026, 2), PLAIN, dt.date(2026, 3, 8)),  # fifth working day: Friday 6 March
        (Month(2026, 7), PLAIN, dt.date(2026, 8, 8)),  # 1 August is a Saturday; fifth: Friday the 7th
        (Month(2025, 1), YEAR_2025, day(2, 10)),  # 5, 6, 7, Saturday 8 (make-up), Monday 10 February
        (Month(2025, 9), YEAR_2025, day(10, 14)),  # 9, 10, Saturday 11 (make-up), 13, 14 October
        (Month(2025, 12), PLAIN, dt.date(2026, 1, 8)),  # into the next year
    ],
)
def test_entry_is_due_on_the_eighth_or_the_fifth_working_day_whichever_is_later(month, calendar, due):
    assert due_date(month, Policy(), calendar) == due
    assert entry_opens(month) == due.replace(day=1)


def test_the_due_day_is_a_policy():
    assert due_date(Month(2026, 2), Policy(due_day=1), PLAIN) == dt.date(2026, 3, 6)
    assert due_date(Month(2026, 1), Policy(due_day=28), PLAIN) == dt.date(2026, 2, 28)


def test_quarter_reports_are_due_on_the_twenty_fifth_of_the_month_after():
    assert quarter_due_date(Quarter(2026, 1), Policy()) == dt.date(2026, 4, 25)
    assert quarter_due_date(Quarter(2026, 4), Policy(quarter_due=10)) == dt.date(2027, 1, 10)


def test_late_begins_at_midnight_in_shanghai():
    due = dt.date(2026, 3, 9)

    assert not is_late(at("2026-03-09T23:59:59"), due)
    assert is_late(at("2026-03-10T00:00:00"), due)
    assert is_late(dt.datetime(2026, 3, 9, 16, 0, tzinfo=dt.UTC), due)
    assert not is_late(dt.datetime(2026, 3, 9, 15, 59, tzinfo=dt.UTC), due)


@pytest.mark.parametrize(
    ("submitted", "days", "calendar", "end"),
    [
        ("2026-03-06T10:00", 3, PLAIN, "2026-03-12T00:00"),  # a Friday: Monday, Tuesday, Wednesday until 24:00
        ("2026-03-09T00:00", 3, PLAIN, "2026-03-13T00:00"),  # the day itself does not count
        ("2026-03-09T23:59", 1, PLAIN, "2026-03-11T00:00"),
        ("2026-03-07T10:00", 1, PLAIN, "2026-03-10T00:00"),  # a Saturday: Monday
        ("2025-09-30T17:00", 3, YEAR_2025, "2025-10-12T00:00"),  # 9, 10 and the make-up Saturday 11 October
        ("2025-12-31T17:00", 1, PLAIN, "2026-01-02T00:00"),
    ],
)
def test_publicity_begins_on_the_next_working_day_and_ends_at_midnight(submitted, days, calendar, end):
    assert publicity_end(at(submitted), Policy(publicity_days=days), calendar) == at(end)


def test_without_publicity_a_sheet_may_be_settled_at_once():
    assert publicity_end(at("2026-03-06T10:00"), Policy(publicity_days=0), PLAIN) == at("2026-03-06T10:00")


def test_the_day_of_a_moment_is_that_of_shanghai():
    """17:00 on Thursday in London is one o'clock on Friday in Shanghai: the first day is Monday."""
    moment = dt.datetime(2026, 3, 5, 17, 0, tzinfo=dt.UTC)

    end = publicity_end(moment, Policy(publicity_days=1), PLAIN)

    assert end == at("2026-03-10T00:00")
    assert (end.tzinfo, end.utcoffset()) == (TZ, dt.timedelta(hours=8))


def test_titles_are_published_for_their_own_number_of_days():
    assert title_publicity_end(at("2026-03-06T10:00"), Policy(), PLAIN) == at("2026-03-14T00:00")


def test_an_objection_is_answered_in_three_working_days_and_reviewed_on_request_within_two():
    assert answer_deadline(at("2026-03-05T10:00"), PLAIN) == at("2026-03-11T00:00")
    assert review_deadline(at("2026-03-05T10:00"), PLAIN) == at("2026-03-10T00:00")
    assert answer_deadline(at("2025-09-30T10:00"), YEAR_2025) == at("2025-10-12T00:00")


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        working_days_later(dt.datetime(2026, 3, 5), 0, PLAIN)
    with pytest.raises(ValueError, match="no time zone"):
        is_late(dt.datetime(2026, 3, 5), dt.date(2026, 3, 9))
