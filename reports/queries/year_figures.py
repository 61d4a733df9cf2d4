"""A whole year's figures per person, for the criteria: everybody at once, in two queries however many there are."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Q, Sum

from flagship.categories import FlagCategory, PoliticalStatus
from flagship.figures import rounded
from reports.models import FlagTitle
from reports.queries.year import lines_of_year, quarters_of
from reports.year_criteria import YearFigures

_PARTY = [status for status in PoliticalStatus if status.is_party]
_SUMS = ("lines", "months", "scores", "bonus", "deduction", "adjustment", "net", "first", "vetoed", "party")


@dataclass(slots=True)
class _Person:
    """What is added up while the categories of a person come by."""

    sums: dict
    quarters: set[int]
    category: FlagCategory
    most: tuple[int, int]  # months in the category, and its last line, where two have as many
    last_line: int


def figures_of_year(year: int) -> tuple[list[YearFigures], dict[int, dict]]:
    """Everybody with accepted quarters in the year, and for each the sums as `reports.queries.year.year_rows` reads."""
    titles = Counter(
        FlagTitle.objects.standing().filter(quarter__in=quarters_of(year)).values_list("member_id", flat=True)
    )
    people: dict[int, _Person] = {}
    for line in _lines(year):
        _add(people, line)
    return [_figures(key, person, titles[key]) for key, person in people.items()], {
        key: {"member_id": key, "quarters": len(person.quarters), "last_line": person.last_line, **person.sums}
        for key, person in people.items()
    }


def _lines(year: int):
    """One row per person and category."""
    counts = {f"q{quarter.number}": Count("pk", filter=Q(quarter=quarter)) for quarter in quarters_of(year)}
    return (
        lines_of_year(year)
        .values("member_id", "category")
        .annotate(
            lines=Count("pk"),
            months=Sum("months_taken"),
            scores=Sum("score"),
            # Not as their columns are named: an aggregate of that name would stand in for the column.
            bonuses=Sum("bonus"),
            deductions=Sum("deduction"),
            adjustments=Sum("adjustment"),
            nets=Sum("net"),
            first=Sum("months_first"),
            vetoes=Count("pk", filter=Q(vetoed=True)),
            party=Count("pk", filter=Q(status__in=_PARTY)),
            last_line=Max("pk"),
            **counts,
        )
        .iterator()
    )


def _add(people: dict[int, _Person], line: dict) -> None:
    found = {
        "lines": line["lines"],
        "months": line["months"],
        "scores": line["scores"],
        "bonus": line["bonuses"],
        "deduction": line["deductions"],
        "adjustment": line["adjustments"],
        "net": line["nets"],
        "first": line["first"],
        "vetoed": line["vetoes"],
        "party": line["party"],
    }
    quarters = {number for number in (1, 2, 3, 4) if line[f"q{number}"]}
    category, most = FlagCategory(line["category"]), (line["months"], line["last_line"])
    person = people.get(line["member_id"])
    if person is None:
        people[line["member_id"]] = _Person(found, quarters, category, most, line["last_line"])
        return
    person.sums = {name: person.sums[name] + found[name] for name in _SUMS}
    person.quarters |= quarters
    person.last_line = max(person.last_line, line["last_line"])
    if most > person.most:
        person.category, person.most = category, most


def _figures(member_id: int, person: _Person, titles: int) -> YearFigures:
    sums = person.sums
    return YearFigures(
        member_id=member_id,
        category=person.category,
        party=bool(sums["party"]),
        quarters=len(person.quarters),
        months=sums["months"],
        score=rounded(Decimal(sums["scores"]) / sums["lines"]),
        net=sums["net"],
        months_first=sums["first"],
        titles=titles,
        vetoed=bool(sums["vetoed"]),
    )
