"""The one source of time. Everything that needs “now” takes it from here, or is handed it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from flagship.periods import TZ

_told: ContextVar[dt.datetime | None] = ContextVar("told", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return _told.get() or dt.datetime.now(TZ)


def today() -> dt.date:
    """Today's date in Asia/Shanghai."""
    return now().date()


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Within it the present is `moment`, for whoever tells a story that happened earlier, such as the demo's."""
    before = _told.set(moment.astimezone(TZ))
    try:
        yield
    finally:
        _told.reset(before)
