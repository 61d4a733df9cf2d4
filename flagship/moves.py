"""State machines as tables of moves.

A `Move` says in one place from where to where, who may, under which conditions and whether a reason is needed. The
buttons of a page are drawn from the same table that refuses (`offered`), and `flagship.actions.move.perform` is the
only thing that changes a state.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import models

from flagship.categories import Term
from flagship.permissions import Permission

Condition = Callable[..., str | None]


class Refused(Exception):
    """A move that cannot be made now. The message is a sentence for the person who asked."""


class AlreadyDone(Refused):
    """Somebody else, or an earlier click, has moved the row meanwhile (已被他人处理)."""


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to another.

    `label` is a lazy translated string for the button. Each condition is called as `condition(row, by=…, now=…)` and
    returns a sentence when it refuses. `permission` is None for a move of one's own row: then a condition checks the
    person. `main` draws the page's one red button, `danger` asks twice.
    """

    name: str
    label: str
    sources: frozenset[Term]
    target: Term
    permission: Permission | None
    needs_reason: bool = False
    conditions: tuple[Condition, ...] = field(default=())
    main: bool = False
    danger: bool = False


def branch_of(row: models.Model):
    """The branch a permission on this row is asked in: its own, or None for a row of the whole company."""
    return getattr(row, "branch", None)


def offered(moves: Iterable[Move], row: models.Model, by) -> list[Move]:
    """The moves this user may try on this row now; conditions are told when tried."""
    return [move for move in moves if row.state in move.sources and may(move, row, by)]


def may(move: Move, row: models.Model, by) -> bool:
    """Whether the user holds the move's permission in the row's branch."""
    return move.permission is None or by.has_perm(move.permission, branch_of(row))
