"""A chart as values. The page shows them as a table and draws the picture from that table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise

from flagship import figures


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars. `tone` is red, gold, muted, good, bad, plain or calm; None in `values` is a gap.

    A series that is not `drawn` stands in the table alone.
    """

    name: str | Promise
    values: Sequence[Decimal | int | None]
    tone: str = "red"
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """`kind` is line, bar, stack (bars upon each other), flat (bars that lie) or box; `places` stand along the axis.

    `signed` writes +3 and −2 and colours by sign. The first five series of a box are its lowest, lower quartile,
    median, upper quartile and highest. With `decimals` the table writes decimals with so many places, numbers of
    people and the like without.
    """

    title: str | Promise
    places: Sequence[str]
    series: Sequence[Series]
    kind: str = "line"
    signed: bool = False
    axis: str | Promise = ""
    decimals: int | None = None

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Per place its word and, per series, the bare number and the number as it is written."""
        columns = [series.values for series in self.series]
        return [(place, [self._cell(column[at]) for column in columns]) for at, place in enumerate(self.places)]

    def _cell(self, value: Decimal | int | None) -> tuple[str, str]:
        if value is None:
            return "", figures.NOTHING
        if self.signed:
            return str(value), figures.signed(value)
        exact = self.decimals is None or isinstance(value, int)
        return str(value), figures.plain(value) if exact else figures.fixed(value, self.decimals)
