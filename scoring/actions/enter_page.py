"""Saving a plain page as a whole, all of it or nothing, and nothing over what somebody has changed since."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from scoring.actions.enter_values import EntryRefused, draft_for_entry, enter_values
from scoring.entry_boxes import read
from scoring.models import MonthSheet
from scoring.queries.month_inputs import month_inputs
from scoring.rules.inputs import CellInput


@transaction.atomic
def enter_page(
    *, sheet: MonthSheet, data: Mapping[str, str], by, only: str | None = None, now: dt.datetime | None = None
) -> dict[tuple[str, str], CellInput]:
    """Enter what differs from what the page had shown; `only` one person's, by employee number.

    Compared and written under one lock, so that nobody's value is overwritten unseen in between. A constant number of
    queries. Raises what `enter_values` raises, and EntryRefused with every cell that two have changed.
    """
    locked = draft_for_entry(sheet, by=by)
    typed = read(month_inputs(locked, now=now), data, only=only)
    if typed.conflicts:
        raise EntryRefused(typed.conflicts)
    return enter_values(sheet=locked, entries=typed.entries, by=by, now=now)
