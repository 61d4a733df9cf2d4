"""Integrity flags: what the Department is asked to look at, explained and never decided by itself. No Django."""

from reports.flags.entry import changed_n, copied_month
from reports.flags.kinds import FlagKind
from reports.flags.marks import (
    everyone_tied,
    far_from_history,
    many_tied,
    qualitative_decides,
    too_many_full_marks,
)
from reports.flags.order import same_at_the_bottom, same_on_top, taking_turns
from reports.flags.record import BranchRecord, MonthRecord, NChange, Place, Raised

FLAGS = (
    everyone_tied,
    many_tied,
    too_many_full_marks,
    same_on_top,
    same_at_the_bottom,
    taking_turns,
    copied_month,
    far_from_history,
    qualitative_decides,
    changed_n,
)


def flags_of(record: BranchRecord) -> list[Raised]:
    """Every flag of a branch's quarter; those of one kind, month and person are said once."""
    found: dict[tuple, Raised] = {}
    for flag in FLAGS:
        for raised in flag(record):
            found.setdefault((raised.kind, raised.month, raised.member_id), raised)
    return list(found.values())


__all__ = ["FLAGS", "BranchRecord", "FlagKind", "MonthRecord", "NChange", "Place", "Raised", "flags_of"]
