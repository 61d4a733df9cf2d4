"""A draft as it would come out of what is being typed."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import Measurement
from scoring.queries.month_inputs import month_inputs
from scoring.queries.preview import preview
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from tests.scoring.rows import ENTRY, fill


def totals(document) -> dict[str, Decimal]:
    return {row.employee_number: row.total for row in document.rows}


def test_what_is_typed_counts_and_nothing_is_stored(filled):
    document, problems = preview(filled, month_inputs(filled), [Entry("p11", "output", number="99.5")], now=ENTRY)
    assert totals(document)["p11"] == Decimal("99.50")
    assert {row.employee_number: row.points for row in document.rows}["p11"] == 4
    assert problems == []
    assert Measurement.objects.get(participant__member__employee_number="p11").number == 86


def test_the_preview_equals_what_saving_gives(filled, clerk_b):
    typed = {"p11": "99.5", "p03": "10"}
    before, _problems = preview(
        filled,
        month_inputs(filled),
        [Entry(number, "output", number=total) for number, total in typed.items()],
        now=ENTRY,
    )
    fill(filled, typed, by=clerk_b)
    assert before == sheet_document(filled, now=ENTRY)


def test_a_cell_at_fault_counts_as_blank_and_is_told(filled):
    document, (problem,) = preview(filled, month_inputs(filled), [Entry("p11", "output", number="abc")], now=ENTRY)
    assert totals(document)["p11"] == 0
    assert (problem.employee_number, problem.indicator_code) == ("p11", "output")
    assert problem.zh.startswith("p11（p11）“生产指标完成率”：“abc”不是一个数")


def test_entries_about_nobody_here_are_passed_over(filled):
    document, problems = preview(
        filled,
        month_inputs(filled),
        [Entry("nobody", "output", number="1"), Entry("p11", "nothing", number="1")],
        now=ENTRY,
    )
    assert (document, problems) == (sheet_document(filled, now=ENTRY), [])


def test_a_preview_needs_as_many_queries_as_the_sheet(filled, django_assert_num_queries):
    sheet_document(filled, now=ENTRY)
    with CaptureQueriesContext(connection) as found:
        sheet_document(filled, now=ENTRY)
    with django_assert_num_queries(len(found)):
        preview(
            filled, month_inputs(filled), [Entry(f"p{n:02}", "output", number="50") for n in range(1, 12)], now=ENTRY
        )
