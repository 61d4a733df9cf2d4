"""`manage.py worker`: makes exports in the background until it is told to end.

It is django-tasks' own worker; beside it a thread gives the signs of life by which pages know that somebody is there
and that a job is not lost, and clears away once an hour.
"""

import logging
import os
import signal
import threading
import time

from django.db import close_old_connections, connections
from django_tasks_db.management.commands import db_worker

from reports.actions.job import say_goodbye, sign_of_life
from reports.management.commands.clean_jobs import clean

SIGN_EVERY = 10  # seconds
CLEAR_EVERY = 3600  # seconds
LOOK_EVERY = 0.5  # seconds between two looks at the parent
PATIENCE = 3  # seconds for a job to end when the parent has gone

_log = logging.getLogger(__name__)


class Command(db_worker.Command):
    """The worker of django-tasks with signs of life."""

    help = "Makes exports in the background: run it beside the web server, from the same folder and environment."

    def add_arguments(self, parser):
        """Those of `db_worker`, and whether to end with the process that started this one."""
        super().add_arguments(parser)
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="End when this process, which started it, ends."
        )
        parser.set_defaults(reload=False)

    def handle(self, *, worker_id, with_parent, **options):
        """Work; the thread ends with it."""
        life = Life(worker_id, with_parent)
        life.start()
        try:
            super().handle(worker_id=worker_id, **options)
        finally:
            life.end()


class Life(threading.Thread):
    """Signs of life, clearing away, and an eye on the parent."""

    def __init__(self, worker: str, parent: int | None) -> None:
        super().__init__(name="life", daemon=True)
        self.worker, self.parent = worker, parent
        self.over = threading.Event()

    def run(self) -> None:
        """Until `end`."""
        signed = cleared = float("-inf")
        while not self.over.is_set():
            if self.parent is not None and os.getppid() != self.parent:
                self._follow_parent()
            now = time.monotonic()
            if now - signed >= SIGN_EVERY:
                signed = now
                self._try(sign_of_life, worker=self.worker)
            if now - cleared >= CLEAR_EVERY:
                cleared = now
                self._try(clean)
            self.over.wait(LOOK_EVERY)
        connections.close_all()

    def end(self) -> None:
        """Say that the worker has gone."""
        self.over.set()
        self.join(timeout=PATIENCE)
        self._try(say_goodbye, worker=self.worker)

    def _try(self, verb, *args, **words) -> None:
        """A database that is away for a while must not end the worker's life."""
        try:
            close_old_connections()
            verb(*args, **words)
        except Exception:
            _log.warning("The worker could not say that it is there", exc_info=True)

    def _follow_parent(self) -> None:
        """End as after Ctrl-C, at once where a job does not let go."""
        for _once_more in range(2):  # the first lets a job go on, the second ends it
            os.kill(os.getpid(), signal.SIGTERM)
            if self.over.wait(0.2):
                return
        if not self.over.wait(PATIENCE):
            os._exit(1)
