"""Twelve months: opened, filled in, made public, settled; the last one is still being worked on."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flagship.periods import TZ, Month
from reports.demo.agenda import Event
from reports.demo.company import Company
from reports.demo.dice import dice
from reports.demo.sheet_work import excuse_some, fill, settle_sheet, submit_sheet
from reports.demo.units import Unit
from scoring.actions.open_month import open_month
from scoring.actions.raise_objection import raise_objection
from scoring.states import ObjectionKind

# What share of the people of the last month has been typed in; the others stand in `last_month`.
_FILLED = {
    "jiguan": 1.0,
    "jishu": 0.8,
    "jidian": 0.55,
    "weixiu": 0.35,
    "wuliu": 0.15,
    "anjian": 0.0,
    "laogan1": 1.0,
    "laogan2": 0.5,
}
ALMOST, BLANK = "shichang", (("1206", "revenue"), ("1213", "collection"))
IN_PUBLICITY, OBJECTOR = "houqin", "1918"


@dataclass(frozen=True, slots=True)
class Course:
    """When a branch does what with a month's sheet."""

    fills: dt.datetime
    submits: dt.datetime
    settles: dt.datetime


def course_of(company: Company, unit: Unit, month: Month) -> Course:
    """The ordinary course: in the first days of the next month, three working days of publicity, then settled."""
    days, after, what = company.days, month + 1, f"{unit.code} {month}"
    nth = dice("pace", what).choice((3, 4, 4, 5))
    submits = days.nth(after, nth, dice("hour", what).randint(11, 17), what)
    fills = days.nth(after, nth - dice("typed", what).choice((1, 1, 2)), 9, what)
    return Course(fills, submits, days.after_publicity(submits, 10, what))


def opening(company: Company) -> Iterator[Event]:
    """Sheets are opened by the timer, in the first minutes of the next month."""
    for month in company.months:
        moment = dt.datetime.combine((month + 1).first_day, dt.time(0, 5), tzinfo=TZ)
        yield Event(moment, lambda now, month=month: open_month(month=month, now=now))


def ordinary(company: Company, unit: Unit, month: Month, *, late: int = 0, change=None) -> Iterator[Event]:
    """A month without incidents. `late` is the working day of its submission when it is not in time."""
    course = course_of(company, unit, month)
    submits, settles = course.submits, course.settles
    if late:
        submits = company.days.nth(month + 1, late, 15, "late")
        settles = company.days.after_publicity(submits, 10, "late")
    yield Event(course.fills - dt.timedelta(minutes=20), partial(excuse_some, company, unit, month))
    yield Event(course.fills, partial(fill, company, unit, month, change=change))
    yield Event(submits, partial(submit_sheet, company, unit, month))
    yield Event(settles, partial(settle_sheet, company, unit, month))


def last_month(company: Company, unit: Unit) -> Iterator[Event]:
    """The month that ended last: most branches are still at it."""
    month = company.last
    course = course_of(company, unit, month)
    fills = _not_after(company, course.fills, 90)
    yield Event(fills - dt.timedelta(minutes=20), partial(excuse_some, company, unit, month))
    if unit.code in _FILLED:
        yield Event(fills, partial(fill, company, unit, month, share=_FILLED[unit.code]))
    elif unit.code == ALMOST:
        yield Event(fills, partial(fill, company, unit, month, blank=BLANK))
    elif unit.code == IN_PUBLICITY:
        yesterday = company.days.last_before(company.today, 15, "publicity")
        submits = max(_not_after(company, yesterday, 60), fills + dt.timedelta(minutes=10))
        yield Event(fills, partial(fill, company, unit, month))
        yield Event(submits, partial(submit_sheet, company, unit, month))
        yield Event(_not_after(company, submits + dt.timedelta(hours=4), 20), partial(_object, company, unit, month))
    else:
        yield Event(fills, partial(fill, company, unit, month))
        yield Event(_not_after(company, course.submits, 60), partial(submit_sheet, company, unit, month))
        yield Event(course.settles, partial(settle_sheet, company, unit, month))


def _not_after(company: Company, moment: dt.datetime, minutes: int) -> dt.datetime:
    """The moment, or so many minutes before the present when it has not come yet: no story without a last month."""
    return min(moment, company.present - dt.timedelta(minutes=minutes))


def _object(company: Company, unit: Unit, month: Month, now: dt.datetime) -> None:
    raise_objection(
        sheet=company.sheet(unit, month),
        kind=ObjectionKind.MARK,
        about=company.member(OBJECTOR),
        indicator_code="problems-solved",
        text="本月办结的实事应为5件，26日协调解决夜班职工就餐一事已有班组签字确认，考核表中没有计入，请予核对。",
        by=company.user(OBJECTOR),
        now=now,
    )
