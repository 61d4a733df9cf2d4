"""The star scheme of a year: typed, tried out on a year's ledger, adopted."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from flagship.access import guard
from flagship.answers import attempt
from flagship.models import Programme, StarScheme
from flagship.permissions import Permission, Role
from scoring.actions.stars import adopt_stars
from scoring.queries.points import star_rules
from scoring.queries.star_trial import StarTrial, try_stars, years_with_points
from scoring.star_forms import StarForm


def programme_of(user, year: int) -> Programme:
    """Loader: the programme of a year; it belongs to the whole company."""
    return get_object_or_404(Programme, year=year)


@guard(Permission.EDIT_PROGRAMME, of=programme_of)
@require_http_methods(["GET", "POST"])
def stars(request, programme: Programme):
    """Type a scheme; “try” shows what it makes of a year's ledger and stores nothing, “adopt” puts it in force."""
    scheme = StarScheme.objects.filter(programme=programme).first()
    present = star_rules(scheme) if scheme else None
    form = StarForm(request.POST or None, rules=present, promoter=scheme.promoter if scheme else Role.DEPARTMENT)
    valid = form.is_bound and form.is_valid()
    if valid and request.POST.get("do") == "adopt":
        return attempt(
            request,
            lambda: adopt_stars(programme=programme, rules=form.rules(), promoter=form.named(), by=request.user),
            done=_("The star scheme is in force."),
            back=reverse("flagship:programme", args=[programme.year]),
        )
    years = years_with_points()
    year = _chosen(request.POST.get("year", ""), years, programme)
    context = {
        "programme": programme,
        "scheme": scheme,
        "form": form,
        "years": years,
        "year": year,
        "trial": _trial(present, form.rules() if valid else None, year) if year else None,
        "typed": valid,
        "crumbs": [(str(programme), reverse("flagship:programme", args=[programme.year])), _("Star scheme")],
    }
    return render(request, "scoring/stars.html", context, status=422 if form.errors else 200)


def _chosen(asked: str, years: list[int], programme: Programme) -> int | None:
    """The year asked for, or the one before the programme's, or the newest with points."""
    if asked in {str(year) for year in years}:
        return int(asked)
    return programme.year - 1 if programme.year - 1 in years else next(iter(years), None)


def _trial(present, typed, year: int) -> dict:
    """People at each star, the highest first, under the scheme in force and under the typed one."""
    trials = try_stars([rules for rules in (present, typed) if rules], year)
    now: StarTrial | None = trials[0] if present else None
    then: StarTrial | None = trials[-1] if typed else None
    shown = then or now
    if shown is None:
        return {}
    rows = [
        {
            "star": star,
            "now": now.counts[star] if now else None,
            "then": then.counts[star] if then else None,
            "share": 100 * shown.counts[star] / shown.people if shown.people else 0,
        }
        for star in reversed(range(len(shown.counts)))
    ]
    return {"until": shown.until, "people": shown.people, "rows": rows}
