"""A real Chromium on the running site."""

import os
import re
import shutil

import pytest
from playwright.sync_api import sync_playwright

from members.models import User

# Whatever Chromium would ask of the world by itself is off; the sandbox does not run as root.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def chromium():
    """The browser of all journeys."""
    names = (os.environ.get("FLAGSHIP_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    assert path, "There is no Chromium here; script/bootstrap --test installs it, or FLAGSHIP_CHROMIUM names one."
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs an event loop in this thread, in which Django would refuse to touch the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def sit_down(chromium, live_server):
    """Open a browser of one's own: `page = sit_down()`, `phone = sit_down(width=390, height=844)`.

    At the end every page must have been clean: no error of a script, nothing that the Content-Security-Policy
    refused, no request to another host.
    """
    contexts, faults = [], []

    def watch(page):
        page.on("pageerror", lambda error: faults.append(f"script error on {page.url}: {error}"))
        page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if _is_fault(said) else None)
        page.on("request", lambda request: _check_host(request.url))

    def _check_host(url):
        if not url.startswith((live_server.url, "blob:", "about:")):
            faults.append(f"asked another host: {url}")

    def open_page(width=1440, height=900, **options):
        context = chromium.new_context(
            base_url=live_server.url, locale="zh-CN", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(15_000)  # milliseconds
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    open_page.faults = faults
    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def _is_fault(said):
    # A refused form answers 4xx, and a journey may cut the connection; that the console reports it is no fault.
    own = r"Failed to load resource: (.* status of 4\d\d|net::ERR_INTERNET_DISCONNECTED)"
    return said.type == "error" and not re.match(own, said.text)


PASSWORD = "旗帜-flag-2026"


@pytest.fixture
def arrive(sit_down):
    """`page = arrive("1002")`: sign in with the employee number, in a browser of one's own."""

    def go(number, **options):
        user = User.objects.get(username=number)
        user.set_password(PASSWORD)
        user.save()
        page = sit_down(**options)
        page.goto("/login/")
        sign_in(page, number)
        return page

    return go


def sign_in(page, number):
    """Fill in the sign-in page."""
    page.locator("[name=username]").fill(number)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").last.click()
    page.wait_for_url(lambda url: "/login/" not in url)


@pytest.fixture
def page(sit_down):
    """One desktop browser."""
    return sit_down()
