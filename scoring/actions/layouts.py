"""Remembering what the columns of a branch's own table mean, and forgetting it again."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from flagship import clock
from flagship.actions.audit import record
from flagship.permissions import Permission
from scoring.models import WorkbookLayout
from scoring.workbook.layouts import Columns, fingerprint

LONGEST_NAME = 100


@transaction.atomic
def remember_layout(
    *, branch, name: str, headings: Sequence[str], columns: Columns, by, now: dt.datetime | None = None
) -> WorkbookLayout:
    """Remember the meaning of the columns for the branch; the same headings once more replace what was said before."""
    now = now or clock.now()
    if not by.has_perm(Permission.ENTER_MARKS, branch):
        raise PermissionDenied
    said = {
        "name": name[:LONGEST_NAME],
        "headings": list(headings),
        "columns": {str(place): what for place, what in sorted(columns.items())},
    }
    mark = fingerprint(headings)
    before = WorkbookLayout.objects.filter(branch=branch, fingerprint=mark).first()
    if before is not None and before.columns == said["columns"]:
        return before
    layout, _made = WorkbookLayout.objects.update_or_create(
        branch=branch, fingerprint=mark, defaults={**said, "remembered_at": now, "remembered_by": by}
    )
    record("remember_layout", str(layout), by=by, now=now)
    return layout


@transaction.atomic
def forget_layout(*, layout: WorkbookLayout, by, now: dt.datetime | None = None) -> None:
    """Forget it: such a table is asked about again."""
    if not by.has_perm(Permission.ENTER_MARKS, layout.branch):
        raise PermissionDenied
    record("forget_layout", str(layout), by=by, now=now)
    layout.delete()
