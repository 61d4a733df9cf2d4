"""Commands for timers and for those who run the house."""

import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from scoring.models import MonthSheet
from tests.scoring.rows import ENTRY


def run(*args) -> str:
    out = io.StringIO()
    call_command("open_months", *args, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("cast", "programme")
def test_the_last_month_opens_by_itself_and_once():
    with time_machine.travel(ENTRY, tick=False):
        assert run() == "2026-03: 3 sheets opened.\n"
        assert run() == "2026-03: 0 sheets opened.\n"
    assert set(MonthSheet.objects.values_list("branch__code", flat=True)) == {"a", "b", "lg-1"}


@pytest.mark.usefixtures("cast", "programme")
def test_months_can_be_named():
    with time_machine.travel(ENTRY, tick=False):
        assert run("2026-01", "2026-02") == "2026-01: 3 sheets opened.\n2026-02: 3 sheets opened.\n"


@pytest.mark.usefixtures("cast", "programme")
@pytest.mark.parametrize("month", ["2026-04", "2026-13", "March"])
def test_a_month_that_cannot_be_opened_is_a_sentence(month):
    with time_machine.travel(ENTRY, tick=False), pytest.raises(CommandError):
        run(month)
