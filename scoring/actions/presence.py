"""Saying that somebody has a draft open."""

import datetime as dt

from flagship import clock
from scoring.models import EntryPresence, MonthSheet

LONGEST_NAME = 60


def be_present(*, sheet: MonthSheet, box: str, by, now: dt.datetime | None = None) -> None:
    """Note that this user has the sheet open and is in this box ("" for none). One query."""
    EntryPresence.objects.bulk_create(
        [EntryPresence(sheet=sheet, user=by, box=box[:LONGEST_NAME], seen_at=now or clock.now())],
        update_conflicts=True,
        unique_fields=["sheet", "user"],
        update_fields=["box", "seen_at"],
    )
