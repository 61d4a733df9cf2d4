"""The tree of units: planted, renamed, moved. Paths of a whole subtree change in one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.models import Branch
from branches.places import code_problem, place_problem
from flagship.actions.audit import record
from flagship.categories import BranchKind, WorkLayer
from flagship.moves import Refused


@transaction.atomic
def plant(*, code: str, name: str, kind: BranchKind, parent: Branch, layer: WorkLayer | str = "", by) -> Branch:
    """A new unit below another. Raises Refused for a code that is taken and for kinds that do not fit."""
    for refusal in (code_problem(code), place_problem(kind, parent)):
        if refusal:
            raise Refused(refusal)
    if Branch.objects.filter(code=code).exists():
        raise Refused(_("There is already a unit with the code %(code)s.") % {"code": code})
    branch = Branch(code=code, name=name, kind=kind, parent=parent, layer=layer)
    try:
        branch.full_clean(exclude=["path"])
    except ValidationError as problem:
        raise Refused(" ".join(problem.messages)) from problem
    branch.save()
    record("plant_branch", code, by=by, parent=parent.code, kind=str(kind))
    return branch


@transaction.atomic
def rename(*, branch: Branch, name: str, layer: WorkLayer | str, by) -> None:
    """Name and layer, which have no dates: months that were submitted keep what they froze."""
    branch.name, branch.layer = name, layer
    branch.save(update_fields=["name", "layer"])
    record("rename_branch", branch.code, by=by, name=name)


@transaction.atomic
def move(*, branch: Branch, parent: Branch, by) -> None:
    """Put a unit with everything below it under another one; who may see it changes at once."""
    units = {unit.pk: unit for unit in Branch.objects.select_for_update().order_by("pk")}
    branch, parent = units[branch.pk], units[parent.pk]
    if branch.parent_id is None:
        raise Refused(_("The company's Party committee is the root and stays there."))
    if parent.path.startswith(branch.path):
        raise Refused(_("%(name)s cannot be put below itself.") % {"name": branch.name})
    if refusal := place_problem(branch.kind, parent):
        raise Refused(refusal)
    before = branch.path
    after = f"{parent.path}{branch.pk}/"
    below = [unit for unit in units.values() if unit.path.startswith(before)]
    for unit in below:
        unit.path = after + unit.path.removeprefix(before)
    branch.parent = parent
    branch.save(update_fields=["parent"])
    Branch.objects.bulk_update(below, ["path"])
    record("move_branch", branch.code, by=by, parent=parent.code, units=len(below))
