"""Which quarters there are, and who has filed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.actions.report import accept_reports
from reports.models import QuarterReport
from reports.queries.contacts import secretaries_of
from reports.queries.deadlines import policy_of
from reports.queries.filings import can_be_accepted, filings_of, reporting
from reports.queries.quarter_list import quarter_rows, quarters_in_use, reporting_branches
from reports.states import ReportState
from scoring.rules.months import quarter_due_date

QUARTERS_A_PAGE = 8
BRANCHES_A_PAGE = 50


@guard(Permission.VIEW_REPORT)
def quarters(request):
    """The quarters, newest first, each with how far it has come within the user's reach."""
    page = Paginator(quarters_in_use(), QUARTERS_A_PAGE).get_page(request.GET.get("page"))
    branches = reporting_branches(request.user)
    company = request.user.has_perm(Permission.VIEW_ROLLUP)
    rows = quarter_rows(request.user, list(page), branches)
    context = {
        "page": page,
        "rows": [(row, _leads_to(row.quarter, branches, company)) for row in rows],
        "company": company,
        "single": branches[0] if len(branches) == 1 else None,
    }
    return render(request, "reports/quarters.html", context)


def _leads_to(quarter, branches, company: bool) -> str:
    if company:
        return reverse("reports:rollup", kwargs={"quarter": quarter})
    if len(branches) == 1:
        return reverse("reports:quarter_report", kwargs={"code": branches[0].code, "quarter": quarter})
    return reverse("reports:filings", kwargs={"quarter": quarter})


STATES = {
    "missing": lambda reports: ~Exists(reports.filed()),
    "forwarding": lambda reports: Exists(reports.with_general_branch()),
    "waiting": lambda reports: Exists(reports.with_department()),
    "returned": lambda reports: Exists(reports.filter(state=ReportState.RETURNED)),
    "accepted": lambda reports: Exists(reports.accepted()),
}


@guard(Permission.VIEW_REPORT)
def filings(request, quarter):
    """Who has filed a quarter's report, who has not, and whom to call."""
    if quarter.first_day > clock.today():
        raise Http404
    branches = reporting(quarter).filter(request.user.reach(Permission.VIEW_REPORT).q()).order_by("path")
    state = request.GET.get("state") if request.GET.get("state") in STATES else ""
    if state:
        reports = QuarterReport.objects.filter(branch=OuterRef("pk"), quarter=quarter)
        branches = branches.filter(STATES[state](reports))
    page = Paginator(branches.select_related("parent"), BRANCHES_A_PAGE).get_page(request.GET.get("page"))
    rows = filings_of(quarter, list(page))
    contacts = secretaries_of(row.branch_code for row in rows)
    company = request.user.has_perm(Permission.VIEW_ROLLUP)
    accepts = request.user.has_perm(Permission.ACCEPT_REPORT)
    rollup = reverse("reports:rollup", kwargs={"quarter": quarter}) if company else ""
    context = {
        "quarter": quarter,
        "due": quarter_due_date(quarter, policy_of(quarter)),
        "page": page,
        "rows": [(row, contacts.get(row.branch_code, ""), accepts and can_be_accepted(row)) for row in rows],
        "accepts": accepts and any(can_be_accepted(row) for row in rows),
        "tabs": _tabs(state),
        "crumbs": [(_("Quarters"), reverse("reports:quarters")), (label(quarter), rollup), _("Who has filed")],
    }
    return render(request, "reports/filings.html", context)


@require_POST
@guard(Permission.ACCEPT_REPORT)
def accept_many(request, quarter):
    """Accept the reports that were ticked, each for itself; the others are named with the reason why not."""
    reports = QuarterReport.objects.open_to(request.user, Permission.ACCEPT_REPORT).select_related("branch__parent")
    chosen = reports.filter(quarter=quarter, branch__code__in=request.POST.getlist("branch"))
    accepted, refused = accept_reports(chosen.order_by("branch__path"), by=request.user)
    if accepted:
        messages.success(
            request,
            ngettext("%(count)d report is accepted.", "%(count)d reports are accepted.", len(accepted))
            % {"count": len(accepted)},
        )
    for report, sentence in refused:
        messages.error(request, f"{report.branch}: {sentence}")
    if not accepted and not refused:
        messages.error(request, _("Tick the reports to be accepted first."))
    return SeeOther(f"{reverse('reports:filings', kwargs={'quarter': quarter})}?state=waiting")


def _tabs(current: str) -> list[dict]:
    words = {
        "": _("All"),
        "missing": _("Not filed"),
        "forwarding": _("With the general branch"),
        "waiting": _("Waiting for review"),
        "returned": _("Returned"),
        "accepted": _("Accepted"),
    }
    return [{"label": word, "url": f"?state={state}", "current": state == current} for state, word in words.items()]
