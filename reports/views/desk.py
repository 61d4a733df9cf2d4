"""What is done with a view of the desk's table: kept under a name, exported as it stands."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.categories import FlagCategory
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.actions.saved_views import forget_view, save_view
from reports.delimited import as_csv
from reports.excel.desk import desk_book, desk_sheet
from reports.models import SavedView
from reports.queries.deadlines import policy_of
from reports.queries.desk_table import DeskRow, desk_rows, with_what_a_row_prints
from reports.queries.desk_view import DeskView, lines_of
from reports.views.files import export
from reports.views.rollup import my_rollup


def _rows(request, quarter: Quarter) -> tuple[DeskView, list[DeskRow]]:
    """Every row of the view in the address, by the query of the page."""
    view = DeskView.read(request.GET, FlagCategory.MARKETING)
    chosen = lines_of(quarter, view)
    return view, desk_rows(quarter, view, policy_of(quarter), with_what_a_row_prints(chosen), chosen)


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def desk_excel(request, rollup):
    """The view as a workbook: the same rows in the same order, with what it was filtered by."""
    view, rows = _rows(request, rollup.quarter)
    return export(
        request,
        [item.row for item in rows],
        name=f"{rollup.quarter.zh}{view.category.zh}对比表",
        suffix="xlsx",
        back=_page(rollup.quarter, view),
        make=lambda origin: desk_book(rollup.quarter, view, rows, origin),
        rows=len(rows),
    )


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def desk_csv(request, rollup):
    """The view as CSV."""
    view, rows = _rows(request, rollup.quarter)
    return export(
        request,
        [item.row for item in rows],
        name=f"{rollup.quarter.zh}{view.category.zh}对比表",
        suffix="csv",
        back=_page(rollup.quarter, view),
        make=lambda _: as_csv(desk_sheet(rollup.quarter, view, rows)),
        rows=len(rows),
    )


@require_POST
@guard(Permission.VIEW_ROLLUP, company=True)
def save(request, quarter: Quarter):
    """Keep the view under a name."""
    view = DeskView.read(QueryDict(request.POST.get("query", "")[:300]), FlagCategory.MARKETING)
    return attempt(
        request,
        lambda: save_view(name=request.POST.get("name", ""), view=view, by=request.user),
        done=_("The view is saved."),
        back=_page(quarter, view),
    )


@require_POST
@guard(Permission.VIEW_ROLLUP, company=True)
def forget(request, quarter: Quarter, pk: int):
    """Keep one of one's own views no longer."""
    forget_view(get_object_or_404(SavedView, user=request.user, pk=pk))
    return SeeOther(reverse("reports:rollup", kwargs={"quarter": quarter}))


def _page(quarter: Quarter, view: DeskView) -> str:
    return f"{reverse('reports:rollup', kwargs={'quarter': quarter})}?{view.query}"
