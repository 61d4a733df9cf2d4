"""争星晋级: the lists of star ratings, drawn up, looked through, confirmed."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.histories import history_of
from flagship.models import StarScheme
from flagship.moves import Refused, offered
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.templatetags.house import label
from scoring.actions.star_runs import confirm_stars, draw_up_stars, exempt_from_stars, withdraw_stars
from scoring.models import StarLine, StarRun
from scoring.queries.points import star_rules
from scoring.queries.star_list import windows_to_rate
from scoring.rules.star_windows import StarWindow
from scoring.star_moves import STAR_MOVES, not_named
from scoring.star_words import why_this_star
from scoring.states import StarChange, StarRunState

PEOPLE_A_PAGE = 50
RUNS_A_PAGE = 25


@guard(Permission.VIEW_ROLLUP, company=True)
@require_safe
def star_runs(request):
    """Every list there was, and the windows for which one can be drawn up."""
    today = clock.today()
    schemes = StarScheme.objects.filter(programme__year__in=(today.year, today.year - 1))
    schemes = list(schemes.select_related("programme").order_by("-programme__year"))
    may = request.user.has_perm(Permission.PROMOTE_STARS)
    adopted = [scheme for scheme in schemes if not scheme.is_example]
    mine = [scheme for scheme in adopted if may and not not_named(scheme.promoter, request.user)]
    runs = StarRun.objects.select_related("drawn_by", "confirmed_by")
    context = {
        "page": Paginator(runs, RUNS_A_PAGE).get_page(request.GET.get("page")),
        "windows": [window for scheme in mine for window in _windows(scheme)],
        "examples": [scheme.programme for scheme in schemes if scheme.is_example],
        "named": [(scheme.programme, scheme.promoter) for scheme in adopted],
        "may_edit": request.user.has_perm(Permission.EDIT_PROGRAMME),
    }
    return render(request, "scoring/star_runs.html", context)


def _windows(scheme: StarScheme) -> list[StarWindow]:
    return windows_to_rate(star_rules(scheme), Month.of(clock.now()), year=scheme.programme.year)


@guard(Permission.PROMOTE_STARS, company=True)
@require_POST
def draw_up(request):
    """Draw up the list of a window."""
    try:
        window = StarWindow.parse(request.POST.get("window", ""))
    except ValueError as problem:
        raise Http404 from problem
    drawn = []

    def verb():
        drawn.append(draw_up_stars(window=window, reason=request.POST.get("reason", ""), by=request.user))

    back = attempt(
        request, verb, done=_("The list is drawn up; look through it before it is confirmed."), back=_all_runs()
    )
    return SeeOther(_address(drawn[0])) if drawn else back


def a_run(user, pk: int) -> StarRun:
    """Loader: a run; it belongs to the whole company."""
    return get_object_or_404(StarRun.objects.select_related("drawn_by", "confirmed_by"), pk=pk)


@guard(Permission.VIEW_ROLLUP, of=a_run)
@require_safe
def star_run(request, run: StarRun):
    """A list: who goes up, down or stays, each with the reason; paged."""
    asked = request.GET.get("change", "")
    change = StarChange(asked) if asked in list(StarChange) else None
    search = request.GET.get("search", "").strip()
    rows = run.people.select_related("member", "branch", "exempt_by")
    if change:
        rows = rows.changing(change)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(member__employee_number=search))
    page = Paginator(rows, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    rules, counts = run.star_rules, run.people.counts()
    context = {
        "run": run,
        "rules": rules,
        "page": page,
        "rows": [(row, why_this_star(rules, row)) for row in page],
        "change": change,
        "search": search,
        "tabs": _tabs(change, search, counts),
        "moves": [(move, reverse("scoring:star_run_move", args=[run.pk, move.name])) for move in _moves(run, request)],
        "may_exempt": run.state is StarRunState.PROPOSED and bool(_moves(run, request)),
        "history": history_of(run, STAR_MOVES),
        "people": sum(counts.values()),
        "crumbs": [(_("Star ratings"), _all_runs()), str(run)],
    }
    return render(request, "scoring/star_run.html", context)


def _moves(run: StarRun, request) -> list:
    return [] if not_named(run.promoter, request.user) else offered(STAR_MOVES, run, request.user)


def _tabs(change: StarChange | None, search: str, counts: dict[StarChange, int]) -> list[dict]:
    every = [{"label": _("All"), "url": "?" + urlencode({"search": search}), "current": change is None}]
    return every + [
        {
            "label": label(one),
            "count": count,
            "url": "?" + urlencode({"change": one.value, "search": search}),
            "current": one is change,
        }
        for one, count in counts.items()
    ]


def a_line(user, pk: int, line_pk: int) -> StarLine:
    """Loader: a line of a list that is not in force yet."""
    return get_object_or_404(StarLine.objects.select_related("run", "member"), pk=line_pk, run=pk)


@guard(Permission.PROMOTE_STARS, company=True)
@require_POST
def exempt(request, pk: int, line_pk: int):
    """Exempt a person with a reason, or put the person back on the list."""
    run = a_run(request.user, pk)
    back = f"{_address(run)}?{urlencode({name: request.POST.get(name, '') for name in ('change', 'search', 'page')})}"
    if run.state is not StarRunState.PROPOSED:
        return attempt(request, _too_late, done="", back=back)
    line = a_line(request.user, pk, line_pk)
    include = "include" in request.POST
    reason = "" if include else request.POST.get("reason", "").strip()

    def verb():
        if not include and not reason:
            raise Refused(_("%(name)s: an exemption needs its reason.") % {"name": line.name})
        exempt_from_stars(line=line, reason=reason, by=request.user)

    words = _("%(name)s is rated again.") if include else _("%(name)s is exempted.")
    return attempt(request, verb, done=words % {"name": line.name}, back=back)


def _too_late():
    raise Refused(_("The list is not open any more; the page shows its present state."))


def my_move(user, pk: int, name: str) -> StarRun:
    """The run, for a move by its name."""
    run = a_run(user, pk)
    if name not in VERBS:
        raise Http404
    run.asked_move = name
    return run


@guard(Permission.PROMOTE_STARS, of=my_move)
@require_POST
def move(request, run: StarRun):
    """Confirm the list, or withdraw it with a reason."""
    verb, done = VERBS[run.asked_move]
    return attempt(
        request,
        lambda: verb(run, by=request.user, reason=request.POST.get("reason", "")),
        done=done(),
        back=_address(run),
    )


VERBS = {
    "confirm": (lambda run, *, by, reason: confirm_stars(run, by=by), lambda: _("The stars are in force.")),
    "withdraw": (withdraw_stars, lambda: _("The list is withdrawn.")),
}


def _all_runs() -> str:
    return reverse("scoring:star_runs")


def _address(run: StarRun) -> str:
    return reverse("scoring:star_run", args=[run.pk])
