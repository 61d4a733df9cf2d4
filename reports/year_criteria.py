"""The criteria of the list for 评先树优, and who meets them. Pure: values in, values out.

The company's document makes the year's result “the main basis” of the commendations (五（三）) and names no bar; so the
bar is data that the Department sets, each part of it one sentence.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Self

from flagship.categories import FlagCategory
from flagship.figures import fixed, signed

CODES = ("quarters", "months", "score", "points", "distinction", "veto", "party", "top")


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A person's year as far as the criteria look at it. `score` is the mean of the quarter scores, `net` the net
    points of the accepted quarters; `category` is that of most months."""

    member_id: int
    category: FlagCategory
    party: bool
    quarters: int
    months: int
    score: Decimal
    net: Decimal
    months_first: int
    titles: int
    vetoed: bool


class Sentence(NamedTuple):
    """One criterion in words."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class YearCriteria:
    """What somebody needs to stand on the list; 0 or None asks for nothing.

    `first_months` belongs to `distinction`: so many months at rank 1 count as much as a title. `top` is the number of
    places in each category; people with equal figures share a place, so there may be more.
    """

    min_quarters: int = 0
    min_months: int = 0
    min_score: Decimal | None = None
    min_points: Decimal | None = None
    distinction: bool = False
    first_months: int = 0
    no_veto: bool = False
    party_only: bool = False
    top: int = 0

    def to_json(self) -> dict[str, Any]:
        """A JSON value; Decimals as strings."""
        numbers = {name: getattr(self, name) for name in ("min_score", "min_points")}
        return asdict(self) | {name: None if value is None else str(value) for name, value in numbers.items()}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The reverse of `to_json`, exactly."""
        numbers = {name: data.get(name) for name in ("min_score", "min_points")}
        return cls(**data | {name: None if text is None else Decimal(text) for name, text in numbers.items()})

    def sentences(self) -> list[Sentence]:
        """Every criterion that asks for something, in the order of `CODES`."""
        return list(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        if n := self.min_quarters:
            yield Sentence("quarters", f"至少参加{n}个季度的考核。", f"At least {n} quarters with an accepted report.")
        if n := self.min_months:
            yield Sentence("months", f"至少参加{n}个月的考核。", f"At least {n} months taken part.")
        if self.min_score is not None:
            text = fixed(self.min_score)
            yield Sentence("score", f"平均季度得分不低于{text}分。", f"A mean quarter score of at least {text}.")
        if self.min_points is not None:
            text = signed(self.min_points)
            yield Sentence("points", f"争星晋级考核净积分不低于{text}分。", f"Net star points of at least {text}.")
        if self.distinction:
            yield self._distinction()
        if self.no_veto:
            yield Sentence("veto", "本年度没有一票否决。", "No veto in the year.")
        if self.party_only:
            yield Sentence("party", "限党员和预备党员。", "Party and probationary members only.")
        if n := self.top:
            yield Sentence(
                "top", f"每个类别取前{n}名，并列的一并列入。", f"The first {n} of each category, ties included."
            )

    def _distinction(self) -> Sentence:
        n = self.first_months
        zh, en = "本年度获得旗手称号", "A flag title in the year"
        return Sentence(
            "distinction",
            f"{zh}，或者至少{n}个月排名第1。" if n else f"{zh}。",
            f"{en}, or at least {n} months at rank 1." if n else f"{en}.",
        )

    def unmet(self, person: YearFigures) -> tuple[str, ...]:
        """The codes of what the person does not meet, the number of places apart."""
        titled = person.titles > 0 or (self.first_months > 0 and person.months_first >= self.first_months)
        points = person.net if person.party else Decimal(0)
        failed = {
            "quarters": person.quarters < self.min_quarters,
            "months": person.months < self.min_months,
            "score": self.min_score is not None and person.score < self.min_score,
            "points": self.min_points is not None and points < self.min_points,
            "distinction": self.distinction and not titled,
            "veto": self.no_veto and person.vetoed,
            "party": self.party_only and not person.party,
        }
        return tuple(code for code in CODES if failed.get(code))


@dataclass(frozen=True, slots=True)
class Judged:
    """A person beside the criteria. `place` is the one in the category; None for whoever is not on the list."""

    person: YearFigures
    place: int | None
    unmet: tuple[str, ...]


def judge(criteria: YearCriteria, people: Iterable[YearFigures]) -> list[Judged]:
    """Everybody: first the list, category by category, best first; then the others with what they do not meet.

    The order is score, then months at rank 1, then net points; who is equal in all three shares the place.
    """
    fit: dict[FlagCategory, list[YearFigures]] = defaultdict(list)
    others = []
    for person in people:
        if unmet := criteria.unmet(person):
            others.append(Judged(person, None, unmet))
        else:
            fit[person.category].append(person)
    listed = []
    for category in FlagCategory:
        for place, person in _placed(fit[category]):
            if criteria.top and place > criteria.top:
                others.append(Judged(person, None, ("top",)))
            else:
                listed.append(Judged(person, place, ()))
    return listed + sorted(others, key=lambda one: (_order(one.person), one.person.member_id))


def _order(person: YearFigures) -> tuple:
    return -person.score, -person.months_first, -person.net


def _placed(people: list[YearFigures]) -> Iterator[tuple[int, YearFigures]]:
    place, before = 0, None
    for number, person in enumerate(sorted(people, key=lambda one: (_order(one), one.member_id)), start=1):
        if _order(person) != before:
            place, before = number, _order(person)
        yield place, person
