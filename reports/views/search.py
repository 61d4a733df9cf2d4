"""The search box of the bar: people, units, titles, months and quarter reports, as far as the user may see them."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from flagship.access import personal
from reports.queries import search as queries

FEW, A_PAGE = 6, 30
KINDS = {
    "people": (gettext_lazy("People"), queries.people),
    "units": (gettext_lazy("Units"), queries.units),
    "titles": (gettext_lazy("Flag titles"), lambda _user, asked: queries.titles(asked)),
    "months": (gettext_lazy("Monthly assessment"), queries.months),
    "quarters": (gettext_lazy("Quarter reports"), queries.quarter_reports),
}


@require_safe
@personal
def search(request):
    """A few of every kind, or one kind page by page. Each kind selects from what the user may see."""
    text = " ".join(request.GET.get("q", "").split())[: queries.LONGEST]
    asked = queries.asked_for(text)
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else ""
    found = [_found(name, request, asked, kind) for name in ([kind] if kind else KINDS)]
    context = {
        "q": text,
        "asked": asked,
        "kind": kind,
        "found": [one for one in found if one["page"].paginator.count],
        "sees_people": bool(request.user.authority.roles),
        "crumbs": [(_("Search"), f"?q={text}"), found[0]["label"]] if kind else [],
    }
    return render(request, "reports/search.html", context)


def _found(name: str, request, asked, kind: str) -> dict:
    label, query = KINDS[name]
    paginator = Paginator(query(request.user, asked), A_PAGE if kind else FEW)
    page = paginator.get_page(request.GET.get("page") if kind else 1)
    return {"kind": name, "label": label, "page": page}
