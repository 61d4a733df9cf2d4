"""Flags about how a month came about: two months typed alike at one go, people excused just before submission."""

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from reports.flags.kinds import FlagKind
from reports.flags.record import BranchRecord, MonthRecord, Raised

AT_ONE_GO = dt.timedelta(minutes=10)
FEWEST_VALUES = 6
ALIKE_PER_CENT = 90


def copied_month(record: BranchRecord) -> Iterator[Raised]:
    """A month was typed within ten minutes of the month before, and nine in ten values are the same."""
    for earlier, later in pairwise(record.months):
        if later.month not in record.quarter.months or not earlier.values or not later.values:
            continue
        shared = earlier.values.keys() & later.values.keys()
        alike = sum(earlier.values[key] == later.values[key] for key in shared)
        apart = _apart(earlier, later)
        if len(shared) < FEWEST_VALUES or 100 * alike < ALIKE_PER_CENT * len(shared) or apart > AT_ONE_GO:
            continue
        minutes = int(apart.total_seconds() // 60)
        yield Raised(
            FlagKind.COPIED_MONTH,
            later.month,
            None,
            "录入雷同",
            "Typed alike",
            f"{later.month.zh}与{earlier.month.zh}的数据录入相隔{minutes}分钟，{len(shared)}个数值中{alike}个相同。",
            f"{later.month} and {earlier.month} were typed {minutes} minutes apart; "
            f"{alike} of {len(shared)} values are the same.",
        )


def changed_n(record: BranchRecord) -> Iterator[Raised]:
    """五（三）: the number of participants changed late and with it the tier, around 9/10 or 30/31."""
    for month in record.recent:
        for change in month.n_changes:
            before, after = month.tiers.row_for(change.before), month.tiers.row_for(change.after)
            if before is None or after is None or before == after:
                continue
            yield Raised(
                FlagKind.CHANGED_N,
                month.month,
                None,
                f"人数{change.before}→{change.after}",
                f"n {change.before} → {change.after}",
                f"{month.month.zh}{change.zh}，参加人数由{change.before}人变为{change.after}人，"
                f"档次由{before.span}人变为{after.span}人。",
                f"{month.month}: {change.en}; n went from {change.before} to {change.after}, "
                f"the tier from {before.span} to {after.span}.",
            )


def _apart(one: MonthRecord, other: MonthRecord) -> dt.timedelta:
    """The time between the two spells of typing; zero when they overlap."""
    gap = max(other.first_entry - one.last_entry, one.first_entry - other.last_entry)
    return max(gap, dt.timedelta(0))
