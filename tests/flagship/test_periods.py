"""Months and quarters."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flagship.periods import TZ, Month, Quarter, day_of

months = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))
quarters = st.builds(Quarter, st.integers(2000, 2100), st.integers(1, 4))


@given(months)
def test_a_month_is_read_as_it_is_written(month):
    assert Month.parse(str(month)) == month


@given(quarters)
def test_a_quarter_is_read_as_it_is_written(quarter):
    assert Quarter.parse(str(quarter)) == quarter


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "2026-3", "26-03", "2026-03 ", "2026-03\n", "２０２６-03", "0000-01", ""]
)
def test_anything_else_is_no_month(text):
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


@pytest.mark.parametrize("text", ["2026Q0", "2026Q5", "2026q1", "2026-Q1", "２０２６Q1", "0000Q1", ""])
def test_anything_else_is_no_quarter(text):
    with pytest.raises(ValueError, match="quarter"):
        Quarter.parse(text)


@given(months, st.integers(-400, 400))
def test_months_are_counted_across_years(month, offset):
    assert (month + offset) - month == offset
    assert (month + offset) - offset == month
    assert (month < month + offset) == (offset > 0)


@given(quarters, st.integers(-400, 400))
def test_quarters_are_counted_across_years(quarter, offset):
    assert (quarter + offset) - offset == quarter
    assert (quarter < quarter + offset) == (offset > 0)


@given(months)
def test_a_month_lies_in_its_quarter(month):
    assert month in month.quarter.months
    assert month.quarter.first_day <= month.first_day < month.fifteenth < month.last_day <= month.quarter.last_day
    assert month.last_day + dt.timedelta(days=1) == (month + 1).first_day


def test_days_and_names():
    february = Month(2028, 2)

    assert (february.first_day, february.fifteenth, february.last_day) == (
        dt.date(2028, 2, 1),
        dt.date(2028, 2, 15),
        dt.date(2028, 2, 29),
    )
    assert (february.zh, Quarter(2026, 4).zh) == ("2028年2月", "2026年第四季度")
    assert [str(month) for month in Quarter(2026, 4).months] == ["2026-10", "2026-11", "2026-12"]


def test_a_month_begins_at_midnight_in_shanghai():
    assert Month.of(dt.datetime(2026, 2, 28, 16, 0, tzinfo=dt.UTC)) == Month(2026, 3)
    assert Month.of(dt.datetime(2026, 2, 28, 15, 59, tzinfo=dt.UTC)) == Month(2026, 2)
    assert Month.of(dt.datetime(2026, 3, 1, tzinfo=TZ)) == Month(2026, 3)
    assert Month.of(dt.date(2026, 3, 1)) == Month(2026, 3)
    assert Quarter.of(dt.datetime(2026, 3, 31, 16, 0, tzinfo=dt.UTC)) == Quarter(2026, 2)


def test_a_moment_without_a_zone_could_be_any_day():
    for read in (Month.of, Quarter.of, day_of):
        with pytest.raises(ValueError, match="no time zone"):
            read(dt.datetime(2026, 3, 1))


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (2026, 13), (0, 1), (10_000, 1)])
def test_there_is_no_such_month(year, number):
    with pytest.raises(ValueError, match="There is no month"):
        Month(year, number)
