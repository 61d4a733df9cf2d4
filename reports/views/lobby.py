"""The honour wall for a display in the lobby: one title at a time, full screen."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from flagship.access import published
from reports.models import FlagTitle

MOST = 60
SECONDS_A_TITLE = 20
SECONDS_TO_NEWS = 600
FILTERS = ("quarter", "category", "branch")


@published
@require_safe
def lobby(request):
    """The titles in force, those of the newest quarter unless the address asks for others.

    With scripts the page turns them itself and asks for news now and then. Without, the answer's Refresh header leads
    on to the next title; `still=1` stops that. An account without any office sees it: nothing here is for some only.
    """
    filters = {name: request.GET.get(name, "") for name in FILTERS}
    standing = FlagTitle.objects.standing()
    if not any(filters.values()):
        filters["quarter"] = str(standing.order_by("-quarter").values_list("quarter", flat=True).first() or "")
    titles = list(standing.fitting(**filters).in_order()[:MOST])
    at = _place(request.GET.get("at", ""), len(titles))
    still, turning = request.GET.get("still") == "1", request.GET.get("turning") == "1"
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    context = {"titles": titles, "at": at, "still": still, "asked": urlencode(asked), "seconds": SECONDS_A_TITLE}
    response = render(request, "reports/lobby.html", context)
    if not still:
        here = reverse("reports:lobby")
        following = at % len(titles) + 1 if titles else 1
        response["Refresh"] = (
            f"{SECONDS_TO_NEWS}"
            if turning or not titles
            else f"{SECONDS_A_TITLE}; url={here}?{urlencode(asked | {'at': following})}#title-{following}"
        )
    return response


def _place(asked: str, count: int) -> int:
    """The title that is shown first, from 1."""
    return int(asked) if asked.isdecimal() and 1 <= int(asked) <= count else 1
