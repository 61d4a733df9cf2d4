"""How a background job changes its state. What the worker does is done in the name of the person who asked."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from reports.states import UNFINISHED_JOB, JobState


def is_own(job, *, by, now) -> str | None:
    if job.by_id != by.pk:
        return _("This export is somebody else’s.")
    return None


def is_not_being_made(job, *, by, now) -> str | None:
    if job.state is JobState.RUNNING and not job.is_lost:
        return _("It is being made; wait for it or cancel it first.")
    return None


START = Move(
    name="start",
    label=gettext_lazy("Begin"),
    sources=frozenset({JobState.QUEUED}),
    target=JobState.RUNNING,
    permission=None,
)
FINISH = Move(
    name="finish",
    label=gettext_lazy("Finish"),
    sources=frozenset({JobState.RUNNING}),
    target=JobState.DONE,
    permission=None,
)
FAIL = Move(
    name="fail",
    label=gettext_lazy("Give up"),
    sources=frozenset({JobState.RUNNING}),
    target=JobState.FAILED,
    permission=None,
    needs_reason=True,
)
CANCEL = Move(
    name="cancel",
    label=gettext_lazy("Cancel"),
    sources=frozenset(UNFINISHED_JOB),
    target=JobState.CANCELLED,
    permission=None,
    conditions=(is_own,),
)
AGAIN = Move(
    name="again",
    label=gettext_lazy("Make it again"),
    sources=frozenset({JobState.RUNNING, JobState.FAILED, JobState.CANCELLED}),
    target=JobState.QUEUED,
    permission=None,
    conditions=(is_own, is_not_being_made),
    main=True,
)
OFFERED = (CANCEL, AGAIN)
