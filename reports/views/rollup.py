"""The Department's desk for one quarter, and the committee's decision."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from branches.models import Branch
from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.categories import BranchKind, FlagCategory
from flagship.downloads import links
from flagship.histories import history_of
from flagship.moves import Refused, offered
from flagship.periods import Quarter
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.actions import rollup as verbs
from reports.actions.decision import Vote, record_decision
from reports.actions.titles import confer, publicise
from reports.forms import DecisionForm
from reports.models import FlagTitle, Nomination, QuarterLine, QuarterRollup, SavedView
from reports.moves import DECIDE, ROLLUP_HISTORY, ROLLUP_MOVES
from reports.queries.deadlines import policy_of
from reports.queries.desk import desk_of
from reports.queries.desk_table import PAGE, desk_rows, earlier_quarters, with_what_a_row_prints
from reports.queries.desk_view import DeskView, lines_of
from reports.queries.eligibility import with_what_a_check_needs
from reports.states import RollupState

SORT_WORDS = {
    "score": gettext_lazy("Quarter score"),
    "percentile": gettext_lazy("Percentile in own pool"),
    "z": gettext_lazy("z-score"),
    "net": gettext_lazy("Net points"),
    "first": gettext_lazy("Months first"),
    "branch": gettext_lazy("Branch"),
}
MARK_WORDS = {
    "flagged": gettext_lazy("With open hints"),
    "unflagged": gettext_lazy("Without open hints"),
    "remarked": gettext_lazy("With a remark"),
}


def my_rollup(user, quarter: Quarter) -> QuarterRollup:
    """The company's quarter; before anything is picked it is an empty one that is not stored."""
    if quarter.first_day > clock.today():
        raise Http404
    rollups = QuarterRollup.objects.select_related("proposed_by", "decided_by", "conferred_by")
    return rollups.filter(quarter=quarter).first() or QuarterRollup(quarter=quarter)


def _address(rollup: QuarterRollup, page: str = "rollup", **more) -> str:
    return reverse(f"reports:{page}", kwargs={"quarter": rollup.quarter, **more})


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def rollup(request, rollup):
    """Tiles, one tab per category, and the table of its nominees or of everybody."""
    policy = policy_of(rollup.quarter)
    desk = desk_of(rollup.quarter, policy)
    view = DeskView.read(request.GET, _first_with_nominees(desk))
    lines = with_what_a_row_prints(lines_of(rollup.quarter, view))
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    on_page = QuarterLine.objects.filter(pk__in=[line.pk for line in page])
    context = {
        "rollup": rollup,
        "policy": policy,
        "desk": desk,
        "view": view,
        "sorts": SORT_WORDS,
        "marks": MARK_WORDS,
        "units": Branch.objects.filter(kind=BranchKind.GENERAL_BRANCH),
        "saved": SavedView.objects.filter(user=request.user),
        "earlier": earlier_quarters(rollup.quarter),
        "page": page,
        "rows": desk_rows(rollup.quarter, view, policy, page, on_page),
        "tabs": [_tab(tab, desk, view) for tab in FlagCategory],
        "moves": [(move, _address(rollup, "rollup_move", name=move.name)) for move in _buttons(rollup, request.user)],
        "decides": DECIDE in offered(ROLLUP_MOVES, rollup, request.user),
        "picks": rollup.state is RollupState.COMPILING and request.user.has_perm(Permission.COMPILE_ROLLUP),
        "has_titles": FlagTitle.objects.standing().filter(quarter=rollup.quarter).exists(),
        "files": _files(rollup),
        "history": history_of(rollup, ROLLUP_HISTORY) if rollup.pk else [],
        "crumbs": [(_("Quarters"), reverse("reports:quarters")), label(rollup.quarter)],
    }
    return render(request, "reports/rollup.html", context)


def _first_with_nominees(desk) -> FlagCategory:
    """What the desk opens with."""
    return next((category for category, count in desk.nominations.items() if count), FlagCategory.MARKETING)


def _tab(tab: FlagCategory, desk, view: DeskView) -> dict:
    return {
        "label": label(tab),
        "count": desk.nominations[tab],
        "current": tab is view.category,
        "url": f"?{view.of(tab).query}",
    }


def _buttons(rollup: QuarterRollup, user) -> list:
    return [move for move in offered(ROLLUP_MOVES, rollup, user) if move is not DECIDE]


def my_move(user, quarter: Quarter, name: str) -> QuarterRollup:
    """The roll-up, for a move by its name."""
    rollup = my_rollup(user, quarter)
    if name not in VERBS:
        raise Http404
    rollup.asked_move = name
    return rollup


@require_POST
@guard(Permission.VIEW_ROLLUP, of=my_move)
def move(request, rollup):
    """Propose, take back, publicise or confer."""
    verb, done = VERBS[rollup.asked_move]
    return attempt(
        request,
        lambda: verb(rollup.quarter, request.user, request.POST.get("reason", "")),
        done=done(),
        back=_address(rollup),
    )


VERBS = {
    "propose": (
        lambda quarter, by, reason: verbs.propose(quarter=quarter, by=by, reason=reason),
        lambda: _("The list is with the Party committee."),
    ),
    "reconsider": (
        lambda quarter, by, reason: verbs.reconsider(quarter=quarter, by=by, reason=reason),
        lambda: _("The proposal is taken back."),
    ),
    "publicise": (
        lambda quarter, by, reason: publicise(quarter=quarter, by=by),
        lambda: _("The publicity of the titles has begun."),
    ),
    "confer": (
        lambda quarter, by, reason: confer(quarter=quarter, by=by),
        lambda: _("The titles are conferred."),
    ),
}


def _files(rollup: QuarterRollup) -> list[dict]:
    if rollup.pk is None:
        return []
    return links(rollup.attachments.all(), lambda kept: _address(rollup, "decision_file", file=kept.pk))


@guard(Permission.RECORD_DECISION, of=my_rollup)
def decision(request, rollup):
    """Record the committee's decision on a proposed list."""
    if rollup.state is not RollupState.PROPOSED:
        return SeeOther(_address(rollup))
    picked = with_what_a_check_needs(Nomination.objects.filter(quarter=rollup.quarter).picked())
    form = DecisionForm(
        request.POST or None, request.FILES or None, nominations=list(picked.order_by("category", "-line__score"))
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_decision(quarter=rollup.quarter, votes=_votes(form), by=request.user, **_meeting(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return SeeOther(_address(rollup))
    context = {
        "rollup": rollup,
        "form": form,
        "crumbs": [
            (_("Quarters"), reverse("reports:quarters")),
            (label(rollup.quarter), _address(rollup)),
            _("Decision of the Party committee"),
        ],
    }
    return render(request, "reports/decision.html", context, status=422 if form.is_bound else 200)


def _votes(form: DecisionForm) -> dict[int, Vote]:
    said = form.cleaned_data
    return {
        row.pk: Vote(approved=said[f"vote-{row.pk}"] == "yes", reason=said[f"reason-{row.pk}"])
        for row in form.nominations
    }


def _meeting(form: DecisionForm) -> dict:
    return {name: form.cleaned_data[name] for name in ("decision_date", "minutes_number", "files")}
