"""My points: a member's balance, star, months, and the ledger behind them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flagship import clock
from flagship.categories import Account
from flagship.models import StarScheme
from flagship.periods import Month, day_of
from members.models import Member
from scoring.documents import Words
from scoring.models import PointsEntry, StarRating
from scoring.rules import Reason, StarPosition, StarRules, star_balance, star_position
from scoring.star_words import why_this_star
from scoring.states import EntryKind

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of the ledger with its explanation. `standing_id` leads to “why”; a reversal names what it reverses.

    `revision` as `reversed_revision` says.
    """

    entry_id: int
    account: Account
    month: Month
    amount: Decimal
    kind: EntryKind
    explanation: Words
    clause: str
    document_number: str
    posted_at: dt.datetime
    posted_by: str
    branch_name: str
    standing_id: int | None
    reverses_id: int | None
    reversed: bool
    branch_code: str
    revision: int | None


@dataclass(frozen=True, slots=True)
class MonthBar:
    """The points of one assessed month: what stands after all reversals. `bonus` ≥ 0, `deduction` ≤ 0."""

    month: Month
    bonus: Decimal
    deduction: Decimal
    adjustment: Decimal

    @property
    def total(self) -> Decimal:
        return self.bonus + self.deduction + self.adjustment


@dataclass(frozen=True, slots=True)
class RatingLine:
    """星级: what one confirmed star run said of a person. `star` is None for somebody exempted without a star yet."""

    window: Words
    on: dt.date
    balance: Decimal
    before: int | None
    star: int | None
    why: Words


@dataclass(frozen=True, slots=True)
class AccountPoints:
    """One account of a year by itself: the sum, the months, the entries."""

    account: Account
    year: int
    points: Decimal
    months: tuple[MonthBar, ...]
    entries: tuple[EntryLine, ...]

    def of_months(self, months: Iterable[Month]) -> Decimal:
        """The points of these assessed months."""
        wanted = set(months)
        return sum((bar.total for bar in self.months if bar.month in wanted), ZERO)


@dataclass(frozen=True, slots=True)
class PointsDocument:
    """A member's points of one year.

    `points` is the sum of the year's star entries. `balance` is what the star scheme makes of the ledger (base and
    window included) and `position` the star, both None without a scheme; `example` says that the scheme is not the
    company's own yet. `months` are those of the star account; `staff_points` and `staff_months` those of the account
    of non-Party employees. `entries` are of both. `ratings` are the confirmed stars of all years, the newest first;
    `until` is the month whose end the balance is told for.
    """

    name: str
    employee_number: str
    year: int
    points: Decimal
    staff_points: Decimal
    balance: Decimal | None
    position: StarPosition | None
    rules: StarRules | None
    example: bool
    months: tuple[MonthBar, ...]
    staff_months: tuple[MonthBar, ...]
    entries: tuple[EntryLine, ...]
    ratings: tuple[RatingLine, ...]
    until: Month

    @property
    def rating(self) -> RatingLine | None:
        """The confirmed star at present."""
        return next((line for line in self.ratings if line.star is not None), None)

    def of(self, account: Account) -> AccountPoints:
        """One of the two accounts; their points are never added up."""
        entries = tuple(line for line in self.entries if line.account is account)
        if account is Account.STAR:
            return AccountPoints(account, self.year, self.points, self.months, entries)
        return AccountPoints(account, self.year, self.staff_points, self.staff_months, entries)

    @property
    def star(self) -> int | None:
        return self.position.star if self.position else None

    @property
    def next_star(self) -> int | None:
        """The star above the present one; None at the top or without a scheme."""
        return self.position.star + 1 if self.position and self.position.next_at is not None else None

    @property
    def points_to_next(self) -> Decimal | None:
        return self.position.to_next if self.position else None


def my_points(member: Member, year: int, *, now: dt.datetime | None = None) -> PointsDocument:
    """The points document of a member and year; three queries."""
    until = _as_of(year, now or clock.now())
    lines = entry_lines(PointsEntry.objects.filter(member=member))
    of_year = [line for line in lines if line.month.year == year]
    star = [line for line in lines if line.account is Account.STAR]
    scheme = StarScheme.objects.filter(programme__year=year).first()
    rules = star_rules(scheme) if scheme else None
    balance = star_balance(rules, [(line.month, line.amount) for line in star], until) if rules else None
    mine, staff = ([line for line in of_year if line.account is account] for account in (Account.STAR, Account.STAFF))
    months = [Month(year, number) for number in range(1, 13)]
    return PointsDocument(
        name=member.name,
        employee_number=member.employee_number,
        year=year,
        points=_sum(mine),
        staff_points=_sum(staff),
        balance=balance,
        position=star_position(rules, balance) if rules else None,
        rules=rules,
        example=bool(scheme and scheme.is_example),
        months=month_bars(mine, months),
        staff_months=month_bars(staff, months),
        entries=tuple(of_year),
        ratings=ratings_of(member),
        until=until,
    )


