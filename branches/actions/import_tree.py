"""Writing an imported branch tree, all of it or nothing."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from branches.actions.tree import move, plant, rename
from branches.imports import TreePlan, plan_tree
from branches.models import Branch
from flagship.actions.audit import record
from flagship.moves import Refused
from flagship.workbooks.tables import Row


@transaction.atomic
def import_tree(*, rows: Iterable[Row], by) -> TreePlan:
    """Make the plan again, against the tree as it is now, and carry it out. Raises Refused when it has problems."""
    plan = plan_tree(rows)
    if plan.problems:
        raise Refused(_("The workbook has problems that must be corrected first; nothing was stored."))
    for unit in plan.new:
        plant(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            parent=Branch.objects.get(code=unit.parent),
            layer=unit.layer,
            by=by,
        )
    for difference in plan.changed:
        unit, branch = difference.unit, difference.branch
        if (branch.name, branch.layer) != (unit.name, unit.layer or branch.layer):
            rename(branch=branch, name=unit.name, layer=unit.layer or branch.layer, by=by)
        if branch.parent and branch.parent.code != unit.parent:
            move(branch=branch, parent=Branch.objects.get(code=unit.parent), by=by)
    record("import_tree", "", by=by, new=len(plan.new), changed=len(plan.changed), same=plan.same)
    return plan
