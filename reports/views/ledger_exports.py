"""The points ledger as workbook and CSV: what the page selects, all of it."""

from django.urls import reverse

from flagship.access import guard
from flagship.categories import Account
from flagship.permissions import Permission
from reports.delimited import as_csv
from reports.excel.ledger import ledger_book, ledger_table
from reports.letterhead import DEPARTMENT
from reports.queries.ledger_lines import ledger_lines
from reports.views.files import export
from scoring.ledger_forms import LedgerFilter
from scoring.queries.ledger import ledger_of
from scoring.views.ledger import person_in_ledger

_TITLES = {Account.STAR: "争星晋级考核积分台账", Account.STAFF: "员工积分台账"}


@guard(Permission.VIEW_LEDGER)
def ledger_excel(request):
    """The entries of the page's selection, the oldest first, streamed."""
    entries, scope, title = _selected(request)
    return _as_workbook(request, entries, scope, title, reverse("scoring:ledger"))


@guard(Permission.VIEW_LEDGER)
def ledger_csv(request):
    """The same as CSV."""
    entries, _scope, title = _selected(request)
    return _as_csv(request, entries, title, reverse("scoring:ledger"))


@guard(Permission.VIEW_LEDGER, of=person_in_ledger)
def person_ledger_excel(request, member):
    """One person's entries, as far as the reader's reach goes."""
    entries = ledger_of(request.user).filter(member=member)
    back = reverse("scoring:person_ledger", kwargs={"employee_number": member.employee_number})
    scope = f"{member.name}（{member.employee_number}）"
    return _as_workbook(request, entries, scope, f"{member.name}积分台账", back)


@guard(Permission.VIEW_LEDGER, of=person_in_ledger)
def person_ledger_csv(request, member):
    """The same as CSV."""
    entries = ledger_of(request.user).filter(member=member)
    back = reverse("scoring:person_ledger", kwargs={"employee_number": member.employee_number})
    return _as_csv(request, entries, f"{member.name}积分台账", back)


def _as_csv(request, entries, name: str, back: str):
    known = _known(entries)
    return export(
        request,
        known,
        name=name,
        suffix="csv",
        back=back,
        make=lambda _: as_csv(ledger_table(ledger_lines(entries), name)),
        rows=len(known),
    )


def _as_workbook(request, entries, scope: str, name: str, back: str):
    known, total = _known(entries), entries.balance()
    return export(
        request,
        known,
        name=name,
        suffix="xlsx",
        back=back,
        make=lambda origin: ledger_book(
            ledger_lines(entries), title=name, unit=DEPARTMENT, scope=scope, total=total, origin=origin
        ),
        rows=len(known),
    )


def _selected(request) -> tuple:
    """The entries the page would list, the selection in words, and what a ledger of this account is called."""
    form = LedgerFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    account, month, search = chosen.get("account"), chosen.get("month"), chosen.get("search") or ""
    entries = ledger_of(request.user, account=account, month=month, search=search)
    words = [account.zh if account else "全部账户", month.zh if month else "全部月份"]
    scope = "，".join([*words, f"姓名或工号含“{search}”"] if search else words)
    return entries, scope, _TITLES.get(account, "积分台账")


def _known(entries) -> list:
    """What the digest of a long ledger is made of: which entries, and their amounts. Entries never change."""
    return list(entries.order_by("pk").values_list("pk", "amount"))
