"""Looking for people, units, titles, months and quarters, from what the user may see. A constant number of queries."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from branches.models import Branch
from flagship import clock
from flagship.categories import FlagCategory
from flagship.periods import Month, Quarter
from flagship.permissions import Permission
from members.models import BranchMembership, Member
from members.queries.people import with_today
from reports.models import FlagTitle, QuarterReport
from scoring.models import MonthSheet

LONGEST = 80
MOST_WORDS = 6

_MONTH = re.compile(r"(?:(\d{4})\s*[年\-./])?\s*(\d{1,2})\s*月|(\d{4})[-./](\d{1,2})(?!\d)")
_QUARTER = re.compile(r"(?:(\d{4})\s*年?\s*)?(?:第?([一二三四1-4])季度|[Qq]([1-4]))")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年度?)?(?!\d)")
_NUMBERS = dict(zip("一二三四", range(1, 5), strict=True))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: words that must all be found, and a month, quarter or year named among them."""

    words: tuple[str, ...]
    month: Month | None = None
    quarter: Quarter | None = None
    year: int | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.words or self.month or self.quarter or self.year)

    @property
    def about_people(self) -> bool:
        """A month or quarter asks for papers, not for people and units."""
        return bool(self.words) and not (self.month or self.quarter)


def asked_for(text: str) -> Asked:
    """`2026年9月 市场` is September 2026 and a word; a month or quarter without a year is the last that has begun."""
    text = text[:LONGEST]
    month, text = _taken(_MONTH, text, _month)
    quarter, text = _taken(_QUARTER, text, _quarter)
    year = None
    if not (month or quarter):
        year, text = _taken(_YEAR, text, lambda found: int(found[1]))
    return Asked(tuple(dict.fromkeys(text.split()))[:MOST_WORDS], month, quarter, year)


def _taken(pattern: re.Pattern, text: str, read: Callable):
    """What the first match says, and the text without it; the whole text when it says nothing."""
    found = pattern.search(text)
    value = read(found) if found else None
    return (value, f"{text[: found.start()]} {text[found.end() :]}") if value else (None, text)


def _month(found: re.Match) -> Month | None:
    year, number = found[1] or found[3], int(found[2] or found[4])
    if not 1 <= number <= 12:
        return None
    now = Month.of(clock.today())
    here = Month(int(year) if year else now.year, number)
    return here if year or here <= now else here - 12


def _quarter(found: re.Match) -> Quarter:
    number = _NUMBERS.get(found[2]) or int(found[2] or found[3])
    now = Quarter.of(clock.today())
    here = Quarter(int(found[1]) if found[1] else now.year, number)
    return here if found[1] or here <= now else here - 4


def _every_word(words: tuple[str, ...], holds: Callable[[str], Q]) -> Q:
    return reduce(and_, (holds(word) for word in words), Q())


def people(user, asked: Asked) -> QuerySet[Member]:
    """Those whose name, number, post or branch of today holds every word; with the branch of today."""
    if not asked.about_people:
        return Member.objects.none()
    today = clock.today()

    def holds(word: str) -> Q:
        here = BranchMembership.objects.on(today).filter(branch__name__icontains=word).values("member")
        own = Q(name__icontains=word) | Q(employee_number__icontains=word) | Q(post__icontains=word)
        return own | Q(pk__in=here)

    found = Member.objects.filter(pk__in=Member.objects.open_to(user, Permission.VIEW_ROSTER).order_by().values("pk"))
    return with_today(found.filter(_every_word(asked.words, holds)), day=today).order_by("employee_number")


def units(user, asked: Asked) -> QuerySet[Branch]:
    """Those whose name, code or unit above holds every word."""
    if not asked.about_people:
        return Branch.objects.none()

    def holds(word: str) -> Q:
        return (
            Q(name__icontains=word)
            | Q(code__icontains=word)
            | Q(parent__parent__isnull=False, parent__name__icontains=word)
        )

    found = Branch.objects.open_to(user, Permission.VIEW_ROSTER)
    return found.filter(_every_word(asked.words, holds)).select_related("parent").order_by("path")


def titles(asked: Asked) -> QuerySet[FlagTitle]:
    """The titles in force, which the company has made known: by name, branch, serial, category and quarter."""
    if not asked.says_something:
        return FlagTitle.objects.none()
    found = FlagTitle.objects.standing().filter(_every_word(asked.words, _of_a_title))
    if asked.month or asked.quarter:
        found = found.filter(quarter=asked.quarter or asked.month.quarter)
    elif asked.year:
        found = found.filter(quarter__in=[Quarter(asked.year, number) for number in range(1, 5)])
    return found.in_order()


def _of_a_title(word: str) -> Q:
    named = [category for category in FlagCategory if word.lower() in f"{category.title_zh} {category.en}".lower()]
    own = Q(name__icontains=word) | Q(branch_name__icontains=word) | Q(serial__icontains=word)
    return own | Q(category__in=named)


def months(user, asked: Asked) -> QuerySet[MonthSheet]:
    """The month sheets of a month or year that was named, of branches that hold every other word."""
    if not (asked.month or asked.year):
        return MonthSheet.objects.none()
    found = MonthSheet.objects.open_to(user, Permission.VIEW_SHEET).filter(_of_a_branch(asked.words))
    if asked.month:
        found = found.filter(month=asked.month)
    else:
        found = found.filter(month__gte=Month(asked.year, 1), month__lte=Month(asked.year, 12))
    return found.select_related("branch").order_by("-month", "branch__path")


def quarter_reports(user, asked: Asked) -> QuerySet[QuarterReport]:
    """The reports on a quarter or year that was named, of branches that hold every other word."""
    if not (asked.quarter or asked.year):
        return QuarterReport.objects.none()
    found = QuarterReport.objects.open_to(user, Permission.VIEW_REPORT).filter(_of_a_branch(asked.words))
    quarters = [asked.quarter] if asked.quarter else [Quarter(asked.year, number) for number in range(1, 5)]
    return (
        found.filter(quarter__in=quarters)
        .select_related("branch")
        .defer("content")
        .order_by("-quarter", "branch__path")
    )


def _of_a_branch(words: tuple[str, ...]) -> Q:
    return _every_word(words, lambda word: Q(branch__name__icontains=word) | Q(branch__code__icontains=word))
