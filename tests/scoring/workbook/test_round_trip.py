"""Exported, imported, exported again: the same cells; and nothing over what somebody else has changed."""

import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from scoring.actions.enter_values import enter_values
from scoring.models import Measurement
from scoring.rules.entries import Entry
from scoring.workbook.checks import Kind, Plan
from tests.scoring.rows import ENTRY, declare, open_sheet, people
from tests.scoring.workbook.months import MONTHS, made, saved_by_another_program, store, without_key
from tests.scoring.workbook.rows import cells_of, changed, download, plan, rich_template


class TestRoundTrip(TestCase):
    @settings(max_examples=settings.default.max_examples // 8)
    @given(MONTHS)
    def test_what_was_exported_comes_back_cell_by_cell(self, month):
        sheet, secretary = made()
        enter_values(sheet=sheet, entries=month, by=secretary, now=ENTRY)
        exported = download(sheet)
        again = plan(sheet, exported, user=secretary)
        assert (again.changes, again.conflicts, again.problems) == ((), (), ())
        saved = saved_by_another_program(exported)
        again = plan(sheet, saved, user=secretary)
        assert (again.changes, again.conflicts, again.problems, again.notes) == ((), (), (), ())
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
