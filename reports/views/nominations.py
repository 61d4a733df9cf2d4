"""One nomination as the Department and the committee see it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.moves import Refused
from flagship.periods import Quarter
from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.actions.rollup import note_on, pick, unpick
from reports.actions.titles import strike
from reports.documents import PersonQuarter
from reports.forms import NoteForm, ReasonForm
from reports.models import Nomination, QuarterRollup
from reports.queries.deadlines import policy_of
from reports.queries.eligibility import obstacles, with_what_a_check_needs
from reports.queries.flags import flags_about
from reports.states import UNDECIDED_ROLLUP, RollupState


def my_nomination(user, quarter: Quarter, pk: int) -> Nomination:
    nominations = with_what_a_check_needs(Nomination.objects.open_to(user, Permission.VIEW_ROLLUP))
    return get_object_or_404(nominations, quarter=quarter, pk=pk)


def _rollup_of(nomination: Nomination) -> QuarterRollup:
    found = QuarterRollup.objects.filter(quarter=nomination.quarter).first()
    return found or QuarterRollup(quarter=nomination.quarter)


def _back(nomination: Nomination) -> str:
    return reverse("reports:rollup", kwargs={"quarter": nomination.quarter}) + f"?category={nomination.category}"


@guard(Permission.VIEW_ROLLUP, of=my_nomination)
def nomination(request, nomination):
    """Citation, figures, obstacles; the Department writes its remark and the opinions here."""
    rollup = _rollup_of(nomination)
    compiles = request.user.has_perm(Permission.COMPILE_ROLLUP)
    form = NoteForm(request.POST or None, initial={name: getattr(nomination, name) for name in NoteForm.base_fields})
    if request.method == "POST" and form.is_valid():
        try:
            note_on(nomination, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return SeeOther(request.path)
    decided = rollup.state not in UNDECIDED_ROLLUP
    context = {
        "nomination": nomination,
        "rollup": rollup,
        "figures": PersonQuarter.from_json(nomination.figures) if nomination.figures else None,
        "against": [] if decided else obstacles([nomination], policy_of(nomination.quarter))[nomination.pk],
        "flags": flags_about(nomination),
        "form": form if compiles and not decided else None,
        "picks": compiles and rollup.state is RollupState.COMPILING,
        "strikes": _strikes(request.user, nomination, rollup),
        "title": getattr(nomination, "title", None),
        "crumbs": [
            (_("Quarters"), reverse("reports:quarters")),
            (label(nomination.quarter), _back(nomination)),
            nomination.member.name,
        ],
    }
    return render(request, "reports/nomination.html", context, status=422 if form.is_bound else 200)


def _strikes(user, nomination: Nomination, rollup: QuarterRollup) -> bool:
    open_still = rollup.state in (RollupState.DECIDED, RollupState.PUBLICISED)
    return bool(nomination.approved) and open_still and user.has_perm(Permission.RECORD_DECISION)


@require_POST
@guard(Permission.COMPILE_ROLLUP, of=my_nomination)
def pick_or_unpick(request, nomination):
    """Put on the list, or take off it."""
    off = "off" in request.POST
    name = {"name": nomination.member.name}
    return attempt(
        request,
        lambda: (unpick if off else pick)(nomination, by=request.user),
        done=(_("%(name)s is off the list.") if off else _("%(name)s is on the list.")) % name,
        back=_back(nomination),
    )


@require_POST
@guard(Permission.RECORD_DECISION, of=my_nomination)
def strike_title(request, nomination):
    """The committee takes an approved title back before it is conferred."""
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: strike(nomination, reason=reason, by=request.user),
        done=_("%(name)s is off the list of titles.") % {"name": nomination.member.name},
        back=_back(nomination),
    )
