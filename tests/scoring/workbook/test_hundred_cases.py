"""Every file that is uploaded for a month ends in a preview or in one sentence of a closed list.

Cells and layouts by the dozen stand in `test_odd_cells` and `test_odd_workbooks`; here it is whole files.
"""

import pytest
from django.db import transaction
from django.utils import translation

from flagship.actions.load_standard import load_standard
from flagship.workbooks import Problem, Unreadable, read_workbook
from scoring.actions.enter_values import enter_values
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from scoring.workbook.checks import plan_import
from scoring.workbook.kept import keep
from scoring.workbook.layouts import candidates
from scoring.workbook.reader import read_lines, says_whose
from scoring.workbook.writer import entry_workbook
from tests.cast import build_cast
from tests.scoring.rows import ENTRY, full_template, open_sheet, people
from tests.scoring.workbook.hundred_cases import ASKED, FILES
from tests.scoring.workbook.rows import told

ELSEWHERE = {Problem.TOO_BIG, Problem.TOO_MANY_SHEETS, Problem.TOO_MUCH_TEXT, Problem.TOO_SLOW, Problem.BUSY}
"""Sentences whose files are too large, or whose reader must be held up: in `test_reading`."""


class _Nobody:
    pk = 0
    person = None


@pytest.fixture(scope="module")
def month(django_db_setup, django_db_blocker):
    """The month as a document, and its workbook; the rows are gone again, for neither reading nor planning asks."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = build_cast()
        load_standard(year=2026)
        full_template()
        people(cast.branch_b, 3)
        sheet = open_sheet(cast.branch_b)
        entries = [Entry("p01", "output", number="96")]
        enter_values(sheet=sheet, entries=entries, by=cast.secretary_b, now=ENTRY)
        document = sheet_document(sheet, now=ENTRY)
        transaction.set_rollback(True)
    return sheet, document, entry_workbook(document)


def outcome(month, make) -> Problem | str | list[str]:
    """As the page does it: a sentence, the question, or the preview in short."""
    sheet, document, downloaded = month
    try:
        book = read_workbook(make(downloaded))
        reading = read_lines(book, document)
        if not says_whose(book) and not reading.lines:
            keep(candidates(book), sheet=sheet, by=_Nobody)
            return ASKED
    except Unreadable as refusal:
        return _of_the_closed_list(refusal)
    with translation.override("zh-hans"):
        return told(plan_import(read_lines(book, document), document, user=_Nobody))


def _of_the_closed_list(refusal: Unreadable) -> Problem:
    (found,) = [problem for problem in Problem if problem.sentence == str(refusal)]
    return found


@pytest.mark.parametrize("case", FILES)
def test_every_file_ends_as_the_table_says(month, case):
    make, expected = FILES[case]
    assert outcome(month, make) == expected


def test_the_tables_hold_more_than_a_hundred_files_and_every_sentence_occurs():
    assert len(FILES) > 100
    assert {expected for _make, expected in FILES.values() if isinstance(expected, Problem)} == set(Problem) - ELSEWHERE
