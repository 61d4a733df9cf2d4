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


def people_of_year(year: int, *, order: str = "score", category: FlagCategory | None = None):
    """One row per person with accepted quarters in the year, sorted; the page asks for as many as it shows."""
    lines = QuarterLine.objects.accepted().filter(quarter__in=quarters_of(year))
    if category:
        lines = lines.filter(category=category)
    return (
        lines.order_by()
        .values("member_id", "member__name", "member__employee_number")
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
        .order_by(*ORDERS[order], "member__employee_number")
    )


def year_rows(year: int, people: Iterable[dict]) -> list[YearRow]:
    """The rows of one page: two more queries, for units and titles."""
    people = list(people)
    units = dict(
        QuarterLine.objects.filter(pk__in=[row["last_line"] for row in people]).values_list(
            "member_id", "report__branch__name"
        )
    )
    titles = _titles(year, [row["member_id"] for row in people])
    return [_row(row, units.get(row["member_id"], ""), titles[row["member_id"]]) for row in people]


def _titles(year: int, members: list[int]) -> dict[int, list[FlagTitle]]:
    found: dict[int, list[FlagTitle]] = defaultdict(list)
    titles = FlagTitle.objects.standing().filter(quarter__in=quarters_of(year), member__in=members)
    for title in titles.order_by("quarter", "category"):
        found[title.member_id].append(title)
    return found


def _row(row: dict, unit: str, titles: list[FlagTitle]) -> YearRow:
    return YearRow(
        member_id=row["member_id"],
        employee_number=row["member__employee_number"],
        name=row["member__name"],
        branch_name=unit,
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
