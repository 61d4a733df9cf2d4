"""The one source of time. Everything that needs “now” takes it from here, or is handed it."""

import datetime as dt

from flagship.periods import TZ


def now() -> dt.datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return dt.datetime.now(TZ)


def today() -> dt.date:
    """Today's date in Asia/Shanghai."""
    return now().date()
