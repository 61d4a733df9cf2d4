"""The policies of a quarter and its working calendar."""

from flagship.models import CalendarDay, Programme
from flagship.periods import Quarter
from flagship.policies import Policy
from scoring.rules import WorkCalendar


def policy_of(quarter: Quarter) -> Policy:
    """The policies of the quarter's year; the defaults where the year has no programme yet."""
    programme = Programme.objects.filter(year=quarter.year).first()
    return programme.policy if programme else Policy()


def work_calendar() -> WorkCalendar:
    """Monday to Friday and what departs from it."""
    return WorkCalendar.of(CalendarDay.objects.values_list("date", "working"))
