"""A month of branch B to be filled in by real browsers: fifty people under eight indicators, or a few under three."""

import json
from decimal import Decimal

from flagship.categories import FlagCategory
from flagship.permissions import Role
from scoring.models import Measurement, Participant
from tests.factories import AppointmentFactory, UserFactory
from tests.scoring.rows import declare, full_template, open_sheet, people, published

ENTRY_PAGE = "/branches/b/months/2026-03/entry/"


def wide_template(indicators: int = 8):
    """So many indicators of equal weight, each the completion of 100."""
    weight = (Decimal(100) / indicators).quantize(Decimal("0.01"))
    weights = [*[weight] * (indicators - 1), 100 - weight * (indicators - 1)]
    rows = [
        (f"c{number}", f"指标{number}", "%", weight, True, "ratio", {"target": "100"})
        for number, weight in enumerate(weights, start=1)
    ]
    return published(FlagCategory.SAFETY, rows, code="wide-safety")


def big_sheet(branch, secretary, *, count: int = 50, indicators: int = 8):
    """A draft of so many people, the secretary among them, and nothing typed."""
    wide_template(indicators)
    declare(secretary.person)
    people(branch, count - 1)
    return open_sheet(branch)


def small_sheet(branch, secretary, *, count: int = 4):
    """The secretary and some others, under completion, deduction and judgement."""
    full_template()
    declare(secretary.person)
    people(branch, count - 1)
    return open_sheet(branch)


def office_clerk(branch, number: str = "8001", name: str = "钱考核"):
    """A clerk who is not assessed: an office account."""
    user = UserFactory(username=number, name=name)
    AppointmentFactory(user=user, role=Role.CLERK, branch=branch)
    return user


def open_grid(page):
    """The month's page, ready to type in."""
    page.goto(ENTRY_PAGE)
    page.locator("form[data-ready]").wait_for()
    return page


def stored(code: str = "") -> dict[tuple[str, str], str]:
    """Every stored figure by employee number and indicator, as text; of one indicator by number alone."""
    rows = Measurement.objects.select_related("participant__member", "indicator")
    found = {
        (row.participant.member.employee_number, row.indicator.code): row.choice or f"{row.number.normalize():f}"
        for row in rows
    }
    return {number: text for (number, its), text in found.items() if its == code} if code else found


def box_name(number: str, code: str, letter: str = "n") -> str:
    """The name of the box of one person under one indicator."""
    person = Participant.objects.get(member__employee_number=number)
    return f"{letter}-{person.pk}-{person.template.indicators.get(code=code).pk}"


def box(page, number: str, code: str, letter: str = "n"):
    return page.locator(f"[name='{box_name(number, code, letter)}']")


def wait_saved(page):
    """Until the page says that all is saved."""
    page.locator("[data-state=good]").wait_for()


def put_on_clipboard(page, text: str):
    """What Excel would leave there."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(f"navigator.clipboard.writeText({json.dumps(text)})")
