"""The one source of time, and telling it another moment."""

import datetime as dt

from flagship import clock
from flagship.periods import TZ

NEW_YEAR = dt.datetime(2026, 1, 1, 0, 30, tzinfo=TZ)


def test_within_at_it_is_that_moment_and_afterwards_the_present_again():
    before = clock.now()
    with clock.at(NEW_YEAR):
        assert (clock.now(), clock.today()) == (NEW_YEAR, dt.date(2026, 1, 1))
    assert clock.now() >= before


def test_the_days_are_those_of_shanghai_whatever_zone_the_moment_is_given_in():
    with clock.at(dt.datetime(2025, 12, 31, 16, 30, tzinfo=dt.UTC)):
        assert clock.today() == dt.date(2026, 1, 1)


def test_a_story_within_a_story_ends_first():
    with clock.at(NEW_YEAR):
        with clock.at(NEW_YEAR + dt.timedelta(days=40)):
            assert clock.today() == dt.date(2026, 2, 10)
        assert clock.now() == NEW_YEAR


def test_the_present_comes_back_after_an_error():
    try:
        with clock.at(NEW_YEAR):
            raise RuntimeError
    except RuntimeError:
        assert clock.now() != NEW_YEAR
