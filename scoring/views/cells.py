"""What the entry page asks for by itself: saving boxes as they are left, a look ahead while typing, and the news."""

import datetime as dt
import json
from collections import defaultdict
from functools import wraps
from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import guard
from flagship.moves import Refused
from flagship.periods import TZ
from flagship.permissions import Permission
from scoring.actions.presence import be_present
from scoring.actions.save_cells import BoxChange, Conflict, save_cells
from scoring.entry_boxes import BoxName, entry_of
from scoring.models import MonthSheet
from scoring.queries.entry_news import changes_since, figures, others_here
from scoring.queries.month_inputs import month_inputs
from scoring.queries.preview import with_entries
from scoring.rules.inputs import MonthInputs
from scoring.states import SheetState
from scoring.views.sheets import my_sheet

MOST_BOXES = 20_000
LONGEST_TEXT = 2_000


class _Question:
    """What the page sends: whose page it is, the version it shows, the one person it is about (0 for a whole sheet),
    the box the cursor is in, the boxes that changed.

    Raises ValueError for anything else.
    """

    def __init__(self, body: bytes) -> None:
        given = json.loads(body)
        if not isinstance(given, dict):
            raise ValueError("no object")
        self.user, self.version = int(given.get("user", 0)), int(given.get("version", 0))
        self.box, self.person = str(given.get("box", "")), int(given.get("person", 0))
        rows = given.get("changes", [])
        if not isinstance(rows, list) or len(rows) > MOST_BOXES:
            raise ValueError("too many boxes")
        self.changes = [_change(*row) for row in rows]


def _change(name, seen, text) -> BoxChange:
    box = BoxName.parse(name) if isinstance(name, str) else None
    if box is None or not isinstance(seen, str) or not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("no box")
    return BoxChange(box, seen, text)


def answering(view):
    """A view that is asked a question by the page of a draft, and answers with JSON; 409 says why it cannot."""

    @require_POST
    @guard(Permission.ENTER_MARKS, of=my_sheet)
    @wraps(view)
    def answered(request, sheet: MonthSheet) -> JsonResponse:
        try:
            question = _Question(request.body)
        except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
            return JsonResponse({"state": "unread"}, status=HTTPStatus.BAD_REQUEST)
        if question.user != request.user.pk:
            return JsonResponse({"state": "other"}, status=HTTPStatus.CONFLICT)
        if sheet.state is not SheetState.DRAFT:
            return _closed()
        try:
            return JsonResponse(view(request, sheet, question))
        except Refused:
            return _closed()

    return answered


def _closed() -> JsonResponse:
    told = _("This month is no longer being filled in.")
    return JsonResponse({"state": "closed", "message": told}, status=HTTPStatus.CONFLICT)


@answering
def save(request, sheet: MonthSheet, question: _Question) -> dict:
    """Boxes as they were left. What can be taken is stored; each box is told what came of it."""
    now = clock.now()
    saved = save_cells(sheet=sheet, changes=question.changes, version=question.version, by=request.user, now=now)
    inputs = month_inputs(sheet)
    cells = {str(name): {"state": "saved", "text": text} for name, text in saved.taken.items()}
    cells |= {str(name): {"state": "problem", "message": str(told)} for name, told in saved.refused.items()}
    cells |= {str(name): _conflict(found) for name, found in saved.conflicts.items()}
    own = saved.version if saved.wrote else None
    return {
        "at": _clock(now),
        "version": saved.version,
        "cells": cells,
        "news": _news(sheet, inputs, question.version, but=own),
        "figures": figures(sheet, inputs, explain=question.person),
    }


def _clock(moment: dt.datetime) -> str:
    return f"{moment.astimezone(TZ):%H:%M}"


def _conflict(found: Conflict) -> dict:
    return {
        "state": "conflict",
        "text": found.text,
        "reason": found.reason,
        "who": found.who or "",
        "at": _clock(found.at) if found.at else "",
    }


def _news(sheet: MonthSheet, inputs: MonthInputs, version: int, *, but: int | None = None) -> list[dict]:
    return [
        {"box": str(change.box), "text": change.text, "who": change.who, "at": _clock(change.at)}
        for change in changes_since(sheet, inputs, version, but=but)
    ]


@answering
def entry_preview(request, sheet: MonthSheet, question: _Question) -> dict:
    """What the figures come to with what is being typed; nothing is stored."""
    inputs = month_inputs(sheet)
    people = {person.participant_id: person for person in inputs.people if person.ranked}
    codes = {one.id: one.spec.code for template in inputs.templates for one in template.indicators}
    cells: dict[tuple[str, str], dict[str, BoxName]] = defaultdict(dict)
    texts = {}
    for change in question.changes:
        person, code = people.get(change.name.participant_id), codes.get(change.name.indicator_id)
        if person and code:
            cells[person.employee_number, code][change.name.part] = change.name
            texts[change.name] = change.text.strip()
    entries = [entry_of(*cell, {part: texts[name] for part, name in parts.items()}) for cell, parts in cells.items()]
    inputs, problems = with_entries(inputs, entries)
    told = {
        str(name): {"state": "problem", "message": str(problem)}
        for problem in problems
        for name in cells[problem.employee_number, problem.indicator_code].values()
    }
    return {"cells": told, "figures": figures(sheet, inputs, explain=question.person)}


@answering
def news(request, sheet: MonthSheet, question: _Question) -> dict:
    """Who else is here, and what has changed since; asked for every few seconds."""
    be_present(sheet=sheet, box=question.box, by=request.user)
    here = [
        {"who": one.user.name, "number": one.user.username, "box": one.box}
        for one in others_here(sheet, user=request.user)
    ]
    if sheet.entry_version == question.version:
        return {"version": sheet.entry_version, "here": here}
    inputs = month_inputs(sheet)
    changes = _news(sheet, inputs, question.version)
    return {
        "version": sheet.entry_version,
        "here": here,
        "news": changes,
        "figures": figures(sheet, inputs, explain=question.person),
    }
