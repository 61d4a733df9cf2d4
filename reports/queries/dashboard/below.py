"""Which rows belong to a unit and everything below it, asked in the way that reads the fewest of them."""

from django.db.models import Q

from branches.models import Branch
from flagship.categories import BranchKind


def below(unit: Branch | None, field: str = "branch") -> Q:
    """A condition on the branch that `field` names: none for the company, the branch itself where nothing is below."""
    if unit is None or unit.parent_id is None:
        return Q()
    if unit.kind is BranchKind.BRANCH:
        return Q(**{field: unit})
    return Q(**{f"{field}__in": Branch.objects.filter(path__startswith=unit.path).values("pk")})
