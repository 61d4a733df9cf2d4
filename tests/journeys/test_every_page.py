"""Every page of the demo company, wide and on a phone: no fault, nothing inaccessible, nothing that runs off the side.

With PICTURES=<folder> the pages are photographed on the way; script/screenshots does so.
"""

import datetime as dt
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection

from flagship import clock
from flagship.periods import TZ, Quarter
from members.models import User
from reports.actions.rollup import propose
from reports.demo.story import load_demo
from tests.journeys.pages import OFFICER, RECORDER, page_names, pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1200)]

TODAY = dt.datetime(2026, 11, 6, 10, 0, tzinfo=TZ)
# The template editor's pages need a draft, which the demo company has not begun; test_template_editor looks at them.
EDITOR = {"flagship:draft", "flagship:draft_head", "flagship:new_indicator", "flagship:indicator"}
OWN_EDITOR = {"branches:new_own", "branches:own_head", "branches:own_new", "branches:own_indicator"}
# The form of the decision stands on a proposed list only, the desk on one that is being compiled.
DECISION = ("reports:decision", RECORDER, "quarters/2026Q3/decision/")
SIZES = {"desktop": (1440, 900), "phone": (390, 844)}
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def demo_company(monkeypatch):
    load_demo(today=TODAY.date())
    monkeypatch.setattr(clock, "now", lambda: TODAY)


@pytest.fixture
def photographs():
    folder = os.environ.get("PICTURES")
    return Path(folder) if folder else None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The pages are the same on every database.")
@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_sound_accessible_and_fits(demo_company, sit_down, signed_in, photographs, size):
    shown = pages()
    assert page_names() - {name for name, *_ in shown} == EDITOR | OWN_EDITOR | {DECISION[0]}
    browsers = {who: seated(sit_down, signed_in, who, *SIZES[size]) for who in {who for _, who, _ in shown}}

    def faults(name, who, address):
        found = faults_of(browsers[who], f"/{address}", f"{name} ({who or 'nobody'}, {size})")
        if photographs:
            browsers[who].wait_for_load_state("networkidle")
            take(browsers[who], photographs / f"{name.replace(':', '-')}-{who or 'public'}-{size}.png")
        return found

    found = [fault for page in shown for fault in faults(*page)]
    propose(quarter=Quarter(2026, 3), by=User.objects.get(username=OFFICER), now=TODAY)
    assert found + faults(*DECISION) == []


def seated(sit_down, signed_in, who, width, height):
    """A browser in which somebody has signed in already."""
    page = sit_down(width=width, height=height)
    page.goto("/login/")
    if who:
        session = signed_in(User.objects.get(username=who)).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url.removesuffix("login/")}])
    return page


def faults_of(page, address, what) -> list[str]:
    response = page.goto(address)
    if response.status != 200:
        return [f"{what}: {response.status} at {address}"]
    if urlsplit(page.url).path != urlsplit(address).path:
        return [f"{what}: {address} leads to {page.url}"]
    size = page.viewport_size
    # The whole page in one window, where the bars that stick to its edge cover no target.
    page.set_viewport_size(size | {"height": page.evaluate("document.documentElement.scrollHeight")})
    broken = [
        f"{what}: {violation['id']} at {violation['nodes'][0]['target']}"
        for violation in Axe().run(page, options=WCAG).response["violations"]
    ]
    page.set_viewport_size(size)
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return broken + ([f"{what}: runs {over} px off the side"] if over > 0 else [])


def take(page, path: Path) -> None:
    """The whole page, and in `screens/` what a reader sees of it first."""
    first = path.parent / "screens" / path.name
    first.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    page.screenshot(path=first)
