"""How far a permission reaches: a set of places in the tree of branches, as one value."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from flagship.permissions import Scope

if TYPE_CHECKING:
    from branches.models import Branch

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one user holds one permission today: pairs of a branch's path and a scope."""

    places: frozenset[tuple[str, Scope]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.places)

    def covers(self, branch: "Branch") -> bool:
        return any(_within(branch.path, path, scope) for path, scope in self.places)

    def q(self, field: str = "") -> Q:
        """A filter on the branch that `field` names (`branch`, `sheet__branch`; empty for Branch itself)."""
        column = f"{field}__path" if field else "path"
        condition = NOTHING
        for path, scope in sorted(self.places):
            if scope is Scope.OWN:
                condition |= Q(**{column: path})
            elif scope is Scope.SUBTREE:
                condition |= Q(**{f"{column}__startswith": path})
            else:
                condition |= Q(**{f"{column}__startswith": path}) & ~Q(**{column: path})
        return condition


def _within(path: str, place: str, scope: Scope) -> bool:
    if scope is Scope.OWN:
        return path == place
    return path.startswith(place) and (scope is Scope.SUBTREE or path != place)
