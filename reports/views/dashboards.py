"""The dashboards: a unit and everything below it, month by month. Every figure stands in a table beside its picture."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.access import guard
from flagship.categories import BranchKind
from flagship.periods import Month
from flagship.permissions import Permission
from reports import dashboard_charts as charts
from reports.queries.dashboard.months import month_figures
from reports.queries.dashboard.people import look_at_branch
from reports.queries.dashboard.progress import progress_of
from reports.queries.dashboard.spreads import by_branch, by_category
from reports.queries.dashboard.tiers import tier_use
from reports.queries.trend import trend_of
from scoring.models import MonthSheet

MONTHS = 12
BRANCHES_A_PAGE = 25


@guard(Permission.VIEW_SHEET)
def dashboards(request):
    """Lead to the widest unit the user may look at."""
    unit = Branch.objects.open_to(request.user, Permission.VIEW_SHEET).order_by("path").first()
    return redirect("reports:dashboard", code=unit.code)


def my_unit(user, code: str) -> Branch:
    """Loader: a unit whose sheets the user may see."""
    return get_object_or_404(Branch.objects.open_to(user, Permission.VIEW_SHEET).select_related("parent"), code=code)


@guard(Permission.VIEW_SHEET, of=my_unit)
def dashboard(request, unit):
    """Progress, marks, points and tiers of a unit; of a single branch also its indicators and its people."""
    last = _last_settled(unit)
    months = [last - back for back in reversed(range(MONTHS))]
    month = next((one for one in months if str(one) == request.GET.get("month")), last)
    figures = month_figures(unit, months)
    single = unit.kind is BranchKind.BRANCH
    context = {
        "unit": unit,
        "single": single,
        "month": month,
        "months": list(reversed(months)),
        "figures": figures.get(month),
        "progress": charts.progress_chart(progress_of(unit, _till_now())),
        "trend": trend_of(unit, last) if unit.parent_id else charts.mean_chart(figures, months),
        "categories": charts.category_chart(figures, months),
        "spread": charts.spread_chart(by_category(unit, month)),
        "points": charts.points_chart(figures, months) if request.user.has_perm(Permission.VIEW_LEDGER, unit) else None,
        "tiers": tier_use(unit, month),
        "crumbs": _crumbs(request.user, unit),
        **(_people(unit, month) if single else _branches(request, unit, month)),
    }
    return render(request, "reports/dashboard.html", context)


def _last_settled(unit: Branch) -> Month:
    """The newest month in which something of the unit is settled; last month while nothing is."""
    sheets = MonthSheet.objects.settled().filter(branch__path__startswith=unit.path)
    newest = sheets.aggregate(newest=Max("month"))["newest"]
    return Month.parse(str(newest)) if newest else Month.of(clock.today()) - 1


def _till_now() -> list[Month]:
    """The twelve months that are over, settled or not."""
    last = Month.of(clock.today()) - 1
    return [last - back for back in reversed(range(MONTHS))]


def _people(unit: Branch, month: Month) -> dict:
    look = look_at_branch(unit, month)
    return {"look": look, "lagging": charts.lagging_chart(look.lagging)}


def _branches(request, unit: Branch, month: Month) -> dict:
    """The spread of marks branch by branch, a page at a time."""
    branches = Branch.objects.filter(path__startswith=unit.path, kind=BranchKind.BRANCH, closed_on=None)
    page = Paginator(branches.order_by("path"), BRANCHES_A_PAGE).get_page(request.GET.get("page"))
    spreads = by_branch(month, page)
    return {
        "page": page,
        "branches": [(branch, spreads.get(branch.pk)) for branch in page],
        "by_branch": charts.branch_chart([(branch.name, spreads.get(branch.pk)) for branch in page]),
    }


def _crumbs(user, unit: Branch) -> list:
    """The units above, as far as the user may look at them."""
    above = Branch.objects.open_to(user, Permission.VIEW_SHEET).filter(
        pk__in=[int(pk) for pk in unit.path.strip("/").split("/")[:-1]]
    )
    links = [(one.name, reverse("reports:dashboard", kwargs={"code": one.code})) for one in above.order_by("path")]
    return [*links, _("Dashboard")]
