"""A job is an export asked for again: the worker opens its address in the name of the person who asked.

So guard, loader and figures are those of the page, and whatever the person may not open any more is not made.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from flagship import clock
from flagship.access import ask_again
from flagship.moves import AlreadyDone, Refused
from reports import progress
from reports.actions.job import begin, finish, give_up, lost_words
from reports.models import Job
from reports.provenance import provenance
from reports.states import JobState

_log = logging.getLogger(__name__)

WRITE_EVERY = 1.0  # seconds between two notes of how far a job is


class Unwanted(Exception):
    """The job was cancelled or begun again while it was being made."""


class Asked(HttpRequest):
    """The request of a job. `reports.views.files.export` answers it with `Made` instead of a response."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._place, self._site = urlsplit(job.address), urlsplit(job.site)
        self.method, self.user = "GET", job.by
        self.path = self.path_info = self._place.path
        self.GET = QueryDict(self._place.query)

    def _get_scheme(self) -> str:
        return self._site.scheme

    def get_host(self) -> str:
        return self._site.netloc

    def get_full_path(self, force_append_slash: bool = False) -> str:
        return self._place.geturl()


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of an export and the digest of their values."""

    data: bytes
    digest: str


def made(request: Asked, document, make: Callable) -> Made:
    """Make an export for a job."""
    origin = provenance(document, by=request.user)
    return Made(make(origin), origin.digest)


def make(pk: int, *, worker: str) -> None:
    """Make a queued job's file and keep it; how it went stands in the job. Never raises for what went wrong in it."""
    job = Job.objects.select_related("by").filter(pk=pk).first()
    if job is None:
        return
    with translation.override("zh-hans"):
        try:
            job = begin(job=job, worker=worker)
        except AlreadyDone:
            return
        attempt = job.attempt
        try:
            _made_and_kept(job, attempt)
        except (Unwanted, AlreadyDone):
            return
        except Exception as problem:
            _say(job, attempt, _problem(problem, job))
        except BaseException:  # told to stop at once
            _say(job, attempt, lost_words())
            raise


def _made_and_kept(job: Job, attempt: int) -> None:
    with progress.told_to(Notes(job, attempt)):
        view, kwargs = view_of(job)
        found = view(Asked(job), **kwargs)
    if not isinstance(found, Made):
        raise Refused(_("There is nothing to export any more."))
    finish(job=job, attempt=attempt, content=ContentFile(found.data), digest=found.digest)


def view_of(job: Job) -> tuple[Callable, dict]:
    """The view behind a job's address, with its arguments; Http404 when there is none any more."""
    try:
        match = resolve(urlsplit(job.address).path)
    except Resolver404:
        raise Http404 from None
    return match.func, match.kwargs


def may_fetch(job: Job) -> bool:
    """Whether the person who asked may still open the export: the permission is asked again."""
    try:
        view, kwargs = view_of(job)
        ask_again(view, job.by, kwargs)
    except (Http404, PermissionDenied):
        return False
    return True


def _problem(problem: Exception, job: Job) -> str:
    if isinstance(problem, Refused):
        return str(problem)
    if isinstance(problem, Http404 | PermissionDenied):
        return _("You may not open this any more, or it no longer exists.")
    _log.error("Job %s, %s, failed", job.pk, job.address, exc_info=problem)
    return _("Something went wrong; the administrator finds it in the log under job %(number)s.") % {"number": job.pk}


def _say(job: Job, attempt: int, sentence: str) -> None:
    try:
        give_up(job=job, attempt=attempt, problem=sentence)
    except AlreadyDone:
        pass


class Notes:
    """Writes down how far a job is, at most once a second, and ends the work when nobody wants it any more."""

    def __init__(self, job: Job, attempt: int) -> None:
        self.row = Job.objects.filter(pk=job.pk, attempt=attempt, state=JobState.RUNNING)
        self.written = time.monotonic()

    def __call__(self, done: int, total: int | None) -> None:
        if time.monotonic() - self.written < WRITE_EVERY:
            return
        known = {"total": total} if total is not None else {}
        if not self.row.update(done=done, heartbeat=clock.now(), **known):
            raise Unwanted
        self.written = time.monotonic()
