"""The company's standard: by what everybody is marked. Open to all its people (公开公平，三（一）)."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from flagship import clock
from flagship.access import published
from flagship.categories import FlagCategory
from flagship.descriptions import describe
from flagship.forms.templates import RetireForm
from flagship.histories import history_of
from flagship.models import Indicator, IndicatorTemplate
from flagship.periods import Month
from flagship.permissions import Permission
from flagship.states import TemplateState
from flagship.template_moves import TEMPLATE_MOVES
from flagship.views.editor import differences_of

_INDICATORS = Prefetch("indicators", queryset=Indicator.objects.order_by("position"))


@published
@require_safe
def standard(request):
    """The company templates in force this month, by category in the document's order."""
    found = IndicatorTemplate.objects.company().in_force(Month.of(clock.today())).prefetch_related(_INDICATORS)
    newest: dict[str, IndicatorTemplate] = {}
    for template in found:  # newest version first
        newest.setdefault(template.code, template)
    ordered = sorted(newest.values(), key=IndicatorTemplate.document_order)
    groups = [
        (category, [_summary(template) for template in ordered if template.category is category])
        for category in FlagCategory
    ]
    may_edit = request.user.has_perm(Permission.EDIT_STANDARD)
    drafts = IndicatorTemplate.objects.company().filter(state=TemplateState.DRAFT) if may_edit else []
    context = {"groups": [(c, rows) for c, rows in groups if rows], "may_edit": may_edit, "drafts": drafts}
    return render(request, "flagship/standard.html", context)


@published
@require_safe
def template(request, code: str, version: int):
    """One version of a template with every formula in words."""
    templates = IndicatorTemplate.objects.company().published_or_retired().prefetch_related(_INDICATORS)
    row = get_object_or_404(templates, code=code, version=version)
    may_edit = request.user.has_perm(Permission.EDIT_STANDARD)
    retires = may_edit and row.state == TemplateState.PUBLISHED
    context = template_context(row) | {
        "may_edit": may_edit,
        "retire_form": RetireForm(initial={"last": Month.of(clock.today())}) if retires else None,
        "crumbs": [(_("Standard"), reverse("flagship:standard")), row.name],
        "others": IndicatorTemplate.objects.company()
        .published_or_retired()
        .filter(code=code)
        .exclude(pk=row.pk)
        .order_by("-version"),
    }
    return render(request, "flagship/template.html", context)


def template_context(row: IndicatorTemplate) -> dict:
    """What the page of a template says: every formula in words, what is new in it, what happened to it."""
    return {
        "template": row,
        "summary": _summary(row),
        "indicators": [(indicator, describe(indicator.spec)) for indicator in row.ordered_indicators],
        "differences": differences_of(row),
        "former": row.adapted_from,
        "steps": history_of(row, TEMPLATE_MOVES.values()),
    }


def _summary(template: IndicatorTemplate) -> dict:
    indicators = list(template.indicators.all())
    quantitative = sum(indicator.weight for indicator in indicators if indicator.quantitative)
    return {
        "template": template,
        "indicators": indicators,
        "quantitative": quantitative,
        "qualitative": sum(indicator.weight for indicator in indicators) - quantitative,
    }
