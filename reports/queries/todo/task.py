"""What one thing to do looks like, and what the finders know about the one who asks."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flagship.models import Programme
from flagship.periods import TZ, Month, Quarter
from flagship.permissions import Permission
from flagship.policies import Policy
from scoring.queries.rules_in_force import work_calendar
from scoring.rules import WorkCalendar
from scoring.rules.months import due_date

SHOWN = 4
SOON = 2  # days


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `due` is the last day; without one, `weight` orders it after all that have (0 first).

    `pressing` says that it is held up or late although no day is named: reminders tell it, too.
    """

    title: str
    detail: str
    url: str
    action: str
    due: dt.date | None = None
    weight: int = 5
    chip: str = ""
    tone: str = "plain"
    icon: str = ""
    pressing: bool = False

    @property
    def urgency(self) -> tuple[dt.date, int, str]:
        return self.due or dt.date.max, self.weight, self.title


@dataclass
class Viewer:
    """Who asks, and when; policies and calendar are read once."""

    user: object
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(TZ).date()

    @property
    def last_quarter(self) -> Quarter:
        """The newest quarter that is over."""
        return Quarter.of(self.today) - 1

    def may(self, permission: Permission) -> bool:
        """Whether the user holds the permission anywhere."""
        return bool(self.user.reach(permission))

    @cached_property
    def calendar(self) -> WorkCalendar:
        return work_calendar()

    def due(self, month: Month) -> dt.date:
        """The last day for the submission of a month, by the policies of its own last day."""
        programme = self._programmes.get(month.year)
        return due_date(month, programme.policy_in(month)[0] if programme else Policy(), self.calendar)

    @cached_property
    def _programmes(self) -> dict[int, Programme]:
        return {programme.year: programme for programme in Programme.objects.all()}

    def policy(self, year: int) -> Policy:
        return self._programmes[year].policy if year in self._programmes else Policy()


def first_few(rows: QuerySet) -> tuple[list, int]:
    """The first rows, and how many there are. Two queries, whatever the number."""
    return list(rows[:SHOWN]), rows.count()


def countdown(due: dt.date, today: dt.date) -> dict[str, str]:
    """Chip, tone and icon that say how much time is left."""
    left = (due - today).days
    if left < 0:
        word = ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}
        return {"chip": word, "tone": "bad", "icon": "clock"}
    if left == 0:
        return {"chip": _("due today"), "tone": "bad", "icon": "clock"}
    if left <= SOON:
        word = ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
        return {"chip": word, "tone": "bad", "icon": "clock"}
    word = _("due on %(day)s") % {"day": date_format(due, "MONTH_DAY_FORMAT")}
    return {"chip": word, "tone": "plain", "icon": "clock"}


def address(name: str, **kwargs) -> str:
    """The page of a task; the home page where a room has no such page."""
    try:
        return reverse(name, kwargs=kwargs or None)
    except NoReverseMatch:
        return reverse("reports:home")
