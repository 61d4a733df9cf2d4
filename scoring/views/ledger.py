"""The points ledger: all entries a user may see, and one person's account line by line."""

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from flagship.access import guard
from flagship.categories import Account
from flagship.moves import Refused
from flagship.permissions import Permission
from members.models import Member
from scoring.actions.points import adjust_points
from scoring.ledger_forms import AdjustmentForm, LedgerFilter
from scoring.models import PointsEntry, Standing
from scoring.queries.brief import brief
from scoring.queries.ledger import ledger_of
from scoring.queries.points import entry_lines, explanation, reversed_revision

ROWS_A_PAGE = 50


@guard(Permission.VIEW_LEDGER)
def ledger(request):
    """/ledger/: entries of the branches in the user's reach, filtered, newest month first."""
    asked = LedgerFilter(request.GET)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    entries = ledger_of(
        request.user,
        account=chosen.get("account"),
        month=chosen.get("month"),
        search=chosen.get("search") or "",
    )
    page = Paginator(entries, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "scoring/ledger.html",
        {
            "form": asked,
            "page": page,
            "sums": [(account, entries.on(account).balance()) for account in _shown(chosen.get("account"))],
            "lines": [(entry, explanation(entry), reversed_revision(entry)) for entry in page],
        },
    )


def _shown(account: Account | None) -> list[Account]:
    """The accounts whose entries are listed; points of two accounts are never added up."""
    return [account] if account else list(Account)


def person_in_ledger(user, employee_number: str) -> Member:
    """A person some entry or today's membership of whom lies in the user's reach."""
    return get_object_or_404(Member.objects.open_to(user, Permission.VIEW_LEDGER), employee_number=employee_number)


@guard(Permission.VIEW_LEDGER, of=person_in_ledger)
def person_ledger(request, member: Member):
    """/ledger/<number>/: the running balance of one person, with why; the Department may adjust (POST)."""
    form = AdjustmentForm(request.POST or None)
    may_adjust = request.user.has_perm(Permission.ADJUST_POINTS, member.branch)
    if request.method == "POST" and form.is_valid():
        try:
            adjust_points(member=member, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The adjustment is posted."))
            return HttpResponseRedirect(request.path, status=303)
    lines = entry_lines(PointsEntry.objects.open_to(request.user, Permission.VIEW_LEDGER).filter(member=member))
    standings = Standing.objects.in_bulk([line.standing_id for line in lines if line.standing_id])
    accounts = [(account, running(lines, account, standings)) for account in Account]
    return render(
        request,
        "scoring/person_ledger.html",
        {
            "member": member,
            "accounts": [(account, rows) for account, rows in accounts if rows],
            "form": form,
            "may_adjust": may_adjust,
            "crumbs": [(_("Points ledger"), reverse("scoring:ledger")), member.name],
        },
    )


def running(lines, account: Account, standings: dict[int, Standing]) -> list[tuple]:
    """The lines of one account, newest first, each with the balance after it and the short why."""
    balance, rows = Decimal(0), []
    for line in reversed([line for line in lines if line.account is account]):
        balance += line.amount
        standing = standings.get(line.standing_id)
        rows.append((line, balance, standing, brief(standing) if standing else []))
    return rows[::-1]
