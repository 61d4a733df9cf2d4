"""What a star scheme would have made of a year's ledger. Nothing is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flagship import clock
from flagship.categories import Account
from flagship.periods import Month
from scoring.models import PointsEntry, Standing
from scoring.queries.star_ledger import star_sums
from scoring.rules import StarRules, star_balance, star_position
from scoring.rules.stars import BANDS, Entries


@dataclass(frozen=True, slots=True)
class StarTrial:
    """How many people would stand at no star to five stars (`counts[0]` to `counts[5]`) at the end of `until`."""

    until: Month
    counts: tuple[int, ...]

    @property
    def people(self) -> int:
        return sum(self.counts)


def years_with_points() -> list[int]:
    """The years whose ledger holds star points, the newest first."""
    months = PointsEntry.objects.on(Account.STAR).order_by().values_list("month", flat=True).distinct()
    return sorted({month.year for month in months}, reverse=True)


def try_stars(schemes: Iterable[StarRules], year: int) -> list[StarTrial]:
    """Each scheme on the ledger of a year, at its end or at the end of its last month that is over. Two queries.

    The people are those ranked for star points in a month of the year; who never gained nor lost stands at the base.
    """
    until = min(Month(year, 12), Month.of(clock.now()) - 1)
    first = Month(year, 1)
    ranked = Standing.objects.in_force().filter(account=Account.STAR, month__gte=first, month__lte=until)
    people = set(ranked.order_by().values_list("member_id", flat=True).distinct())
    entries = star_sums(until)
    return [StarTrial(until, _counts(rules, people, entries, until)) for rules in schemes]


def _counts(rules: StarRules, people: set[int], entries: dict[int, Entries], until: Month) -> tuple[int, ...]:
    stars = Counter(star_position(rules, star_balance(rules, entries.get(member, ()), until)).star for member in people)
    return tuple(stars[star] for star in range(BANDS + 1))
