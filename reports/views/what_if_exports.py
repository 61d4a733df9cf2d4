"""A what-if as workbook and CSV: what the page of the same address shows, and every line of it."""

from django.contrib import messages
from django.urls import reverse

from flagship.access import guard
from flagship.answers import SeeOther
from flagship.moves import Refused
from flagship.permissions import Permission
from reports.delimited import as_csv
from reports.excel.what_if import what_if_book, what_if_table
from reports.letterhead import DEPARTMENT
from reports.views.files import export
from scoring.views.what_if import tried, what_if_form

NAME = "考核规则试算"


@guard(Permission.VIEW_SHEET)
def what_if_excel(request):
    return _handed_out(
        request, "xlsx", lambda found: lambda origin: what_if_book(found, unit=_unit(found), origin=origin)
    )


@guard(Permission.VIEW_SHEET)
def what_if_csv(request):
    return _handed_out(request, "csv", lambda found: lambda _origin: as_csv(what_if_table(found)))


def _handed_out(request, suffix: str, maker):
    """The file; an address that says nothing sensible leads back to its page, which says what is wrong."""
    back = f"{reverse('scoring:what_if')}?{request.GET.urlencode()}"
    form = what_if_form(request)
    if not form.is_valid():
        return SeeOther(back)
    try:
        found = tried(request, form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(back)
    return export(request, found, name=NAME, suffix=suffix, back=back, make=maker(found))


def _unit(found) -> str:
    return found.branch_names[0] if len(found.branch_names) == 1 else DEPARTMENT
