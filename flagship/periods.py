"""Months and quarters as frozen values. A month is a month of Asia/Shanghai."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

TZ = ZoneInfo("Asia/Shanghai")

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"(\d{4})Q([1-4])", re.ASCII)
_QUARTER_ZH = ("第一季度", "第二季度", "第三季度", "第四季度")


def day_of(moment: dt.datetime) -> dt.date:
    """The day of an aware moment in Shanghai. ValueError for a moment without a time zone: it could be any day."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone.")
    return moment.astimezone(TZ).date()


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month, written `2026-03`. Raises ValueError outside 1–12."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1 <= self.year <= 9999:
            raise ValueError(f"There is no month {self.year}-{self.number}.")

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-03`; ValueError for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a month; write it as 2026-03.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: dt.date | dt.datetime) -> "Month":
        """The month of a date, or of an aware moment as the clock in Shanghai shows it."""
        day = day_of(moment) if isinstance(moment, dt.datetime) else moment
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> "Month":
        index = self._index + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, other: "int | Month") -> "Month | int":
        if isinstance(other, Month):
            return self._index - other._index
        return self + -other

    @property
    def _index(self) -> int:
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @property
    def fifteenth(self) -> dt.date:
        """The day that decides on which branch's sheet a person stands."""
        return dt.date(self.year, self.number, 15)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def quarter(self) -> "Quarter":
        return Quarter(self.year, (self.number - 1) // 3 + 1)

    @property
    def zh(self) -> str:
        return f"{self.year}年{self.number}月"


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, written `2026Q1`. Raises ValueError outside 1–4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4 or not 1 <= self.year <= 9999:
            raise ValueError(f"There is no quarter {self.year}Q{self.number}.")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2026Q1`; ValueError for anything else."""
        match = _QUARTER.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a quarter; write it as 2026Q1.")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, moment: dt.date | dt.datetime) -> "Quarter":
        return Month.of(moment).quarter

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"

    def __add__(self, quarters: int) -> "Quarter":
        index = self.year * 4 + self.number - 1 + quarters
        return Quarter(index // 4, index % 4 + 1)

    def __sub__(self, quarters: int) -> "Quarter":
        return self + -quarters

    @property
    def months(self) -> tuple[Month, Month, Month]:
        first = Month(self.year, self.number * 3 - 2)
        return first, first + 1, first + 2

    @property
    def first_day(self) -> dt.date:
        return self.months[0].first_day

    @property
    def last_day(self) -> dt.date:
        return self.months[2].last_day

    @property
    def zh(self) -> str:
        return f"{self.year}年{_QUARTER_ZH[self.number - 1]}"
