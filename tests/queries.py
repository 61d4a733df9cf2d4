"""Counting queries: a list page asks the database as often for three rows as for one."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(act: Callable[[], object]) -> int:
    """How many queries an act makes, after it has run once (caches of content types and the like are warm)."""
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)
