"""Exports that are made in the background: how far one is, and one's own list of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from flagship.access import personal
from flagship.answers import SeeOther, attempt
from reports.actions.job import KEPT_FOR, cancel, make_again
from reports.actions.make_export import may_fetch
from reports.job_moves import AGAIN, CANCEL, OFFERED
from reports.models import Job
from reports.queries.jobs import is_worker_there, waiting_before
from reports.states import UNFINISHED_JOB, JobState
from reports.views.files import hand_out_made

JOBS_A_PAGE = 20
VERBS = {
    CANCEL.name: (cancel, gettext_lazy("Cancelled.")),
    AGAIN.name: (make_again, gettext_lazy("It is queued again.")),
}


@personal
@never_cache
def jobs(request):
    """One's own exports, the newest first."""
    page = Paginator(Job.objects.of(request.user), JOBS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/jobs.html", {"page": page, "kept_for": KEPT_FOR.days})


@personal
@never_cache
def job(request, pk):
    """How far an export is; the part that moves is asked for again every two seconds."""
    row = _own(request, pk)
    moving = row.state in UNFINISHED_JOB and not row.is_lost
    context = {
        "job": row,
        "moving": moving,
        "worker_there": row.state is not JobState.QUEUED or is_worker_there(),
        "before": waiting_before(row) if row.state is JobState.QUEUED else 0,
        "moves": [move for move in OFFERED if row.state in move.sources and (move is CANCEL or not moving)],
        "kept_for": KEPT_FOR.days,
        "crumbs": [(_("My exports"), reverse("reports:jobs")), row.name],
    }
    return render(request, "reports/job.html#progress" if request.htmx else "reports/job.html", context)


@personal
@never_cache
def job_file(request, pk):
    """Hand out what was made, after asking once more whether its owner may have it."""
    row = _own(request, pk)
    back = reverse("reports:job", kwargs={"pk": pk})
    if row.state is not JobState.DONE:
        messages.error(request, _("There is nothing to download yet."))
        return SeeOther(back)
    if not may_fetch(row):
        messages.error(request, _("You may not open this any more, or it no longer exists."))
        return SeeOther(back)
    try:
        return hand_out_made(row)
    except FileNotFoundError:
        messages.error(request, _("The file is no longer there; make it again."))
        return SeeOther(back)


@personal
@require_POST
def job_move(request, pk):
    """Cancel an export, or make it again."""
    row = _own(request, pk)
    verb, done = VERBS.get(request.POST.get("move", ""), (None, ""))
    back = reverse("reports:job", kwargs={"pk": pk})
    if verb is None:
        return SeeOther(back)
    return attempt(request, lambda: verb(job=row, by=request.user), done=str(done), back=back)


def _own(request, pk: int) -> Job:
    return get_object_or_404(Job.objects.of(request.user).select_related("by"), pk=pk)
