"""`/`: what waits for me."""

from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from branches.models import Branch
from flagship import clock
from flagship.access import personal
from flagship.categories import BranchKind
from flagship.periods import Month
from flagship.permissions import Permission
from reports.models import FlagTitle, QuarterRollup
from reports.queries.todo import tasks_for
from reports.queries.trend import trend_of

TITLES_SHOWN = 8


@personal
def home(request):
    """What waits for the signed-in user, in order of urgency; a member without an office is led to their points."""
    if not request.user.authority.roles and (own := _own_page()):
        return redirect(own)
    unit = _unit_of(request.user)
    sees_marks = bool(request.user.reach(Permission.VIEW_SHEET))
    titles = _current_titles(unit)
    context = {
        "tasks": tasks_for(request.user, clock.now()),
        "unit": unit,
        "chart": trend_of(unit, Month.of(clock.today()) - 1) if sees_marks else None,
        "titles": titles,
        "rollup": QuarterRollup.objects.filter(quarter=titles[0].quarter).first() if titles else None,
    }
    return render(request, "reports/home.html", context)


def _own_page() -> str:
    try:
        return reverse("scoring:me")
    except NoReverseMatch:
        return ""


def _unit_of(user) -> Branch | None:
    """The branch or general branch the user holds an office in; None for offices of the whole company."""
    paths = sorted(path for _role, path in user.authority.posts)
    branches = Branch.objects.filter(path__in=paths).exclude(kind=BranchKind.COMMITTEE)
    return branches.order_by("path").first()


def _current_titles(unit: Branch | None) -> list[FlagTitle]:
    """The titles of the newest quarter that has any, of the unit or of the company."""
    titles = FlagTitle.objects.standing()
    if unit:
        titles = titles.filter(branch__path__startswith=unit.path)
    newest = titles.order_by("-quarter").values("quarter")[:1]
    return list(titles.filter(quarter=newest).in_order()[:TITLES_SHOWN])
