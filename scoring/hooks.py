"""What rooms above asked to be told about.

`reports` registers a function when it is loaded (`AppConfig.ready`), so that a reopened month can return its quarter
report without `scoring` knowing that there are reports. The actions that reopen, settle or void a month call
`tell_month_changed` as their last step, within their own transaction: when a listener fails, nothing has happened.
"""

import datetime as dt
from typing import Protocol

from scoring.models import MonthSheet


class MonthListener(Protocol):
    def __call__(self, sheet: MonthSheet, *, by, reason: str, now: dt.datetime) -> None: ...


_listeners: list[MonthListener] = []


def on_month_changed(listener: MonthListener) -> None:
    """Be told of every month that is reopened, settled or voided."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_month_changed(sheet: MonthSheet, *, by, reason: str, now: dt.datetime) -> None:
    """Tell everybody who asked. `sheet` is the fresh row; `reason` a sentence for whoever reads of it later."""
    for listener in _listeners:
        listener(sheet, by=by, reason=reason, now=now)
