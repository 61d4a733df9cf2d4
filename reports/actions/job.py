"""Exports in the background: asked for, begun, finished, cancelled, begun again, cleared away."""

import datetime as dt
import uuid

from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.move import perform
from flagship.moves import AlreadyDone, Refused
from reports.actions.tasks import make_export
from reports.job_moves import AGAIN, CANCEL, FAIL, FINISH, START
from reports.models import Job, WorkerSign
from reports.states import JobState

KEPT_FOR = dt.timedelta(days=7)
MOST_AT_ONCE = 5  # unfinished jobs of one person
FORGOTTEN = dt.timedelta(days=1)  # after which a worker without a sign is not mentioned any more


@transaction.atomic
def ask_for(
    *, address: str, site: str, name: str, suffix: str, by, total: int | None = None, now: dt.datetime | None = None
) -> Job:
    """Queue an export; whoever asks for the same twice is led to the one that is under way.

    Raises Refused when the person has `MOST_AT_ONCE` under way, and for an address that is too long to be kept. Row and
    task are written in one transaction.
    """
    if len(address) > Job._meta.get_field("address").max_length:
        raise Refused(_("What is searched for is too long; shorten it and export again."))
    now = now or clock.now()
    get_user_model().objects.select_for_update().get(pk=by.pk)  # two first clicks find no job to wait at
    under_way = {job.address: job for job in Job.objects.of(by).unfinished()}
    if address in under_way:
        return under_way[address]
    if len(under_way) >= MOST_AT_ONCE:
        raise Refused(
            _("%(count)s of your exports are under way; wait for one of them or cancel it.") % {"count": MOST_AT_ONCE}
        )
    job = Job.objects.create(
        by=by,
        address=address,
        site=site,
        name=name[:160],
        suffix=suffix,
        total=total,
        asked_at=now,
        expires_at=now + KEPT_FOR,
    )
    make_export.enqueue(job.pk)
    return job


def begin(*, job: Job, worker: str, now: dt.datetime | None = None) -> Job:
    """A worker takes a queued job. AlreadyDone when another has, or it was cancelled meanwhile."""
    now = now or clock.now()
    return perform(
        job, START, by=job.by, now=now, worker=worker, attempt=job.attempt + 1, started_at=now, heartbeat=now, done=0
    )


@transaction.atomic
def finish(*, job: Job, attempt: int, content: File, digest: str, now: dt.datetime | None = None) -> Job:
    """Keep what was made. AlreadyDone when the job was cancelled or begun again meanwhile: then nothing is kept."""
    now = now or clock.now()
    _still_mine(job, attempt)
    job.file.save(f"{uuid.uuid4().hex}.{job.suffix}", content, save=False)
    stored = job.file.name
    try:
        return perform(
            job,
            FINISH,
            by=job.by,
            now=now,
            file=stored,
            size=content.size,
            digest=digest,
            ended_at=now,
            expires_at=now + KEPT_FOR,
            done=job.total or job.done,
        )
    except BaseException:
        Job._meta.get_field("file").storage.delete(stored)
        raise


@transaction.atomic
def give_up(*, job: Job, attempt: int, problem: str, now: dt.datetime | None = None) -> Job:
    """It could not be made; `problem` is the sentence for the person who asked. AlreadyDone as in `finish`."""
    now = now or clock.now()
    _still_mine(job, attempt)
    return perform(job, FAIL, by=job.by, reason=problem, now=now, problem=problem[:300], ended_at=now)


def _still_mine(job: Job, attempt: int) -> None:
    mine = Job.objects.select_for_update().filter(pk=job.pk, attempt=attempt, state=JobState.RUNNING)
    if not mine.exists():
        raise AlreadyDone(_("This export was cancelled or begun again."))
    job.refresh_from_db()


def cancel(*, job: Job, by, now: dt.datetime | None = None) -> Job:
    """Stop an export of one's own; a worker that is at it notices within a second or two."""
    now = now or clock.now()
    return perform(job, CANCEL, by=by, now=now, ended_at=now)


@transaction.atomic
def make_again(*, job: Job, by, now: dt.datetime | None = None) -> Job:
    """Queue a job once more: one that failed, was cancelled, or whose worker has died.

    Refused while it is being made; AlreadyDone when the same export is under way in another job.
    """
    now = now or clock.now()
    if Job.objects.of(by).unfinished().filter(address=job.address).exclude(pk=job.pk).exists():
        raise AlreadyDone(_("The same export is under way already."))
    job = perform(job, AGAIN, by=by, now=now, done=0, problem="", worker="", ended_at=None, expires_at=now + KEPT_FOR)
    make_export.enqueue(job.pk)
    return job


def sign_of_life(*, worker: str, now: dt.datetime | None = None) -> None:
    """A worker says that it is there, and at its job."""
    now = now or clock.now()
    WorkerSign.objects.update_or_create(worker=worker, defaults={"seen_at": now})
    Job.objects.filter(worker=worker, state=JobState.RUNNING).update(heartbeat=now)


def say_goodbye(*, worker: str) -> None:
    """A worker ends."""
    WorkerSign.objects.filter(worker=worker).delete()


def clear_away(*, now: dt.datetime | None = None) -> tuple[int, int]:
    """Delete expired jobs with their files, and give up those whose worker has died; returns how many of each."""
    now = now or clock.now()
    lost = [job for job in Job.objects.lost(now).select_related("by") if _give_up_lost(job, now)]
    expired = list(Job.objects.expired(now))
    for job in expired:
        job.file.delete(save=False)
        job.delete()
    _delete_files_of_nobody(now)
    WorkerSign.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
    return len(expired), len(lost)


def _give_up_lost(job: Job, now: dt.datetime) -> bool:
    try:
        give_up(job=job, attempt=job.attempt, problem=lost_words(), now=now)
    except AlreadyDone:
        return False
    return True


def lost_words() -> str:
    """What is said of a job whose worker has died."""
    return _("The background program ended while it was being made; make it again.")


def _delete_files_of_nobody(now: dt.datetime) -> None:
    """Files that no job names: a worker was killed between storing one and saying so."""
    field = Job._meta.get_field("file")
    folder, storage = field.upload_to, field.storage
    if not storage.exists(folder):
        return
    known = set(Job.objects.exclude(file="").values_list("file", flat=True))
    for name in storage.listdir(folder)[1]:
        path = f"{folder}/{name}"
        if path not in known and now - storage.get_modified_time(path).astimezone(now.tzinfo) > FORGOTTEN:
            storage.delete(path)
