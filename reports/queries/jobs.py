"""What is told about exports in the background."""

import datetime as dt

from flagship import clock
from reports.models import Job, WorkerSign
from reports.models.job import SILENT
from reports.states import JobState


def is_worker_there(now: dt.datetime | None = None) -> bool:
    """Whether a background worker has given a sign of life within the last minute."""
    return WorkerSign.objects.filter(seen_at__gte=(now or clock.now()) - SILENT).exists()


def waiting_before(job: Job) -> int:
    """How many jobs, of anybody, come before a queued one."""
    return Job.objects.filter(state=JobState.QUEUED, asked_at__lt=job.asked_at).count()
