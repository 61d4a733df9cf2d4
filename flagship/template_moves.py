"""The life of a template (指标模板): a draft is written on, a published version never; it can only be retired."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.models import IndicatorTemplate
from flagship.moves import Move
from flagship.permissions import Permission
from flagship.states import TemplateState
from flagship.template_checks import publishing_problems
from flagship.templatetags.house import label


def sound(template: IndicatorTemplate, *, by, now) -> str | None:
    """100 marks, 定量为主, 正向为主, every formula complete."""
    return " ".join(label(problem) for problem in publishing_problems(template)) or None


def alone(template: IndicatorTemplate, *, by, now) -> str | None:
    """Those of one category, track and layer are marked by one template (三（三）)."""
    other = (
        IndicatorTemplate.objects.company()
        .published()
        .filter(category=template.category, track=template.track, layer=template.layer)
        .exclude(code=template.code)
        .first()
    )
    if other is None:
        return None
    return _("“%(name)s” is for the same people: publish a new version of it, or retire it before this one.") % {
        "name": other.name
    }


PUBLISH = Move(
    name="publish",
    label=gettext_lazy("Publish"),
    sources=frozenset({TemplateState.DRAFT}),
    target=TemplateState.PUBLISHED,
    permission=Permission.EDIT_STANDARD,
    conditions=(sound, alone),
    main=True,
)
ADOPT = Move(
    name="adopt",
    label=gettext_lazy("Accept with the plan"),
    sources=frozenset({TemplateState.DRAFT}),
    target=TemplateState.PUBLISHED,
    permission=Permission.ACCEPT_PLAN,
    conditions=(sound,),
)
RETIRE = Move(
    name="retire",
    label=gettext_lazy("Retire"),
    sources=frozenset({TemplateState.PUBLISHED}),
    target=TemplateState.RETIRED,
    permission=Permission.EDIT_STANDARD,
    needs_reason=True,
    danger=True,
)
TEMPLATE_MOVES = {move.name: move for move in (PUBLISH, ADOPT, RETIRE)}