def ratings_of(member: Member) -> tuple[RatingLine, ...]:
    """Every confirmed star of a person, the newest first; one query."""
    return tuple(
        RatingLine(
            window=Words(row.run.window.zh, row.run.window.en),
            on=row.on,
            balance=row.balance,
            before=row.before,
            star=row.star,
            why=why_this_star(row.run.star_rules, row),
        )
        for row in StarRating.objects.filter(member=member).select_related("run").order_by("-pk")
    )


def star_rules(scheme: StarScheme) -> StarRules:
    """The scheme's row as the pure value that the rules compute with."""
    return StarRules(
        base=scheme.base,
        bands=tuple(Decimal(band) for band in scheme.bands),
        window=scheme.window,
        carry_over=scheme.carry_over,
        cap=scheme.cap,
    )


WITH_REVERSALS = ("standing__revision", "reversal", "reverses__standing__revision")
"""What an explanation reads of other rows, without the frozen inputs of months (`FROZEN`)."""
FROZEN = tuple(
    f"{path}__revision__{column}"
    for path in ("standing", "reverses__standing")
    for column in ("inputs", "policy", "tiers", "staff_tiers")
)


def entry_lines(entries) -> list[EntryLine]:
    """Ledger entries as they are read, the newest month first; one query."""
    rows = entries.select_related("posted_by", "branch", *WITH_REVERSALS).order_by("-month", "-posted_at", "-pk")
    rows = rows.defer(*FROZEN)
    return [
        EntryLine(
            entry_id=row.pk,
            account=row.account,
            month=row.month,
            amount=row.amount,
            kind=row.kind,
            explanation=explanation(row),
            clause=row.clause,
            document_number=row.document_number,
            posted_at=row.posted_at,
            posted_by=str(row.posted_by),
            branch_name=row.branch.name,
            standing_id=row.standing_id,
            reverses_id=row.reverses_id,
            reversed=hasattr(row, "reversal"),
            branch_code=row.branch.code,
            revision=reversed_revision(row),
        )
        for row in rows
    ]


def explanation(entry: PointsEntry) -> Words:
    """Why there is this entry, in one sentence, and why it was reversed, if it was."""
    if entry.kind is EntryKind.REVERSAL:
        return Words(f"冲销：{entry.reason}", f"Reversed: {entry.reason}")
    if entry.standing_id:
        reason = Reason.from_json(entry.standing.reason)
        said = Words(reason.zh, reason.en)
    else:
        said = Words(
            f"调整：{entry.reason}（{entry.document_number}）", f"Adjusted: {entry.reason} ({entry.document_number})"
        )
    reversal = getattr(entry, "reversal", None)
    if reversal is None:
        return said
    day = day_of(reversal.posted_at)
    return Words(
        f"{said.zh.rstrip('。')}。已于{day}冲销：{reversal.reason}",
        f"{said.en.rstrip('.')}. Reversed on {day}: {reversal.reason}",
    )


def reversed_revision(entry: PointsEntry) -> int | None:
    """The submission whose reopening reversed the entry or is what the entry reverses; None for other entries.

    0 where the reopening reversed an adjustment, which belongs to no submission.
    """
    original = entry.reverses if entry.reverses_id else entry if getattr(entry, "reversal", None) else None
    if original is None:
        return None
    return original.standing.revision.number if original.standing_id else 0


def month_bars(lines: Iterable[EntryLine], months: Sequence[Month]) -> tuple[MonthBar, ...]:
    """One bar a month. A reversed entry and its reversal have cancelled out and are left out."""
    standing = [line for line in lines if not line.reversed and line.kind is not EntryKind.REVERSAL]
    return tuple(
        MonthBar(
            month=month,
            bonus=_sum(line for line in standing if line.month == month and line.kind is EntryKind.BONUS),
            deduction=_sum(line for line in standing if line.month == month and line.kind is EntryKind.DEDUCTION),
            adjustment=_sum(line for line in standing if line.month == month and line.kind is EntryKind.ADJUSTMENT),
        )
        for month in months
    )


def _sum(lines: Iterable[EntryLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _as_of(year: int, now: dt.datetime) -> Month:
    """The month whose end the balance is told for: December, or this year the last month that is over."""
    last_over = Month.of(now) - 1
    return max(Month(year, 1), min(Month(year, 12), last_over))
