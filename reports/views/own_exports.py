"""A person's own points as workbook, paper and CSV, one account at a time."""

from django.http import Http404
from django.urls import reverse

from flagship.access import personal
from flagship.categories import Account
from reports.delimited import as_csv
from reports.excel.statement import entries_table, statement_book
from reports.letterhead import letterhead
from reports.papers.statement import statement_paper
from reports.views.files import export, export_paper
from scoring.queries.points import PointsDocument, my_points
from scoring.views.me import chosen_year, years_of


@personal
def my_statement(request):
    """One's own points of a year (`?year=2025&account=staff`) as a workbook."""
    document, account, unit = _my_points(request)
    return export(
        request,
        document,
        name=f"{document.name}{document.year}年度{_word(account)}清单",
        suffix="xlsx",
        back=reverse("scoring:me"),
        make=lambda origin: statement_book(document, account, unit, origin),
    )


@personal
def my_statement_pdf(request):
    """The same on paper."""
    document, account, unit = _my_points(request)
    head = letterhead(document.year)
    paper = statement_paper(document, account, unit, head)
    return export_paper(request, document, paper, head, back=reverse("scoring:me"))


@personal
def my_statement_csv(request):
    """The entries as CSV."""
    document, account, _unit = _my_points(request)
    name, table = f"{document.name}{document.year}年度{_word(account)}记录", entries_table(document, account)
    return export(request, document, name=name, suffix="csv", back=reverse("scoring:me"), make=lambda _: as_csv(table))


def _my_points(request) -> tuple[PointsDocument, Account, str]:
    """The points of the signed-in person, the account asked for and the branch of today; 404 for an office account."""
    person = request.user.person
    if person is None:
        raise Http404
    year = chosen_year(request.GET.get("year"), years_of(person))
    account = Account.STAFF if request.GET.get("account") == Account.STAFF else Account.STAR
    branch = person.branch
    return my_points(person, year), account, branch.name if branch else ""


def _word(account: Account) -> str:
    return "员工积分" if account is Account.STAFF else "积分"
