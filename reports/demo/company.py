"""The company while its story is told: who is who, which months and quarters, found by the numbers people know."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from branches.models import Branch
from flagship.models import Programme
from flagship.periods import TZ, Month, Quarter
from members.models import Member, User
from reports.demo.agenda import Days
from reports.demo.people import Person, everybody
from reports.demo.units import UNITS, Flag, Unit
from scoring.models import MonthSheet

OFFICER, SECOND_OFFICER, RECORDER, AUDITOR, GENERAL_SECRETARY, ADMIN = "1103", "1104", "1105", "1106", "2103", "9001"
MORNING = dt.time(8)


@dataclass
class Company:
    """Told on the morning of `today`, over so many months that the last one ended before it."""

    today: dt.date
    length: int = 12
    units: tuple[Unit, ...] = UNITS
    days: Days = field(default_factory=Days)

    @property
    def branches_told(self) -> set[str]:
        return {unit.code for unit in self.units}

    @property
    def present(self) -> dt.datetime:
        return dt.datetime.combine(self.today, MORNING, tzinfo=TZ)

    @property
    def last(self) -> Month:
        """The month that is being filled in."""
        return Month.of(self.today) - 1

    @property
    def months(self) -> list[Month]:
        return [self.last - back for back in reversed(range(self.length))]

    @property
    def years(self) -> list[int]:
        return list(range(self.months[0].year, self.today.year + 1))

    @cached_property
    def quarters(self) -> list[Quarter]:
        """Those of which every month has been settled: the older ones are decided, the newest is being compiled."""
        settled = self.months[:-1]
        return sorted({month.quarter for month in settled if month.quarter.months[2] in settled})

    @property
    def whole_quarters(self) -> list[Quarter]:
        """Those that lie within the story with all their months."""
        return [quarter for quarter in self.quarters if quarter.months[0] in self.months]

    @cached_property
    def people(self) -> dict[str, Person]:
        return {person.number: person for person in everybody(self.months[0], self.units)}

    @cached_property
    def flags(self) -> dict[str, Flag]:
        """What each person declares; it changes with the story."""
        return {person.number: person.flag for person in self.people.values() if person.flag}

    def ability(self, number: str) -> float:
        return self.people[number].ability if number in self.people else 0.0

    @cached_property
    def branches(self) -> dict[str, Branch]:
        return {branch.code: branch for branch in Branch.objects.all()}

    @cached_property
    def programmes(self) -> dict[int, Programme]:
        return {programme.year: programme for programme in Programme.objects.all()}

    @cached_property
    def _users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.select_related("member")}

    def forget(self, what: str) -> None:
        """Read it anew when it is asked for next."""
        self.__dict__.pop(what, None)

    def user(self, number: str) -> User:
        """The account of an employee number, always the same copy: offices do not change within the story."""
        return self._users[number]

    def secretary(self, unit: Unit) -> User:
        return self.user(f"{unit.number}01")

    def clerk(self, unit: Unit) -> User:
        return self.user(f"{unit.number}02")

    @property
    def officer(self) -> User:
        return self.user(OFFICER)

    @property
    def second_officer(self) -> User:
        return self.user(SECOND_OFFICER)

    def member(self, number: str) -> Member:
        return Member.objects.get(employee_number=number)

    def sheet(self, unit: Unit, month: Month) -> MonthSheet:
        return MonthSheet.objects.select_related("branch").get(branch__code=unit.code, month=month)
