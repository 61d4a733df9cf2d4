"""A list of star ratings as a workbook."""

from django.urls import reverse

from flagship.access import guard
from flagship.permissions import Permission
from reports.excel.star_run import star_run_book
from reports.queries.star_rows import star_rows
from reports.views.files import export
from scoring.models import StarRun
from scoring.views.star_runs import a_run


@guard(Permission.VIEW_ROLLUP, of=a_run)
def star_run_excel(request, run: StarRun):
    """Everybody of the run, in force or not."""
    rows, title = star_rows(run), f"{run}名单"
    return export(
        request,
        rows,
        name=title,
        suffix="xlsx",
        back=reverse("scoring:star_run", args=[run.pk]),
        make=lambda origin: star_run_book(title, run.state.zh, rows, origin),
    )
