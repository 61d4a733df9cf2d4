"""A whole year's figures per person, for the criteria: everybody at once, in two queries however many there are."""

from collections import Counter
from decimal import Decimal

from django.db.models import Case, Count, IntegerField, Max, Q, Sum, When

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.figures import rounded
from reports.models import FlagTitle
from reports.queries.year import lines_of_year, quarters_of
from reports.year_criteria import YearFigures

_PARTY = [status for status in PoliticalStatus if status.is_party]


def figures_of_year(year: int) -> list[YearFigures]:
    """Everybody with accepted quarters in the year."""
    titles = Counter(
        FlagTitle.objects.standing().filter(quarter__in=quarters_of(year)).values_list("member_id", flat=True)
    )
    people: dict[int, tuple] = {}
    most: dict[int, tuple[int, int]] = {}  # months and last line of the category that names the person
    for member_id, *line in _lines(year):
        months_and_last = line[1], line[2]
        if member_id not in people:
            people[member_id], most[member_id] = tuple(line), months_and_last
            continue
        named = months_and_last > most[member_id]
        people[member_id] = _added(people[member_id], line, named_by_other=named)
        most[member_id] = max(most[member_id], months_and_last)
    return [_figures(member_id, line, titles[member_id]) for member_id, line in people.items()]


def _lines(year: int):
    """One row per person and category. In it every quarter occurs once, so the sum of the bits says which there are."""
    bits = Case(
        *(When(quarter=quarter, then=1 << quarter.number) for quarter in quarters_of(year)),
        output_field=IntegerField(),
    )
    return (
        lines_of_year(year)
        .values("member_id", "category")
        .annotate(
            months=Sum("months_taken"),
            last=Max("pk"),
            bits=Sum(bits),
            lines=Count("pk"),
            scores=Sum("score"),
            nets=Sum("net"),
            first=Sum("months_first"),
            vetoes=Count("pk", filter=Q(vetoed=True)),
            party=Count("pk", filter=Q(status__in=_PARTY)),
        )
        .values_list(
            "member_id", "category", "months", "last", "bits", "lines", "scores", "nets", "first", "vetoes", "party"
        )
    )


def _added(one: tuple, other: list, *, named_by_other: bool) -> tuple:
    """Two categories of a person as one: the one of most months gives its name, of as many the later one."""
    category = other[0] if named_by_other else one[0]
    sums = (a + b for a, b in zip(one[4:], other[4:], strict=True))
    return category, one[1] + other[1], max(one[2], other[2]), one[3] | other[3], *sums


def _figures(member_id: int, line: tuple, titles: int) -> YearFigures:
    category, months, _last, bits, lines, scores, nets, first, vetoes, party = line
    return YearFigures(
        member_id=member_id,
        category=FlagCategory(category),
        party=party > 0,
        quarters=bits.bit_count(),
        months=months,
        score=rounded(Decimal(scores) / lines),
        net=nets,
        months_first=first,
        titles=titles,
        vetoed=vetoes > 0,
    )
