"""Charts on paper: drawn as vectors, from the figures of the very row they stand in."""

import re
from decimal import Decimal

import pytest
from weasyprint import HTML

from flagship.categories import Account
from flagship.figures import fixed, signed
from reports.builders import report_document, rollup_document
from reports.models import QuarterReport
from reports.papers.month import month_paper
from reports.papers.paper import printed
from reports.papers.quarter import quarter_paper
from reports.papers.rollup import rollup_paper
from reports.papers.statement import most_of, statement_paper
from reports.spreads import Spread, bands, scale, spreads
from reports.templatetags.paper_charts import bar, signed_bar, span
from scoring.queries.points import my_points
from tests.reports.measured import closed_up, pictures_in, reader, text_of
from tests.reports.rows import Q1
from tests.reports.test_hostile_text import HEAD, ORIGIN
from tests.reports.views.test_exports import points  # noqa: F401 (fixture)

pytestmark = pytest.mark.django_db

D = Decimal


# --- figures ------------------------------------------------------------------------------------------------------


def test_bands_count_everybody_once_at_the_edges_too():
    found = bands([D("100.00"), D("95.00"), D("94.99"), D("90.00"), D("60.00"), D("59.99"), D("0.00")])

    assert [(band.label, band.count) for band in found if band.count] == [
        ("95.00及以上", 2),
        ("90.00—94.99", 2),
        ("60.00—64.99", 1),
        ("不足60.00", 2),
    ]
    assert len(found) == 9  # the empty ones between stand there, too


def test_empty_bands_above_and_below_are_left_out():
    assert [band.label for band in bands([D("82.00"), D("91.50")])] == ["90.00—94.99", "85.00—89.99", "80.00—84.99"]
    assert bands([]) == []


def test_a_spread_is_the_lowest_the_mean_and_the_highest():
    found = spreads([("甲", D("80.00")), ("乙", D("70.00")), ("甲", D("90.01"))])

    assert found == [
        Spread("甲", 2, D("80.00"), D("85.01"), D("90.01")),  # 85.005 is rounded away from zero
        Spread("乙", 1, D("70.00"), D("70.00"), D("70.00")),
    ]
    assert scale(found) == (70, 100)
    assert scale([]) == (0, 100)


# --- drawing ------------------------------------------------------------------------------------------------------


def places(drawn: str) -> list[tuple[str, str]]:
    return re.findall(r"(left|width): ([0-9.]+)%", drawn)


def test_a_bar_is_as_long_as_its_figure():
    assert places(bar(3, 4)) == [("width", "75.00")]
    assert places(bar(0, 0)) == [("width", "0")]


def test_points_lost_stand_left_of_the_middle_and_points_gained_right_of_it():
    assert places(signed_bar(D("3"), 5)) == [("left", "50"), ("width", "30.00")]
    assert places(signed_bar(D("-2"), 5)) == [("left", "30.00"), ("width", "20.00")]


def test_a_line_runs_from_the_lowest_to_the_highest_with_the_mean_on_it():
    drawn = span(Spread("甲", 2, D("80.00"), D("85.00"), D("90.00")), D(70), D(100))
    assert places(drawn) == [("left", "33.33"), ("width", "33.34"), ("left", "50.00")]


# --- paper --------------------------------------------------------------------------------------------------------


def unsaid(made: bytes, lines: list[str]) -> list[str]:
    """The lines the paper does not say; and it has drawn something, but no picture."""
    drawn = b"".join(page.get_contents().get_data() for page in reader(made).pages)
    assert re.search(rb"\bre\b", drawn)  # rectangles
    assert pictures_in(made) == 0
    text = closed_up(text_of(made))
    return [line for line in lines if line not in text]


def told(of: list[tuple[str, Decimal]]) -> list[str]:
    assert of
    return [f"{one.label}{one.count}{fixed(one.low)}{fixed(one.mean)}{fixed(one.high)}" for one in spreads(of)]


def test_the_months_chart_counts_everybody_who_is_ranked(month):
    made = printed(month_paper(month.settled, HEAD), HEAD, ORIGIN)
    totals = [row.total for row in month.settled.rows if row.rank is not None]

    assert sum(band.count for band in bands(totals)) == len(totals) == 36
    assert unsaid(made, [f"{band.label}{band.count}" for band in bands(totals)]) == []


def test_the_quarters_chart_says_every_category(filed, programme):
    document = report_document(QuarterReport.objects.get())
    scores = [(group.category.zh, person.score) for group in document.content.groups for person in group.people]

    assert unsaid(printed(quarter_paper(document, HEAD), HEAD, ORIGIN), told(scores)) == []


def test_the_roll_ups_chart_says_every_branch(accepted, programme):
    document = rollup_document(Q1)
    scores = [(row.branch_name, row.score) for category in document.categories for row in category.rows]

    assert unsaid(printed(rollup_paper(document, HEAD), HEAD, ORIGIN), told(scores)) == []


def test_the_statements_chart_says_every_month(points):  # noqa: F811
    document = my_points(points, 2026)
    months = document.of(Account.STAR).months
    made = printed(statement_paper(document, Account.STAR, "机电党支部", HEAD), HEAD, ORIGIN)

    assert most_of(months) == 3
    lines = [f"{one.month.zh}{signed(one.bonus)}{signed(one.deduction)}0{signed(one.total)}" for one in months]
    assert unsaid(made, lines) == []


def test_the_search_for_pictures_finds_one():
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    assert pictures_in(HTML(string=f'<img src="data:image/png;base64,{png}">').write_pdf()) == 1
