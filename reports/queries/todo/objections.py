"""Objections and vetoes that wait for an answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.queries.todo.task import Task, Viewer, address, countdown, first_few
from reports.wording import named
from scoring.models import Objection, Veto
from scoring.rules.months import last_day
from scoring.states import ObjectionState, VetoState


def to_answer(viewer: Viewer) -> Iterator[Task]:
    """Objections the secretary answers; those about the secretary's own marks go to the Department."""
    if not viewer.may(Permission.ANSWER_OBJECTION):
        return
    waiting = (
        Objection.objects.open_to(viewer.user, Permission.ANSWER_OBJECTION)
        .filter(state=ObjectionState.OPEN, answer_due__gt=viewer.now)
        .select_related("about", "branch", "revision__sheet")
        .defer("revision__inputs")
        .order_by("answer_due")
    )
    if viewer.user.person:
        waiting = waiting.exclude(about=viewer.user.person)
    yield from _one_task(
        viewer,
        waiting,
        title=lambda count: ngettext("Answer %(count)d objection", "Answer %(count)d objections", count),
        action=_("Look and answer"),
    )


def to_decide(viewer: Viewer) -> Iterator[Task]:
    """For the Department: objections passed on, overdue or under review."""
    if not viewer.may(Permission.DECIDE_OBJECTION):
        return
    waiting = (
        Objection.objects.open_to(viewer.user, Permission.DECIDE_OBJECTION)
        .with_department(viewer.now)
        .select_related("about", "branch", "revision__sheet")
        .defer("revision__inputs")
        .order_by("answer_due")
    )
    yield from _one_task(
        viewer,
        waiting,
        title=lambda count: ngettext("Decide on %(count)d objection", "Decide on %(count)d objections", count),
        action=_("Look and decide"),
    )


def _one_task(viewer: Viewer, waiting, *, title, action: str) -> Iterator[Task]:
    rows, count = first_few(waiting)
    if not rows:
        return
    first = rows[0]
    sheet = first.revision.sheet
    due = last_day(first.answer_due)
    yield Task(
        title=title(count) % {"count": count},
        detail=_in_words(first) if count == 1 else named([row.about.name for row in rows], count),
        url=address("scoring:objections", code=first.branch.code, month=sheet.month),
        action=action,
        due=due,
        weight=1,
        **countdown(due, viewer.today),
    )


def _in_words(objection: Objection) -> str:
    month = label(objection.revision.sheet.month)
    return _("%(name)s · %(month)s · “%(text)s”") % {
        "name": objection.about.name,
        "month": month,
        "text": objection.text[:60],
    }


def vetoes_to_confirm(viewer: Viewer) -> Iterator[Task]:
    if not viewer.may(Permission.CONFIRM_VETO):
        return
    proposed = (
        Veto.objects.open_to(viewer.user, Permission.CONFIRM_VETO)
        .filter(state=VetoState.PROPOSED)
        .select_related("member", "branch")
        .order_by("proposed_at")
    )
    rows, count = first_few(proposed)
    if rows:
        yield Task(
            title=ngettext("Decide on %(count)d veto", "Decide on %(count)d vetoes", count) % {"count": count},
            detail=named([f"{row.member.name} ({row.branch.name})" for row in rows], count),
            url=address("scoring:vetoes"),
            action=_("Look and decide"),
            weight=1,
            chip=_("waiting for you"),
            tone="wait",
            icon="hourglass-split",
        )


FINDERS = (to_answer, to_decide, vetoes_to_confirm)
