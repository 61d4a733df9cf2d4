"""The window of a star scheme: a month, a quarter or a year, always of assessed months."""

from typing import NamedTuple, Self

from flagship.periods import Month, Quarter
from scoring.rules.stars import StarRules

_MONTHS = {1: "month", 3: "quarter", 12: "year"}


class StarWindow(NamedTuple):
    """From the first to the last assessed month, both included. Written `2026`, `2026Q1` or `2026-03`."""

    first: Month
    last: Month

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a window as it is written; ValueError for anything else."""
        if len(text) == 4 and text.isascii() and text.isdecimal():
            return cls(Month(int(text), 1), Month(int(text), 12))
        if "Q" in text:
            first, _middle, last = Quarter.parse(text).months
            return cls(first, last)
        return cls(Month.parse(text), Month.parse(text))

    @property
    def kind(self) -> str:
        """`month`, `quarter` or `year`."""
        return _MONTHS[self.last - self.first + 1]

    def __str__(self) -> str:
        return {"month": str(self.last), "quarter": str(self.last.quarter), "year": str(self.last.year)}[self.kind]

    @property
    def zh(self) -> str:
        return {"month": self.last.zh, "quarter": self.last.quarter.zh, "year": f"{self.last.year}年"}[self.kind]

    @property
    def en(self) -> str:
        return str(self)


def window_around(rules: StarRules, month: Month) -> StarWindow:
    """The window of a scheme in which a month lies."""
    match rules.window:
        case "month":
            return StarWindow(month, month)
        case "quarter":
            return StarWindow.parse(str(month.quarter))
    return StarWindow.parse(f"{month.year:04d}")
