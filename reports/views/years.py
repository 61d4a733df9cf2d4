"""The year: the list for 评先树优."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from flagship import clock
from flagship.access import guard
from flagship.categories import FlagCategory
from flagship.permissions import Permission
from reports.models import QuarterReport
from reports.queries.year import ORDERS, count_people, people_of_year, quarters_of, year_rows
from reports.states import ReportState

PEOPLE_A_PAGE = 50


@guard(Permission.VIEW_ROLLUP, company=True)
def this_year(request):
    """Lead to the present year."""
    return redirect("reports:year", year=clock.today().year)


@guard(Permission.VIEW_ROLLUP, company=True)
def year(request, year):
    """Everybody with accepted quarters in the year: sums, means, titles, months at the top."""
    if not 2000 <= year <= clock.today().year:
        raise Http404
    order = request.GET.get("sort") if request.GET.get("sort") in ORDERS else "score"
    asked = request.GET.get("category", "")
    category = FlagCategory(asked) if asked in list(FlagCategory) else None
    paginator = Paginator(people_of_year(year, order=order, category=category), PEOPLE_A_PAGE)
    paginator.count = count_people(year, category)
    page = paginator.get_page(request.GET.get("page"))
    accepted = QuarterReport.objects.filter(quarter__in=quarters_of(year), state=ReportState.ACCEPTED).count()
    context = {
        "year": year,
        "page": page,
        "rows": year_rows(year, page),
        "sort": order,
        "category": category,
        "categories": list(FlagCategory),
        "accepted": accepted,
        "previous": year - 1,
        "next": year + 1 if year < clock.today().year else None,
        "crumbs": [(_("Quarters"), reverse("reports:quarters")), str(year)],
    }
    return render(request, "reports/year.html", context)
