"""Who is rated in a window, and how: the list a star run is drawn up from."""

from typing import NamedTuple

from django.db.models import Max

from flagship.categories import Account
from flagship.periods import Month
from scoring.models import Standing, StarLine, StarRating, StarRun
from scoring.queries.star_ledger import star_sums
from scoring.rules import StarRules, star_balance, star_position
from scoring.rules.star_windows import StarWindow, window_around
from scoring.states import StarRunState


class Rated(NamedTuple):
    """Somebody ranked for star points in the window, as the last such month says."""

    name: str
    branch_id: int


def star_lines(rules: StarRules, window: StarWindow) -> list[StarLine]:
    """Everybody ranked for star points in a month of the window, with balance and star; not stored. Three queries.

    Whoever was ranked in none of its months keeps the star as it is and does not stand on the list.
    """
    people = _ranked(window)
    sums = star_sums(window.last, since=None if rules.carry_over else window.first)
    before = present_stars()
    lines = []
    for member_id, person in people.items():
        balance = star_balance(rules, sums.get(member_id, ()), window.last)
        lines.append(
            StarLine(
                member_id=member_id,
                branch_id=person.branch_id,
                name=person.name,
                balance=balance,
                before=before.get(member_id),
                proposed=star_position(rules, balance).star,
            )
        )
    return lines


def _ranked(window: StarWindow) -> dict[int, Rated]:
    ranked = Standing.objects.in_force().filter(
        account=Account.STAR, month__gte=window.first, month__lte=window.last, rank__isnull=False
    )
    rows = ranked.order_by("month").values_list("member_id", "name", "branch_id")
    return {member_id: Rated(name, branch_id) for member_id, name, branch_id in rows}


def present_stars() -> dict[int, int]:
    """The star of everybody who has one, from the newest rating. One query."""
    newest = StarRating.objects.order_by().values("member_id").annotate(last=Max("pk")).values("last")
    rated = StarRating.objects.order_by().filter(pk__in=newest, star__isnull=False)
    return dict(rated.values_list("member_id", "star"))


def windows_to_rate(rules: StarRules, present: Month, *, year: int) -> list[StarWindow]:
    """The windows of a year that are over and not older than the newest one in force, the newest first."""
    months = [Month(year, number) for number in range(1, 13)]
    windows = sorted({window_around(rules, month) for month in months}, reverse=True)
    newest = StarRun.objects.filter(state=StarRunState.EFFECTIVE).order_by("-last").first()
    return [window for window in windows if window.last < present and (newest is None or window.last >= newest.last)]
