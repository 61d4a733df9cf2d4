"""Months planted for the flags, without a database."""

import datetime as dt
from decimal import Decimal

from flagship.categories import Account
from flagship.periods import TZ, Month, Quarter
from flagship.standard import document_tiers
from reports.flags import BranchRecord, MonthRecord, Place

Q3 = Quarter(2026, 3)
JULY, AUGUST, SEPTEMBER = Q3.months
PEOPLE = "甲乙丙丁戊己庚辛壬癸"


def month(of: Month, totals, quantitative=None, **more) -> MonthRecord:
    """A month of so many people in the order of 甲 乙 丙 …; their totals rank them, the better one shares."""
    totals = [Decimal(total) for total in totals]
    shares = [Decimal(share) for share in quantitative or totals]
    tier = document_tiers().row_for(len(totals))
    places = []
    for number, (total, share) in enumerate(zip(totals, shares, strict=True)):
        rank = 1 + sum(other > total for other in totals)
        bottom = 1 + sum(other < total for other in totals)
        points = tier.bonus[rank - 1] if rank <= len(tier.bonus) else Decimal(0)
        if not points and bottom <= len(tier.deduction):
            points = -tier.deduction[bottom - 1]
        name = PEOPLE[number] if number < len(PEOPLE) else f"第{number + 1}人"
        places.append(Place(number + 1, name, "branch", Account.STAR, len(totals), total, share, rank, bottom, points))
    return MonthRecord(of, tuple(places), document_tiers(), **more)


def branch(*months: MonthRecord) -> BranchRecord:
    return BranchRecord(Q3, tuple(months))


def quarter(*totals) -> BranchRecord:
    """The three months of the third quarter with these totals."""
    return branch(*(month(of, row) for of, row in zip(Q3.months, totals, strict=True)))


def first_each_month(*winners: str) -> BranchRecord:
    """Months up to September, six people each, in which these were first."""
    start = SEPTEMBER - (len(winners) - 1)
    rows = []
    for place, winner in enumerate(winners):
        totals = [95 if name == winner else 80 + (number * (place + 3)) % 7 for number, name in enumerate(PEOPLE[:6])]
        rows.append(month(start + place, totals))
    return branch(*rows)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=TZ)
