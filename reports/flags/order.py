"""Flags about who stands where month after month: always first, always last, taking turns."""

from collections.abc import Callable, Iterator

from reports.flags.kinds import FlagKind
from reports.flags.record import BranchRecord, MonthRecord, Place, Raised, names_en, names_zh

FEWEST_IN_A_GROUP = 5
FEWEST_MONTHS = 3
LONGEST_ROUND = 6
FEWEST_MONTHS_IN_TURN = 6


def same_on_top(record: BranchRecord) -> Iterator[Raised]:
    """In every month of the quarter the same person is first; the months before it are counted on."""
    for person, months in _streaks(record, lambda place: place.rank == 1):
        count, since = len(months), months[0].month
        yield Raised(
            FlagKind.SAME_TOP,
            None,
            person.member_id,
            f"连续{count}月第一",
            f"First {count} months running",
            f"{person.name}自{since.zh}起连续{count}个月排名第1名。",
            f"{person.name} has been first in {count} months running, since {since}.",
        )


def same_at_the_bottom(record: BranchRecord) -> Iterator[Raised]:
    """In every month of the quarter the same person is last."""
    for person, months in _streaks(record, lambda place: place.rank_from_bottom == 1 and place.rank != 1):
        count, since = len(months), months[0].month
        yield Raised(
            FlagKind.SAME_BOTTOM,
            None,
            person.member_id,
            f"连续{count}月末位",
            f"Last {count} months running",
            f"{person.name}自{since.zh}起连续{count}个月排名末位。",
            f"{person.name} has been last in {count} months running, since {since}.",
        )


def taking_turns(record: BranchRecord) -> Iterator[Raised]:
    """The first place goes round: the same two to six people in the same order, or everybody exactly once."""
    if not record.recent:
        return
    for key in record.recent[-1].groups:
        winners = _winners(record.months, key)
        length = _round(winners) or _everybody_once(winners, record.recent[-1].groups[key])
        if not length:
            continue
        months = max(FEWEST_MONTHS_IN_TURN, 2 * length) if _round(winners) else length
        names = [winner.name for _month, winner in winners[-months:]]
        since = winners[-months][0]
        yield Raised(
            FlagKind.TAKING_TURNS,
            None,
            None,
            "轮流第一",
            "Taking turns",
            f"自{since.zh}起{months}个月的第1名依次为{names_zh(names, 12)}。",
            f"Since {since} the first of each of {months} months were, in turn: {names_en(names, 12)}.",
        )


def _streaks(record: BranchRecord, holds: Callable[[Place], bool]) -> Iterator[tuple[Place, list[MonthRecord]]]:
    """The people of whom something holds in every month of the quarter, with all the months it has held for."""
    if len(record.recent) < FEWEST_MONTHS:
        return
    for group in record.recent[-1].groups.values():
        for person in group:
            months = []
            for month in reversed(record.months):
                if not _held(month, person.member_id, holds):
                    break
                months.insert(0, month)
            if len(months) >= len(record.recent):
                yield person, months


def _held(month: MonthRecord, member_id: int, holds: Callable[[Place], bool]) -> bool:
    return any(
        place.member_id == member_id and holds(place)
        for group in month.groups.values()
        if len(group) >= FEWEST_IN_A_GROUP
        for place in group
    )


def _winners(months, key) -> list[tuple]:
    """The sole first of a group by month, back to the last month without one."""
    found = []
    for record in reversed(months):
        first = [place for place in record.groups.get(key, []) if place.rank == 1]
        if len(first) != 1:
            break
        found.insert(0, (record.month, first[0]))
    return found


def _round(winners: list[tuple]) -> int:
    """The length of the round in which the winners alternate, twice at least; 0 when they do not."""
    people = [winner.member_id for _month, winner in winners]
    for length in range(2, LONGEST_ROUND + 1):
        span = max(FEWEST_MONTHS_IN_TURN, 2 * length)
        last = people[-span:]
        if len(last) == span and len(set(last[:length])) == length and last[length:] == last[:-length]:
            return length
    return 0


def _everybody_once(winners: list[tuple], group: list[Place]) -> int:
    """The size of the group when each of its people was first exactly once in as many months; else 0."""
    size = len(group)
    people = {winner.member_id for _month, winner in winners[-size:]}
    return size if size >= FEWEST_IN_A_GROUP and people == {place.member_id for place in group} else 0
