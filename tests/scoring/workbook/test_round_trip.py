"""Exported, imported, exported again: the same cells; and nothing over what somebody else has changed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from flagship.actions.load_standard import load_standard
from scoring.actions.enter_values import enter_values
from scoring.actions.import_values import Wanted, import_values
from scoring.models import Measurement, MonthSheet
from scoring.rules.entries import Entry
from scoring.workbook.checks import Kind, Plan
from scoring.workbook.columns import KEY
from tests.cast import build_cast
from tests.scoring.rows import ENTRY, declare, open_sheet, people
from tests.scoring.workbook.rows import INDICATORS, cells_of, changed, download, plan, rich_template

CODES = [code for code, *_more in INDICATORS]
FIGURES = st.decimals("0", "99999999", places=4) | st.integers(0, 10**9).map(Decimal)
WORDS = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["=1+1", "+1", "-1", "@a", "_x0041_", "'quoted", "<a>&amp;", "1", "TRUE", "2026-03-01", "#N/A?", "  x  ", "a\nb"]
)


@st.composite
def entries(draw, number: str, code: str) -> Entry:
    """Something a cell of this indicator may hold."""
    reason = draw(st.none() | WORDS.filter(lambda text: any(one.isprintable() and one != " " for one in text)))
    if reason is not None:
        return Entry(number, code, not_applicable=True, na_reason=reason)
    target = draw(st.none() | st.decimals("0.01", "1000", places=2)) if code in ("output", "sales", "growth") else None
    match code:
        case "growth" | "both":
            return Entry(number, code, number=draw(FIGURES), second=draw(FIGURES), target=target)
        case "drill":
            return Entry(number, code, choice=draw(st.sampled_from(["yes", "no"])))
        case "award":
            return Entry(number, code, choice=draw(st.sampled_from(["none", "first"])))
        case "attitude":
            return Entry(number, code, choice=draw(st.sampled_from(["good", "fair", ""])), comment=draw(WORDS))
        case "breach":
            return Entry(number, code, number=draw(st.integers(0, 99).map(Decimal)))
    return Entry(number, code, number=draw(FIGURES), target=target)


FOLK = ["p01", "p02", "p03"]
MONTHS = st.fixed_dictionaries(
    {}, optional={(number, code): entries(number, code) for number in FOLK for code in CODES}
).map(lambda cells: list(cells.values()))


def made() -> tuple[MonthSheet, object]:
    cast = build_cast()
    load_standard(year=2026)
    rich_template()
    people(cast.branch_b, 3)
    return open_sheet(cast.branch_b), cast.secretary_b


def store(sheet: MonthSheet, found: Plan, *, by) -> int:
    cells = [Wanted(one.row.employee_number, one.column.code, one.wanted, one.seen) for one in found.changes]
    return len(import_values(sheet=sheet, cells=cells, by=by, now=ENTRY))


def without_key(data: bytes) -> bytes:
    return changed(data, lambda book: book.remove(book[KEY]))


class TestRoundTrip(TestCase):
    @settings(max_examples=25)
    @given(MONTHS)
    def test_what_was_exported_comes_back_cell_by_cell(self, month):
        sheet, secretary = made()
        enter_values(sheet=sheet, entries=month, by=secretary, now=ENTRY)
        exported = download(sheet)
        again = plan(sheet, exported, user=secretary)
        assert (again.changes, again.conflicts, again.problems) == ((), (), ())
        # Without its key the workbook is read for what it says, into a month that holds nothing.
        held = list(Measurement.objects.order_by("pk").values_list("number", "second", "choice", "target", "comment"))
        Measurement.objects.all().delete()
        found = plan(sheet, without_key(exported), user=secretary)
        assert found.problems == ()
        assert store(sheet, found, by=secretary) == len(held)
        assert cells_of(download(sheet)) == cells_of(exported)


@pytest.fixture
def month(cast, programme):
    rich_template()
    people(cast.branch_b, 3)
    sheet = open_sheet(cast.branch_b)
    enter(sheet, cast.secretary_b, p01="90", p02="80")
    return sheet


def enter(sheet, by, **outputs):
    entries = [Entry(number, "output", number=text) for number, text in outputs.items()]
    enter_values(sheet=sheet, entries=entries, by=by, now=ENTRY)


def typed(data: bytes, **outputs) -> bytes:
    def change(book):
        for row in book["安全生产"].iter_rows(min_row=4):
            if row[0].value in outputs:
                row[2].value = outputs[row[0].value]

    return changed(data, change)


def outcome(found: Plan) -> tuple:
    def names(changes):
        return {change.row.employee_number: (change.kind, change.wanted.value.number) for change in changes}

    return names(found.changes), names(found.conflicts), found.kept


def test_what_the_workbook_did_not_touch_stays_as_somebody_changed_it_since(cast, month):
    data = download(month)
    enter(month, cast.secretary_b, p01="95")
    assert outcome(plan(month, typed(data, p02=85), user=cast.secretary_b)) == ({"p02": (Kind.CHANGED, 85)}, {}, 1)


def test_a_cell_changed_on_both_sides_is_a_conflict(cast, month):
    data = download(month)
    enter(month, cast.secretary_b, p01="95", p03="70")
    found = plan(month, typed(data, p01=99, p03=71), user=cast.secretary_b)
    assert outcome(found) == ({}, {"p01": (Kind.CONFLICT, 99), "p03": (Kind.CONFLICT, 71)}, 0)


def test_a_cell_changed_to_the_same_on_both_sides_is_none(cast, month):
    data = download(month)
    enter(month, cast.secretary_b, p01="95")
    assert outcome(plan(month, typed(data, p01="95.0%"), user=cast.secretary_b)) == ({}, {}, 0)


def test_somebody_who_made_a_cell_not_applicable_meanwhile_is_not_overruled(cast, month):
    data = download(month)
    entry = Entry("p03", "output", not_applicable=True, na_reason="借调")
    enter_values(sheet=month, entries=[entry], by=cast.secretary_b, now=ENTRY)
    assert outcome(plan(month, typed(data, p03=70), user=cast.secretary_b)) == ({}, {"p03": (Kind.CONFLICT, 70)}, 0)


def test_the_same_upload_once_more_changes_nothing(cast, month):
    data = typed(download(month), p03=70)
    assert store(month, plan(month, data, user=cast.secretary_b), by=cast.secretary_b) == 1
    assert outcome(plan(month, data, user=cast.secretary_b)) == ({}, {}, 0)


def test_nobody_uploads_their_own_judgement_marks(cast, programme):
    rich_template()
    declare(cast.secretary_a.person, cast.clerk_a.person)
    sheet = open_sheet(cast.branch_a)

    def judge(book):
        for row in book["安全生产"].iter_rows(min_row=4):
            row[11].value, row[12].value = "好", "带头"

    data = changed(download(sheet), judge)
    found = plan(sheet, data, user=cast.clerk_a)
    assert [(problem.row, problem.column) for problem in found.problems] == [(5, "L 担当作为")]
    assert [change.row.employee_number for change in found.changes] == ["1001"]
