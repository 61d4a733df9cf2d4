"""The audit trail: acts, and moves of rows."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from flagship.access import guard
from flagship.acts import ACTS, ROWS
from flagship.forms.audit import AuditForm
from flagship.permissions import Permission
from flagship.queries import acts, moves

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
    detail = "，".join(f"{name}: {_plain(value)}" for name, value in event.detail.items() if value not in ("", None))
    return {"at": event.at, "by": event.by, "what": ACTS.get(event.act, event.act), "of": event.what, "detail": detail}


def _move(step) -> dict:
    kind = step.content_type.model
    return {
        "at": step.at,
        "by": step.by,
        "what": f"{ROWS.get(kind, kind)} {step.object_id}",
        "of": f"{step.move}: {step.source} → {step.target}",
        "detail": step.reason,
    }


def _plain(value) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
