"""Flags about the marks of a month: ties, full marks, judgement before figures, a month unlike the others."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from statistics import pstdev

from flagship.figures import fixed
from reports.flags.kinds import FlagKind
from reports.flags.record import BranchRecord, MonthRecord, Place, Raised, names_en, names_zh

FULL = Decimal(100)
FEWEST_RANKED = 3
FEWEST_FULL = 3
FULL_SHARE = Decimal("0.3")
FEWEST_MONTHS_BEFORE = 3
FAR_MARKS = Decimal(8)
FAR_DEVIATIONS = 3


def everyone_tied(record: BranchRecord) -> Iterator[Raised]:
    """At least three were ranked and all have the same total."""
    for month, group in _groups(record):
        if _all_tied(group):
            n, total = len(group), fixed(group[0].total)
            yield Raised(
                FlagKind.ALL_TIED,
                month.month,
                None,
                f"{n}人全部同分",
                f"All {n} tied",
                f"{month.month.zh}参加排名的{n}人得分全部为{total}分。",
                f"{month.month}: all {n} who were ranked have {total} marks.",
            )


def many_tied(record: BranchRecord) -> Iterator[Raised]:
    """Ties let more people win or lose than the tier has places."""
    for month, group in _groups(record):
        tier = month.tier(group)
        if tier is None or _all_tied(group):
            continue
        winners = [one for one in group if one.rank <= len(tier.bonus)]
        losers = [one for one in group if one.rank_from_bottom <= len(tier.deduction) and one.points < 0]
        over = (
            (winners, len(tier.bonus), "加分", "a bonus"),
            (losers, len(tier.deduction), "扣分", "a deduction"),
        )
        for people, places, zh, en in over:
            if len(people) > places:
                tied = _most_tied(people)
                names = [one.name for one in tied]
                yield Raised(
                    FlagKind.MANY_TIED,
                    month.month,
                    None,
                    f"同分{len(tied)}人",
                    f"{len(tied)} tied",
                    f"{month.month.zh}{zh}名额{places}个，因同分实际{len(people)}人{zh}；"
                    f"{names_zh(names)}同为{fixed(tied[0].total)}分。",
                    f"{month.month}: the tier has {places} places for {en}, ties give it to {len(people)}; "
                    f"{names_en(names)} have {fixed(tied[0].total)} marks each.",
                )


def too_many_full_marks(record: BranchRecord) -> Iterator[Raised]:
    """At least three people, and three in ten of the ranked, have 100 marks or more."""
    for month in record.recent:
        ranked = [place for place in month.places if place.rank is not None]
        full = [place for place in ranked if place.total >= FULL]
        if len(full) >= FEWEST_FULL and len(full) >= FULL_SHARE * len(ranked):
            names = [place.name for place in full]
            yield Raised(
                FlagKind.FULL_MARKS,
                month.month,
                None,
                f"满分{len(full)}人",
                f"{len(full)} full marks",
                f"{month.month.zh}参加排名{len(ranked)}人，其中{len(full)}人得满分及以上：{names_zh(names)}。",
                f"{month.month}: {len(full)} of {len(ranked)} ranked have full marks: {names_en(names)}.",
            )


def qualitative_decides(record: BranchRecord) -> Iterator[Raised]:
    """三（二）定量为主: the first by total would stand outside the bonus places by quantitative share."""
    for month, group in _groups(record):
        tier = month.tier(group)
        if tier is None:
            continue
        for first in (one for one in group if one.rank == 1):
            place = 1 + sum(other.quantitative > first.quantitative for other in group)
            if place > len(tier.bonus):
                share = fixed(first.quantitative)
                yield Raised(
                    FlagKind.QUALITATIVE,
                    month.month,
                    first.member_id,
                    "定性决定名次",
                    "Judgement decides",
                    f"{month.month.zh}{first.name}总分第1名；只看定量得分率（{share}）为第{place}名，"
                    f"不在前{len(tier.bonus)}名之内。",
                    f"{month.month}: {first.name} is first by total; by the quantitative share alone ({share}) "
                    f"the place is {place}, outside the first {len(tier.bonus)}.",
                )


def far_from_history(record: BranchRecord) -> Iterator[Raised]:
    """The month's mean departs from the branch's own by 8 marks and by three standard deviations of its months."""
    for month in record.recent:
        earlier = [mean for before in record.before(month.month) if (mean := _mean(before)) is not None]
        mean = _mean(month)
        if mean is None or len(earlier) < FEWEST_MONTHS_BEFORE:
            continue
        usual = sum(earlier) / len(earlier)
        away = mean - usual
        if abs(away) >= FAR_MARKS and abs(away) > FAR_DEVIATIONS * pstdev(earlier):
            by, by_zh, by_en = abs(away), *(("高出", "above") if away > 0 else ("低于", "below"))
            yield Raised(
                FlagKind.FAR_FROM_HISTORY,
                month.month,
                None,
                f"均分{by_zh}以往{fixed(by, 1)}分",
                f"Mean {fixed(by, 1)} {by_en} the usual",
                f"{month.month.zh}平均{fixed(mean)}分，{by_zh}此前{len(earlier)}个月的平均（{fixed(usual)}分）{fixed(by)}分。",
                f"{month.month}: the mean is {fixed(mean)}, {fixed(by)} {by_en} that of the "
                f"{len(earlier)} months before ({fixed(usual)}).",
            )


def _groups(record: BranchRecord) -> Iterator[tuple[MonthRecord, list[Place]]]:
    for month in record.recent:
        for group in month.groups.values():
            if len(group) >= FEWEST_RANKED:
                yield month, group


def _all_tied(group: list[Place]) -> bool:
    return len({place.total for place in group}) == 1


def _most_tied(people: list[Place]) -> list[Place]:
    rank, _count = Counter(one.rank for one in people).most_common(1)[0]
    return [one for one in people if one.rank == rank]


def _mean(month: MonthRecord) -> Decimal | None:
    totals = [place.total for place in month.places if place.rank is not None]
    return sum(totals) / len(totals) if totals else None
