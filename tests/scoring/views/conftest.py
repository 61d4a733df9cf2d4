"""The clock of the pages, and their addresses."""

import datetime as dt

import pytest
from django.urls import reverse

from flagship import clock
from tests.scoring.rows import ENTRY


@pytest.fixture
def at(monkeypatch):
    """`at(moment)` sets the clock that the pages read."""

    def set_clock(moment: dt.datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_clock


@pytest.fixture
def on_the_day_of_entry(at):
    at(ENTRY)


def page(which: str, sheet, **more) -> str:
    """The address of a page of a month."""
    return reverse(f"scoring:{which}", kwargs={"code": sheet.branch.code, "month": sheet.month, **more})
