"""What the Department is asked to look at in a quarter: the integrity flags with their evidence."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import guard
from flagship.answers import attempt
from flagship.periods import Quarter
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.actions.flags import look_at
from reports.flags import FlagKind
from reports.models import IntegrityFlag
from reports.queries.flags import flags_of_quarter, open_by_kind

FLAGS_A_PAGE = 50
STATES_ZH = {"open": "未查看", "looked": "已查看", "all": "全部"}


@guard(Permission.VIEW_ROLLUP, company=True)
def flags(request, quarter: Quarter):
    """Every flag of the quarter with its evidence: open, looked at, or all; of one kind or of every kind."""
    if quarter.first_day > clock.today():
        raise Http404
    rows, state, kind = chosen_flags(request, quarter)
    still_open = open_by_kind(quarter)
    context = {
        "quarter": quarter,
        "page": Paginator(rows, FLAGS_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "kind": kind or "",
        "kinds": list(FlagKind),
        "tabs": _tabs(state, kind or "", sum(still_open.values())),
        "still_open": still_open,
        "may_look": request.user.has_perm(Permission.COMPILE_ROLLUP),
        "crumbs": [
            (_("Quarters"), reverse("reports:quarters")),
            (label(quarter), reverse("reports:rollup", kwargs={"quarter": quarter})),
            _("To look at"),
        ],
    }
    return render(request, "reports/flags.html", context)


def chosen_flags(request, quarter: Quarter) -> tuple:
    """The flags asked for, with the state and the kind (None for all) they were chosen by."""
    state = request.GET.get("state") if request.GET.get("state") in ("looked", "all") else "open"
    kind = FlagKind(request.GET["kind"]) if request.GET.get("kind") in list(FlagKind) else None
    rows = flags_of_quarter(quarter)
    if state != "all":
        rows = rows.filter(looked_at__isnull=state == "open")
    if kind:
        rows = rows.filter(kind=kind)
    return rows, state, kind


def _tabs(current: str, kind: str, still_open: int) -> list[dict]:
    words = {"open": (_("Not looked at yet"), still_open), "looked": (_("Looked at"), None), "all": (_("All"), None)}
    return [
        {"label": word, "count": count, "url": f"?state={state}&kind={kind}", "current": state == current}
        for state, (word, count) in words.items()
    ]


def a_flag(user, quarter: Quarter, pk: int) -> IntegrityFlag:
    """Loader: a flag of the quarter; flags are for the company's own people."""
    reach = user.reach(Permission.VIEW_ROLLUP).q("report__branch")
    return get_object_or_404(
        IntegrityFlag.objects.filter(reach).select_related("report"), pk=pk, report__quarter=quarter
    )


@require_POST
@guard(Permission.COMPILE_ROLLUP, of=a_flag)
def look(request, flag):
    """Mark a flag as looked at, with the remark."""
    filters = {name: request.POST.get(name, "") for name in ("state", "kind", "page")}
    address = reverse("reports:flags", kwargs={"quarter": flag.report.quarter})
    return attempt(
        request,
        lambda: look_at(flag, remark=request.POST.get("remark", ""), by=request.user),
        done=_("Marked as looked at."),
        back=f"{address}?{urlencode(filters)}",
    )
