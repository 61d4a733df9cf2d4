"""A chart as values. The page shows them as a table and draws the picture from that table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from flagship import figures


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars. `tone` is red, gold, muted, good or bad; None in `values` is a gap."""

    name: str | Promise
    values: Sequence[Decimal | int | None]
    tone: str = "red"


@dataclass(frozen=True, slots=True)
class Chart:
    """`kind` is line or bar; `places` are the words along the axis. `signed` writes +3 and −2 and colours by sign."""

    title: str | Promise
    places: Sequence[str]
    series: Sequence[Series]
    kind: str = "line"
    signed: bool = False
    axis: str | Promise = ""

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per place its word and, per series, the bare number and the number as it is written."""
        columns = [series.values for series in self.series]
        return [(place, [self._cell(column[at]) for column in columns]) for at, place in enumerate(self.places)]

    def _cell(self, value: Decimal | int | None) -> tuple[str, str]:
        if value is None:
            return "", figures.NOTHING
        return str(value), figures.signed(value) if self.signed else figures.plain(value)
