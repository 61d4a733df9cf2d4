"""The life of a row in words, for the timeline."""

from collections.abc import Iterable

from flagship.looks import look_of
from flagship.models import Transition
from flagship.moves import Move


def history_of(row, moves: Iterable[Move]) -> list[dict]:
    """Each step, newest first: what was done, by whom, when and why. Moves of the row's table lend their words."""
    words = {move.name: move.label for move in moves}
    return [
        {
            "title": words.get(step.move, step.move),
            "move": step.move,
            "icon": look_of(step.target).icon,
            "at": step.at,
            "by": step.by,
            "reason": step.reason,
        }
        for step in Transition.objects.of(row).reverse()
    ]
