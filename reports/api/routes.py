"""What the programming interface answers: reading only, each answer from the query of the page that shows the same.

Every operation asks what its page asks: the scope of the token first (`Key`), then its owner's permission, by the same
loaders and `open_to`. Somebody else's row is 404.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, ValidationError
from pydantic import Field

from branches.models import Branch
from flagship import clock
from flagship.access import ask
from flagship.api_scopes import ApiScope
from flagship.categories import Account, FlagCategory
from flagship.periods import Month, Quarter
from flagship.permissions import Permission
from members.models import Member
from members.queries.people import with_today
from reports.api import answers as out
from reports.api.keys import Key
from reports.builders import report_document, title_documents
from reports.models import FlagTitle
from reports.queries.filings import filings_of
from reports.queries.rollup_rows import rollup_row, rows_under_comparison
from reports.queries.year import count_people, people_of_year, year_rows
from reports.views.quarter_report import my_report
from reports.views.rollup import my_rollup
from scoring.queries.board import board
from scoring.queries.ledger import ledger_of
from scoring.queries.points import explanation, my_points
from scoring.queries.sheet_document import sheet_document
from scoring.views.sheets import my_sheet

MOST_ITEMS = 500
MOST_MONTHS = 24

api = NinjaAPI(
    title="党员闪光争旗创标",
    version="1",
    description="Reads what the owner of the token may see. Send the token as `Authorization: Bearer flag_…`.",
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace="api",
)


def _reads(path: str, scope: ApiScope | None, response, summary: str):
    """An operation that a token of the scope may ask for; the description names the scope."""
    told = {"x-scope": scope.value if scope else ""}
    return api.get(path, auth=Key(scope), response=response, summary=summary, openapi_extra=told)


def _tell(request, status: int, zh: str, en: str):
    return api.create_response(request, {"detail": f"{zh}{en}"}, status=status)


@api.exception_handler(AuthenticationError)
def _no_token(request, _error):
    return _tell(request, 401, "令牌无效、已到期或已撤销。", "The token is unknown, expired or revoked.")


@api.exception_handler(PermissionDenied)
def _not_allowed(request, _error):
    return _tell(request, 403, "令牌持有人无此权限。", "The owner of the token may not read this.")


@api.exception_handler(Http404)
def _not_there(request, _error):
    return _tell(request, 404, "没有此项数据，或无权查看。", "There is no such thing, or the owner may not see it.")


@api.exception_handler(ValidationError)
def _not_understood(request, error):
    (first, *_more) = error.errors
    name = ".".join(str(part) for part in first["loc"][1:])
    return _tell(request, 422, f"参数“{name}”有误。", f"The parameter {name} is wrong: {first['msg']}.")


def _somewhere(request, permission: Permission) -> None:
    """Ask as the guard of a list does."""
    ask(permission, None, False, request.user, {})


def _row(request, permission: Permission, loader, **asked):
    """A row as the guard of its page loads and allows it."""
    return ask(permission, loader, False, request.user, asked)


class Paged(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1)
    size: int = Field(100, ge=1, le=MOST_ITEMS)


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise Http404 from error


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError as error:
        raise Http404 from error


@_reads("/token", None, out.TokenOut, _("The token itself"))
def token(request):
    key = request.auth
    return {"owner": key.user.username, "name": key.name, "scopes": key.scopes, "expires_on": key.expires_on}


# --- units and people -----------------------------------------------------------------------------------------------


@_reads("/units", ApiScope.PEOPLE, out.Page[out.UnitOut], _("Units"))
def units(request, asked: Query[Paged]):
    _somewhere(request, Permission.VIEW_ROSTER)
    rows = Branch.objects.open_to(request.user, Permission.VIEW_ROSTER).select_related("parent").order_by("path")
    return out.page_of(rows, asked.page, asked.size, lambda page: [_unit(row) for row in page])


def _unit(row: Branch) -> dict:
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "layer": row.layer,
        "parent": row.parent.code if row.parent else None,
        "closed_on": row.closed_on,
    }


@_reads("/people", ApiScope.PEOPLE, out.Page[out.PersonOut], _("People with today's unit"))
def people(request, asked: Query[Paged], unit: str = ""):
    _somewhere(request, Permission.VIEW_ROSTER)
    rows = with_today(Member.objects.open_to(request.user, Permission.VIEW_ROSTER), day=clock.today())
    if unit:
        below = Branch.objects.open_to(request.user, Permission.VIEW_ROSTER).filter(code=unit).first()
        if below is None:
            raise Http404
        rows = rows.filter(pk__in=Member.objects.of(below, on=clock.today()).values("pk"))
    rows = rows.order_by("employee_number")
    return out.page_of(rows, asked.page, asked.size, lambda page: [_person(row) for row in page])


def _person(row: Member) -> dict:
    branch = row.branch_today
    return {
        "employee_number": row.employee_number,
        "name": row.name,
        "branch": branch.code if branch else None,
        "status": row.status_today,
        "post": row.post,
    }


# --- months ---------------------------------------------------------------------------------------------------------


@_reads("/months", ApiScope.MONTHS, list[out.BoardCellOut], _("Branch × month, with its state"))
def months(request, first: str, last: str):
    _somewhere(request, Permission.VIEW_SHEET)
    since, until = _month(first), _month(last)
    if not 0 <= until - since < MOST_MONTHS:
        raise Http404
    asked = [since + step for step in range(until - since + 1)]
    rows = board(user=request.user, months=asked).rows
    return [{"branch": row.branch.code, **_board_cell(cell)} for row in rows for cell in row.cells]


def _board_cell(cell) -> dict:
    names = set(out.BoardCellOut.model_fields) - {"branch"}
    return {name: getattr(cell, name) for name in names}


@_reads("/branches/{code}/months/{month}", ApiScope.MONTHS, out.MonthOut, _("One month of a branch"))
def month(request, code: str, month: str):
    return sheet_document(_row(request, Permission.VIEW_SHEET, my_sheet, code=code, month=_month(month)))


# --- points ---------------------------------------------------------------------------------------------------------


class LedgerAsked(Paged):
    """Which entries of the ledger."""

    month: str = ""
    account: str = ""
    search: str = Field("", description="A name or an employee number")


@_reads("/points", ApiScope.POINTS, out.Page[out.EntryOut], _("The points ledger"))
def points(request, asked: Query[LedgerAsked]):
    _somewhere(request, Permission.VIEW_LEDGER)
    rows = ledger_of(
        request.user,
        account=_term(Account, asked.account),
        month=_month(asked.month) if asked.month else None,
        search=asked.search,
    )
    return out.page_of(rows, asked.page, asked.size, lambda page: [_entry(row) for row in page])


def _term(terms, code: str):
    if code and code not in list(terms):
        raise Http404
    return terms(code) if code else None


def _entry(row) -> dict:
    return {
        "id": row.pk,
        "employee_number": row.member.employee_number,
        "name": row.member.name,
        "branch": row.branch.code,
        "account": row.account,
        "month": row.month,
        "amount": row.amount,
        "kind": row.kind,
        "explanation": explanation(row),
        "clause": row.clause,
        "document_number": row.document_number,
        "posted_at": row.posted_at,
        "reverses": row.reverses_id,
    }


@_reads("/me/points", ApiScope.OWN, out.OwnPointsOut, _("One's own points of a year"))
def own_points(request, year: int | None = None):
    if request.user.person is None:
        raise Http404
    year = year or clock.today().year
    if not 2000 <= year <= clock.today().year:
        raise Http404
    return my_points(request.user.person, year)


# --- quarters and the year ------------------------------------------------------------------------------------------


@_reads("/branches/{code}/quarters/{quarter}", ApiScope.QUARTERS, out.ReportOut, _("The quarter report of a branch"))
def report(request, code: str, quarter: str):
    document = report_document(_row(request, Permission.VIEW_REPORT, my_report, code=code, quarter=_quarter(quarter)))
    return {
        "branch": document.branch_code,
        "branch_name": document.branch_name,
        "quarter": str(document.quarter),
        "state": document.state.value,
        "version": document.version,
        "due": document.due,
        "late": document.late,
        "submitted_at": document.submitted_at,
        "accepted_at": document.accepted_at,
        "people": document.content.people,
    }


@_reads("/quarters/{quarter}", ApiScope.QUARTERS, out.RollupOut, _("The company's quarter"))
def rollup(request, quarter: str):
    row = _row(request, Permission.VIEW_ROLLUP, my_rollup, quarter=_quarter(quarter))
    return {
        "quarter": row.quarter,
        "state": row.state,
        "decision_date": row.decision_date,
        "minutes_number": row.minutes_number,
        "filings": filings_of(row.quarter),
    }


@_reads(
    "/quarters/{quarter}/people",
    ApiScope.QUARTERS,
    out.Page[out.RollupRowOut],
    _("Everybody under comparison in a category, best first"),
)
def rollup_people(request, quarter: str, category: str, asked: Query[Paged]):
    row = _row(request, Permission.VIEW_ROLLUP, my_rollup, quarter=_quarter(quarter))
    lines = rows_under_comparison(row.quarter).filter(category=_term(FlagCategory, category)).in_order()
    return out.page_of(lines, asked.page, asked.size, lambda page: [rollup_row(line, line.place) for line in page])


class YearAsked(Paged):
    """Which people of the year."""

    category: str = ""


@_reads("/years/{year}", ApiScope.QUARTERS, out.Page[out.YearRowOut], _("The year per person"))
def year(request, year: int, asked: Query[YearAsked]):
    ask(Permission.VIEW_ROLLUP, None, True, request.user, {})
    category = _term(FlagCategory, asked.category)
    rows, count = people_of_year(year, category=category), count_people(year, category)
    return out.page_of(rows, asked.page, asked.size, lambda page: year_rows(year, page), count=count)


# --- titles ---------------------------------------------------------------------------------------------------------


class TitlesAsked(Paged):
    """Which titles."""

    quarter: str = ""
    category: str = ""


@_reads("/titles", ApiScope.TITLES, out.Page[out.TitleOut], _("Titles in force"))
def titles(request, asked: Query[TitlesAsked]):
    rows = FlagTitle.objects.standing().in_order()
    if asked.quarter:
        rows = rows.filter(quarter=_quarter(asked.quarter))
    if category := _term(FlagCategory, asked.category):
        rows = rows.filter(category=category)
    return out.page_of(rows, asked.page, asked.size, title_documents)
