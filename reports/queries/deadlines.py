"""When a quarter report is due, by the programme year's policy."""

import datetime as dt

from flagship import clock
from flagship.models import Programme
from flagship.periods import TZ, Quarter
from flagship.policies import Policy


def policy_of(quarter: Quarter) -> Policy:
    """The policies of the quarter's year; the defaults where the year has no programme yet."""
    programme = Programme.objects.filter(year=quarter.year).first()
    return programme.policy if programme else Policy()


def report_due(quarter: Quarter, policy: Policy) -> dt.date:
    """The last day for filing: day `quarter_due` of the month after the quarter."""
    return (quarter.months[-1] + 1).first_day.replace(day=policy.quarter_due)


def is_late(due: dt.date, submitted_at: dt.datetime | None, *, today: dt.date | None = None) -> bool:
    """Whether a report was filed after the day it was due, or is still not filed though the day is over."""
    filed_on = submitted_at.astimezone(TZ).date() if submitted_at else today or clock.today()
    return filed_on > due
