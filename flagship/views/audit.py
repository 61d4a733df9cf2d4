"""The audit trail: acts, and moves of rows."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from flagship.access import guard
from flagship.acts import ACTS, DETAILS, ROWS, VOCABULARIES, what_words
from flagship.forms.audit import AuditForm
from flagship.permissions import Permission
from flagship.queries import acts, moves
from flagship.templatetags.house import label

PAGE = 50


@guard(Permission.VIEW_AUDIT, company=True)
@require_safe
def audit(request):
    """Everything that was done, newest first."""
    shows_moves = request.GET.get("kind") == "moves"
    form = AuditForm(request.GET, moves=shows_moves)
    found = (moves if shows_moves else acts)(form.filter())
    context = {
        "form": form,
        "shows_moves": shows_moves,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "tabs": [
            {"label": _("Acts"), "url": "?kind=acts", "current": not shows_moves},
            {"label": _("Moves"), "url": "?kind=moves", "current": shows_moves},
        ],
    }
    context["lines"] = [_move(row) if shows_moves else _act(row) for row in context["page"]]
    return render(request, "flagship/audit.html", context)


def _act(event) -> dict:
    detail = "，".join(
        f"{DETAILS.get(name, name)} {_plain(name, value)}"
        for name, value in event.detail.items()
        if value not in ("", None)
    )
    return {
        "at": event.at,
        "by": event.by,
        "what": ACTS.get(event.act, event.act),
        "of": what_words(event.what),
        "detail": detail,
    }


def _move(step) -> dict:
    kind = step.content_type.model
    return {
        "at": step.at,
        "by": step.by,
        "what": f"{ROWS.get(kind, kind)} {step.object_id}",
        "of": f"{_state(step, step.source)} → {_state(step, step.target)}",
        "detail": step.reason,
    }


def _state(step, value: str) -> str:
    """The state in the words of the row's own vocabulary."""
    model = step.content_type.model_class()
    return label(model._meta.get_field("state").to_python(value)) if model else value


def _plain(name: str, value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(_plain(name, each) for each in value)
    if isinstance(value, dict):
        return "；".join(f"{key} {_plain(key, each)}" for key, each in value.items())
    words = VOCABULARIES.get(name, ())
    return str(next((label(word) for word in words if word == value), value))
