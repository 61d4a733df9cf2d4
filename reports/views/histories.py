"""The life of a row, in words, for the timeline."""

from flagship.looks import look_of
from flagship.models import Transition
from flagship.moves import Move
from reports.moves import MONTH_CHANGED, REPORT_RETURNED


def history_of(row, moves: tuple[Move, ...]) -> list[dict]:
    """Each step newest first: what was done, by whom, when and why."""
    words = {move.name: move.label for move in (*moves, MONTH_CHANGED, REPORT_RETURNED)}
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
