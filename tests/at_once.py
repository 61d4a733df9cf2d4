"""Several people at the same moment."""

import threading
from collections import Counter

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connections

from flagship.moves import Refused


def at_once(*calls) -> Counter:
    """Run the calls in threads that start together; how they ended, by class of exception."""
    start, ends = threading.Barrier(len(calls)), []

    def run(call):
        try:
            start.wait(timeout=20)
            call()
            ends.append("done")
        except (Refused, PermissionDenied, DatabaseError) as refusal:
            ends.append(type(refusal).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return Counter(ends)
