"""The calendar of a month's life: working days, due dates, publicity, deadlines. All in Asia/Shanghai."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from flagship.periods import TZ, Month, Quarter, day_of
from flagship.policies import Policy

DUE_WORKING_DAY = 5
ANSWER_DAYS = 3
REVIEW_DAYS = 2
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday, less `holidays`, plus `make_up_days` (调休上班)."""

    holidays: frozenset[dt.date] = frozenset()
    make_up_days: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, days: Iterable[tuple[dt.date, bool]]) -> Self:
        """From rows of a date and whether it is worked."""
        days = list(days)
        return cls(
            holidays=frozenset(day for day, working in days if not working),
            make_up_days=frozenset(day for day, working in days if working),
        )

    def is_working(self, day: dt.date) -> bool:
        if day in self.make_up_days:
            return True
        return day.weekday() <= _FRIDAY and day not in self.holidays

    def working_days_from(self, day: dt.date) -> Iterator[dt.date]:
        """Every working day from `day` on, itself included."""
        while True:
            if self.is_working(day):
                yield day
            day += dt.timedelta(days=1)

    def nth_from(self, day: dt.date, nth: int) -> dt.date:
        """The nth working day from `day` on, itself included. ValueError unless nth ≥ 1."""
        if nth < 1:
            raise ValueError(f"Working days are counted from 1, not from {nth}.")
        days = self.working_days_from(day)
        for _ in range(nth - 1):
            next(days)
        return next(days)


def entry_opens(month: Month) -> dt.date:
    """Entry opens on the first day of the next month."""
    return (month + 1).first_day


def due_date(month: Month, policy: Policy, calendar: WorkCalendar) -> dt.date:
    """The last day on time: the later of the policy's `due_day` and the fifth working day of the next month."""
    after = month + 1
    return max(after.first_day.replace(day=policy.due_day), calendar.nth_from(after.first_day, DUE_WORKING_DAY))


def quarter_due_date(quarter: Quarter, policy: Policy) -> dt.date:
    """The last day on time for a quarter report: the policy's `quarter_due` day of the month after the quarter."""
    return (quarter + 1).first_day.replace(day=policy.quarter_due)


def is_late(moment: dt.datetime, due: dt.date) -> bool:
    """Whether a moment lies after the end (24:00) of the due day."""
    return day_of(moment) > due


def publicity_end(submitted: dt.datetime, policy: Policy, calendar: WorkCalendar) -> dt.datetime:
    """The moment from which a sheet may be settled: the period begins on the working day after the submission.

    It ends at 24:00 of its last day, returned as the midnight that follows. 0 days mean no period: the moment itself.
    """
    return working_days_later(submitted, policy.publicity_days, calendar)


def title_publicity_end(decided: dt.datetime, policy: Policy, calendar: WorkCalendar) -> dt.datetime:
    """The same for the publication of decided titles."""
    return working_days_later(decided, policy.title_publicity_days, calendar)


def answer_deadline(filed: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """An objection unanswered at this moment passes to the Department: three working days after the filing."""
    return working_days_later(filed, ANSWER_DAYS, calendar)


def review_deadline(dismissed: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Until this moment a review (提请复核) may be asked for: two working days after the dismissal."""
    return working_days_later(dismissed, REVIEW_DAYS, calendar)


def working_days_later(moment: dt.datetime, days: int, calendar: WorkCalendar) -> dt.datetime:
    """24:00 of the last of `days` working days, the first being the next one after the moment's day in Shanghai.

    Returned as the midnight that follows, aware, in Asia/Shanghai. 0 days give the moment itself. ValueError for a
    moment without a time zone.
    """
    tomorrow = day_of(moment) + dt.timedelta(days=1)
    return end_of_day(calendar.nth_from(tomorrow, days)) if days else moment.astimezone(TZ)


def end_of_day(day: dt.date) -> dt.datetime:
    """24:00 of a day in Shanghai, as the midnight that follows."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=TZ)


def last_day(moment: dt.datetime) -> dt.date:
    """The day a deadline belongs to; one at midnight ends the day before."""
    return day_of(moment - dt.timedelta(seconds=1))
