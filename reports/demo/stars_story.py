"""The stars: the year before is rated by a scheme of its own, the present year still has the example."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from flagship.periods import Month
from reports.demo.agenda import Event
from reports.demo.company import Company
from scoring.actions.star_runs import confirm_stars, draw_up_stars
from scoring.actions.stars import adopt_stars
from scoring.models import StarRun
from scoring.queries.points import star_rules
from scoring.rules.star_windows import StarWindow


def stars(company: Company) -> Iterator[Event]:
    """Adopted, drawn up and confirmed in February, once every month of the year before is settled."""
    year = company.last.year - 1
    if Month(year, 12) not in company.months:
        return
    nth, february = company.days.nth, Month(year + 1, 2)
    yield Event(nth(february, 10, 9, "stars adopted"), partial(_adopt, company, year))
    yield Event(nth(february, 11, 10, "stars drawn up"), partial(_draw_up, company, year))
    yield Event(nth(february, 12, 15, "stars confirmed"), partial(_confirm, company))


def _adopt(company: Company, year: int, now: dt.datetime) -> None:
    programme = company.programmes[year]
    adopt_stars(programme=programme, rules=star_rules(programme.star_scheme), by=company.officer, now=now)


def _draw_up(company: Company, year: int, now: dt.datetime) -> None:
    draw_up_stars(window=StarWindow.parse(str(year)), by=company.second_officer, now=now)


def _confirm(company: Company, now: dt.datetime) -> None:
    confirm_stars(StarRun.objects.get(), by=company.officer, now=now)
