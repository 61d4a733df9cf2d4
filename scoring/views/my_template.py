"""By which template one is marked oneself, and why by this one. Also that of a branch's plan: 公开公平 (三（一）)."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from flagship import clock
from flagship.access import personal
from flagship.periods import Month
from flagship.views.standard import template_context
from scoring.queries.seats import seats


@personal
@require_safe
def my_template(request):
    """/me/template/: the template of the present month, every formula in words."""
    person = request.user.person
    month = Month.of(clock.today())
    seat = _seat(person, month) if person else None
    crumbs = [(_("My points"), reverse("scoring:me")), _("By what I am marked")]
    if seat is None or seat.choice.template is None:
        return render(request, "scoring/no_template.html", {"seat": seat, "month": month, "crumbs": crumbs})
    context = template_context(seat.choice.template) | {"why": seat.choice, "crumbs": crumbs, "differences": None}
    return render(request, "flagship/template.html", context | {"steps": []})


def _seat(person, month: Month):
    """The person's place on the month's sheet as it would be today; None for somebody who has none."""
    branch = person.branch
    if branch is None:
        return None
    return next((seat for seat in seats(month, [branch]).get(branch.pk, []) if seat.member == person), None)
