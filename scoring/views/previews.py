"""What an upload would do, as the page of it shows: the plan in words, and the sealed form that confirms exactly it."""

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from flagship.moves import Refused
from scoring.actions.import_values import Wanted
from scoring.documents import SheetDocument
from scoring.forms import ConfirmValuesForm, WorkbookForm
from scoring.models import MonthSheet
from scoring.views.sheets import crumbs, time_chip
from scoring.workbook.checks import Change, Kind, Plan
from scoring.workbook.words import cell_words

SHOWN = 500
"""Changes and problems that a page lists; all of them are counted."""
KEPT_FOR = 2 * 60 * 60  # seconds between preview and confirmation
_SALT = "scoring.workbook.preview"


def import_context(sheet: MonthSheet, document: SheetDocument, page: str) -> dict[str, Any]:
    """What every page of an import shows."""
    return {
        "sheet": sheet,
        "document": document,
        "time": time_chip(document),
        "form": WorkbookForm(),
        "crumbs": crumbs(sheet, page),
    }


def preview(request, sheet: MonthSheet, plan: Plan) -> dict[str, Any]:
    """What the plan would do, in words. With problems only the rows without any can be confirmed, knowingly."""
    good = plan.without_bad_rows if plan.problems else ()
    shown: dict[str, Any] = {
        "plan": plan,
        "counts": {kind.value: plan.count(kind) for kind in Kind},
        "problems": plan.problems,
        "shown_problems": plan.problems[:SHOWN],
        "changes": [_told(change) for change in (good if plan.problems else plan.changes)[:SHOWN]],
        "conflicts": [] if plan.problems else [_told(change) for change in plan.conflicts],
        "good": len(good),
        "shown": SHOWN,
    }
    if plan.problems and good:
        shown["confirm_form"] = _sealed(request, sheet, good, ())
    elif not plan.problems and (plan.changes or plan.conflicts):
        shown["confirm_form"] = _sealed(request, sheet, plan.changes, plan.conflicts)
    return shown


def _sealed(request, sheet: MonthSheet, changes: Iterable[Change], conflicts: Iterable[Change]) -> ConfirmValuesForm:
    cells = [_wanted(change).to_json() for change in changes]
    disputed = {change.name: _wanted(change).to_json() for change in conflicts}
    data = {"sheet": sheet.pk, "by": request.user.pk, "cells": cells, "conflicts": disputed}
    return ConfirmValuesForm(initial={"sealed": signing.dumps(data, salt=_SALT, compress=True)})


def _wanted(change: Change) -> Wanted:
    return Wanted(change.row.employee_number, change.column.code, change.wanted, change.seen)


def _told(change: Change) -> dict[str, Any]:
    return {
        "change": change,
        "old": cell_words(change.seen, change.column),
        "new": cell_words(change.wanted, change.column),
    }


def confirmed(request, sheet: MonthSheet) -> list[Wanted]:
    """What the preview showed, with those conflicts in which the workbook was chosen. Raises Refused."""
    form = ConfirmValuesForm(request.POST)
    no_longer = Refused(_("The preview is no longer valid; choose the workbook again."))
    if not form.is_valid():
        raise no_longer
    try:
        data = signing.loads(form.cleaned_data["sealed"], salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as problem:
        raise no_longer from problem
    if (data["sheet"], data["by"]) != (sheet.pk, request.user.pk):
        raise no_longer
    taken = set(request.POST.getlist("take"))
    chosen = [cell for name, cell in data["conflicts"].items() if name in taken]
    return [Wanted.from_json(cell) for cell in [*data["cells"], *chosen]]
