import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from flagship import clock
from flagship.fields import TermField
from flagship.models import Stateful
from reports.states import UNFINISHED_JOB, JobState

SILENT = dt.timedelta(seconds=60)
"""After so long without a sign a worker is taken for dead."""


class JobQuerySet(models.QuerySet):
    def of(self, user) -> "JobQuerySet":
        """One's own jobs, the newest first."""
        return self.filter(by=user).order_by("-asked_at", "-pk")

    def unfinished(self) -> "JobQuerySet":
        """Waiting or being made."""
        return self.filter(state__in=UNFINISHED_JOB)

    def lost(self, now: dt.datetime) -> "JobQuerySet":
        """Running, but the worker that runs them has given no sign for a while."""
        return self.filter(state=JobState.RUNNING, heartbeat__lt=now - SILENT)

    def expired(self, now: dt.datetime) -> "JobQuerySet":
        """Those whose time to be fetched is over."""
        return self.filter(expires_at__lte=now).exclude(state__in=UNFINISHED_JOB)


class Job(Stateful):
    """An export made in the background: the address of an export, asked for by somebody.

    `done` of `total` steps are taken; `total` is None where the end is not known. `attempt` counts how often it was
    begun: what a lost worker does after somebody has begun it again no longer counts. `site` is the beginning of
    addresses that stand in the document.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=500)
    site = models.CharField(max_length=200)
    name = models.CharField(max_length=160)
    suffix = models.CharField(max_length=8)
    state = TermField(terms=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=64, blank=True)
    heartbeat = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="exports", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "address"],
                condition=Q(state__in=[state.value for state in UNFINISHED_JOB]),
                name="one_unfinished_job_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-asked_at"], name="jobs_of_a_user"),
            models.Index(fields=["expires_at"], name="jobs_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.name}.{self.suffix}"

    @property
    def is_lost(self) -> bool:
        """Whether its worker must be taken for dead."""
        return self.state is JobState.RUNNING and self.heartbeat < clock.now() - SILENT


class WorkerSign(models.Model):
    """The last sign of life of a background worker."""

    worker = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
