"""What a user may do today, read from the appointments in one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from branches.reach import Reach
from flagship import clock
from flagship.permissions import GRANTS, Permission, Role, Scope


@dataclass(frozen=True, slots=True)
class Authority:
    """The roles held today, each with the path of the branch it is held in."""

    posts: tuple[tuple[Role, str], ...]

    @classmethod
    def of(cls, user, *, today: dt.date | None = None) -> Self:
        if not user.is_active:
            return cls(())
        in_office = user.appointments.in_office(today or clock.today())
        return cls(tuple(in_office.values_list("role", "branch__path")))

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(role for role, _ in self.posts)

    def reach(self, permission: Permission) -> Reach:
        """All places in which one of the roles grants the permission."""
        return Reach(
            frozenset((path, GRANTS[role][permission]) for role, path in self.posts if permission in GRANTS[role])
        )

    def holds(self, permission: Permission, branch=None) -> bool:
        """Without a branch: in the whole company, that is, in the root and everything below it."""
        reach = self.reach(permission)
        if branch is None:
            return any(scope is Scope.SUBTREE and path.count("/") == 2 for path, scope in reach.places)
        return reach.covers(branch)
