"""The whole story, told in one transaction."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import translation

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.demo import DEMO_LOADED
from flagship.moves import Refused
from flagship.periods import TZ
from members.models import Member, User
from reports.demo.agenda import Event, play
from reports.demo.company import Company
from reports.demo.declarations_story import changes, declarations
from reports.demo.founding import founding
from reports.demo.incidents_story import special_months, waiting_veto
from reports.demo.months_story import last_month, opening, ordinary
from reports.demo.plans_story import plans
from reports.demo.quarters_story import quarters
from reports.demo.stars_story import stars
from reports.demo.targets_story import targets
from reports.demo.units import UNITS, Unit


def is_empty() -> bool:
    """Whether nobody lives here yet."""
    return not any(model.objects.exists() for model in (Branch, Member, User))


@transaction.atomic
def load_demo(*, today: dt.date, months: int = 12, units: tuple[Unit, ...] = UNITS) -> Company:
    """Tell the story of the demo company up to the morning of `today`. All of it, or nothing.

    Fewer `months` and `units` make a smaller company for tests. Raises Refused where people live already.
    """
    if not is_empty():
        raise Refused("The database holds people already; the demo company is loaded into an empty one only.")
    company = Company(today=today, length=months, units=units)
    with translation.override("zh-hans"):
        play(story(company), until=company.present)
        _count_rows_anew()
        with clock.at(company.present):
            record(DEMO_LOADED, str(today), by=User.objects.get(username="9001"), months=months, units=len(units))
    return company


def story(company: Company) -> Iterator[Event]:
    """Everything that happens, in no order."""
    yield from founding(company)
    yield from declarations(company)
    yield from plans(company)
    yield from changes(company)
    yield from targets(company)
    yield from opening(company)
    special = special_months(company)
    for unit in company.units:
        for month in company.months[:-1]:
            yield from special.get((unit.code, month), ordinary)(company, unit, month)
        yield from last_month(company, unit)
    yield from waiting_veto(company)
    yield from quarters(company)
    yield from stars(company)
    for month in company.months:
        yield Event(dt.datetime.combine(month.last_day, dt.time(23), TZ), _count_rows_anew)


def _count_rows_anew(_moment: dt.datetime | None = None) -> None:
    """Tell PostgreSQL how large its tables are: within one transaction it would plan as if they were empty still."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
