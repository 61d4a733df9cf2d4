"""Handing in the declarations of a workbook, all of them or none."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from flagship import clock
from flagship.actions.audit import record
from flagship.moves import Refused
from flagship.permissions import Permission
from flagship.workbooks.tables import Row
from members.actions.declare import Entry, declare_many
from members.declaration_sheets.plan import DeclarationPlan, Planned, plan_declarations


@transaction.atomic
def import_declarations(
    *, rows: Iterable[Row], branch: Branch, year: int, by, now: dt.datetime | None = None
) -> DeclarationPlan:
    """Make the plan again, against what is declared now, and hand in what it says; somebody else accepts it.

    The same rows once more change nothing. Raises PermissionDenied; Refused with problems or in a closed year.
    """
    now = now or clock.now()
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    if not by.has_perm(Permission.ENTER_DECLARATION, branch):
        raise PermissionDenied
    plan = plan_declarations(rows, branch=branch, year=year, now=now)
    if plan.problems:
        raise Refused(_("The workbook has problems that must be corrected first; nothing was stored."))
    if plan.planned:
        declare_many(entries=[_entry(one) for one in plan.planned], by=by, now=now)
        what = f"{branch.name} {year}"
        record(
            "import_declarations", what, by=by, now=now, new=len(plan.first), changed=len(plan.changes), same=plan.same
        )
    return plan


def _entry(one: Planned) -> Entry:
    line = one.line
    return Entry(one.member, line.category, line.track, line.goal, line.next_steps, one.from_month)
