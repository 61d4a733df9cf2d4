"""The lists of the months, the titles and the hints as workbook and CSV: what the page selects, all of it."""

from collections.abc import Callable

from django.http import Http404
from django.urls import reverse

from flagship import clock
from flagship.access import guard, published
from flagship.periods import Quarter
from flagship.permissions import Permission
from reports.builders import title_documents
from reports.delimited import as_csv
from reports.excel.lists import Listing, board_listing, flags_listing, list_book, titles_listing
from reports.views.files import export
from reports.views.flags import STATES_ZH, chosen_flags
from reports.views.titles import chosen_titles
from scoring.views.board import chosen_board


@guard(Permission.VIEW_SHEET)
def months_excel(request):
    """The board as a workbook."""
    return _handed_out(request, board_listing(chosen_board(request)), "xlsx", reverse("scoring:months"))


@guard(Permission.VIEW_SHEET)
def months_csv(request):
    return _handed_out(request, board_listing(chosen_board(request)), "csv", reverse("scoring:months"))


@published
def titles_excel(request):
    """The honour wall as a workbook."""
    return _handed_out(request, _titles(request), "xlsx", reverse("reports:titles"))


@published
def titles_csv(request):
    return _handed_out(request, _titles(request), "csv", reverse("reports:titles"))


def _titles(request) -> Listing:
    titles, words = chosen_titles(request)
    return titles_listing(title_documents(titles), [("范围", words)])


@guard(Permission.VIEW_ROLLUP, company=True)
def flags_excel(request, quarter: Quarter):
    """The hints of a quarter as a workbook."""
    return _handed_out(request, _flags(request, quarter), "xlsx", reverse("reports:flags", args=[quarter]))


@guard(Permission.VIEW_ROLLUP, company=True)
def flags_csv(request, quarter: Quarter):
    return _handed_out(request, _flags(request, quarter), "csv", reverse("reports:flags", args=[quarter]))


def _flags(request, quarter: Quarter) -> Listing:
    if quarter.first_day > clock.today():
        raise Http404
    rows, state, kind = chosen_flags(request, quarter)
    return flags_listing(quarter, rows, [("范围", f"{STATES_ZH[state]}，{kind.zh if kind else '全部提示'}")])


def _handed_out(request, listing: Listing, suffix: str, back: str):
    table = listing.table
    make: Callable = (lambda _: as_csv(table)) if suffix == "csv" else (lambda origin: list_book(listing, origin))
    return export(
        request, list(table.rows), name=table.title, suffix=suffix, back=back, make=make, rows=len(table.rows)
    )
