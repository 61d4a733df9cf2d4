"""Other rules for settled months, tried out: who would gain or lose what. Nothing is stored."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.models import Branch
from flagship.access import guard
from flagship.categories import Account
from flagship.moves import Refused
from flagship.permissions import Permission
from scoring.queries.what_if import templates_of, triable_sheets, what_if
from scoring.what_if import WhatIf
from scoring.what_if_forms import WhatIfForm

PEOPLE_A_PAGE = 25
MONTHS_AT_FIRST = 3


@guard(Permission.VIEW_SHEET)
@require_safe
def what_if_page(request):
    """/what-if/: choose settled months and other rules; the answer stands below."""
    form = what_if_form(request)
    context = {"form": form, "chosen": form.template, "crumbs": [(_("Monthly assessment"), reverse("scoring:months"))]}
    if form.is_bound and form.is_valid() and "run" in request.GET:
        try:
            context |= _answer(request, tried(request, form))
        except Refused as refusal:
            context["refusal"] = str(refusal)
    return render(request, "scoring/what_if.html", context, status=422 if form.errors else 200)


def what_if_form(request) -> WhatIfForm:
    """The form with what this reader may choose; bound when the address says something."""
    sheets = triable_sheets(request.user)
    months = list(sheets.order_by("-month").values_list("month", flat=True).distinct())
    branches = Branch.objects.filter(pk__in=sheets.order_by().values("branch")).order_by("path")
    templates = templates_of(sheets)
    chosen = next((one for one in templates if str(one.pk) == request.GET.get("template")), None)
    at_first = {"until": months[0], "since": months[:MONTHS_AT_FIRST][-1]} if months else {}
    return WhatIfForm(
        request.GET if "since" in request.GET else None,
        initial=at_first,
        months=months,
        branches=list(branches),
        templates=templates,
        template=chosen,
    )


def tried(request, form: WhatIfForm) -> WhatIf:
    """The answer to a valid form. Raises Refused where there is none."""
    said = form.cleaned_data
    return what_if(
        request.user,
        since=said["since"],
        until=said["until"],
        branches=said["branch"],
        changes=form.changes(),
        said=form.words(),
    )


def _answer(request, found: WhatIf) -> dict:
    people = Paginator(found.people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return {
        "found": found,
        "page": people,
        "star": next((one for one in found.accounts if one.account is Account.STAR), None),
        "staff": next((one for one in found.accounts if one.account is Account.STAFF and one.differing), None),
    }
