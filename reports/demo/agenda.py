"""Events in the order of time, each with the clock set to its moment."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from flagship import clock
from flagship.periods import TZ, Month
from flagship.policies import Policy
from reports.demo.dice import dice
from reports.demo.holidays import calendar_days
from scoring.rules import WorkCalendar
from scoring.rules.months import publicity_end, title_publicity_end


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens: `act` is called with the moment."""

    moment: dt.datetime
    act: Callable[[dt.datetime], object]


def play(events: Iterable[Event], until: dt.datetime) -> None:
    """Let everything happen that lies before or at `until`; of two events at a moment the first named comes first."""
    for event in sorted(events, key=lambda event: event.moment):
        if event.moment > until:
            return
        with clock.at(event.moment):
            event.act(event.moment)


class Days:
    """Moments of the working calendar. Minutes are chosen by `what`, the same ones every time."""

    def __init__(self) -> None:
        self.calendar = WorkCalendar.of((day, working) for day, working, _note in calendar_days())

    @cached_property
    def policy(self) -> Policy:
        return Policy()

    def nth(self, month: Month, nth: int, hour: int, what: str) -> dt.datetime:
        """The nth working day of a month."""
        return self._moment(self.calendar.nth_from(month.first_day, nth), hour, what)

    def later(self, moment: dt.datetime, days: int, hour: int, what: str) -> dt.datetime:
        """So many working days after a moment."""
        return self._moment(self.calendar.nth_from(moment.date() + dt.timedelta(days=1), days), hour, what)

    def after_publicity(self, submitted: dt.datetime, hour: int, what: str) -> dt.datetime:
        """The first working day on which a month may be settled that was submitted then."""
        over = publicity_end(submitted, self.policy, self.calendar)
        return self._moment(self.calendar.nth_from(over.date(), 1), hour, what)

    def after_title_publicity(self, published: dt.datetime, hour: int, what: str) -> dt.datetime:
        over = title_publicity_end(published, self.policy, self.calendar)
        return self._moment(self.calendar.nth_from(over.date(), 1), hour, what)

    def last_before(self, day: dt.date, hour: int, what: str) -> dt.datetime:
        """The last working day before a day."""
        day -= dt.timedelta(days=1)
        while not self.calendar.is_working(day):
            day -= dt.timedelta(days=1)
        return self._moment(day, hour, what)

    def _moment(self, day: dt.date, hour: int, what: str) -> dt.datetime:
        rng = dice(day, what)
        return dt.datetime.combine(day, dt.time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=TZ)
