"""The year per person, for 评先树优: sums and means over the accepted quarters."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, ExpressionWrapper, F, FloatField, Max, Sum

from flagship.categories import FlagCategory
from flagship.figures import rounded
from flagship.periods import Quarter
from reports.documents import YearRow
from reports.models import FlagTitle, QuarterLine

ORDERS = {
    "score": ("-mean", "-first", "-net"),
    "first": ("-first", "-mean"),
    "net": ("-net", "-mean"),
}


def quarters_of(year: int) -> list[Quarter]:
    return [Quarter(year, number) for number in (1, 2, 3, 4)]


def lines_of_year(year: int, category: FlagCategory | None = None):
    """The lines of the accepted reports of the year, of one category when it is given."""
    lines = QuarterLine.objects.accepted().filter(quarter__in=quarters_of(year)).order_by()
    return lines.filter(category=category) if category else lines


def count_people(year: int, category: FlagCategory | None = None) -> int:
    """How many people the list has; cheaper than counting the sums."""
    return lines_of_year(year, category).values("member_id").distinct().count()


def people_of_year(year: int, *, order: str = "score", category: FlagCategory | None = None):
    """One row per person with accepted quarters in the year, sorted; the page asks for as many as it shows."""
    return (
        lines_of_year(year, category)
        .values("member_id")
        .annotate(
            quarters=Count("quarter", distinct=True),
            lines=Count("pk"),
            months=Sum("months_taken"),
            scores=Sum("score"),
            bonus=Sum("bonus"),
            deduction=Sum("deduction"),
            adjustment=Sum("adjustment"),
            net=Sum("net"),
            first=Sum("months_first"),
            last_line=Max("pk"),
        )
        # Only for the order; the mean that is shown is exact.
        .annotate(mean=ExpressionWrapper(F("scores") * 1.0 / F("lines"), output_field=FloatField()))
        .order_by(*ORDERS[order], "member_id")
    )


def year_rows(year: int, people: Iterable[dict]) -> list[YearRow]:
    """The rows of one page: two more queries, for the people with their units and for their titles."""
    people = list(people)
    last = QuarterLine.objects.filter(pk__in=[row["last_line"] for row in people]).select_related(
        "member", "report__branch"
    )
    lines = {line.member_id: line for line in last.defer("report__content")}
    titles = _titles(year, list(lines))
    return [_row(row, lines[row["member_id"]], titles[row["member_id"]]) for row in people]


def _titles(year: int, members: list[int]) -> dict[int, list[FlagTitle]]:
    found: dict[int, list[FlagTitle]] = defaultdict(list)
    titles = FlagTitle.objects.standing().filter(quarter__in=quarters_of(year), member__in=members)
    for title in titles.order_by("quarter", "category"):
        found[title.member_id].append(title)
    return found


def _row(row: dict, line: QuarterLine, titles: list[FlagTitle]) -> YearRow:
    return YearRow(
        member_id=row["member_id"],
        employee_number=line.member.employee_number,
        name=line.member.name,
        branch_name=line.report.branch.name,
        quarters=row["quarters"],
        months_taken=row["months"],
        score=rounded(Decimal(row["scores"]) / row["lines"]),
        bonus=row["bonus"],
        deduction=row["deduction"],
        adjustment=row["adjustment"],
        net=row["net"],
        months_first=row["first"],
        titles=tuple((title.quarter, title.category) for title in titles),
    )
