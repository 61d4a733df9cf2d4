"""Evidence of a value: attached in draft, asked for at submission, kept with what was submitted."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied

from flagship.models import Attachment, AuditEvent, Indicator
from flagship.moves import AlreadyDone, Refused
from scoring.actions.evidence import MOST_FILES, attach_evidence, remove_evidence
from scoring.actions.submit import NotReady, submit
from scoring.actions.withdraw import withdraw
from scoring.models import Evidence, SheetRevision
from scoring.queries.sheet_document import revision_document, sheet_document
from scoring.rules.inputs import MonthInputs
from tests.files import PDF, pdf
from tests.queries import queries_of
from tests.scoring.proofs import proved, twelve_who_prove
from tests.scoring.rows import ENTRY, IN_PUBLICITY, fill


@pytest.fixture
def twelve(cast, programme):
    return twelve_who_prove(cast)


@pytest.fixture
def proven(filled, clerk_b):
    proved(filled, by=clerk_b)
    return filled


def everybody_but(sheet, *numbers):
    return set(sheet.participants.values_list("member__employee_number", flat=True)) - set(numbers)


def test_a_month_without_the_evidence_it_asks_for_cannot_be_submitted(cast, filled, clerk_b):
    proved(filled, everybody_but(filled, "p03", "p07"), by=clerk_b)
    with pytest.raises(NotReady) as refusal:
        submit(sheet=filled, by=cast.secretary_b, now=ENTRY)
    told = [(one.employee_number, one.indicator_code, one.zh) for one in refusal.value.problems]
    assert told == [
        ("p03", "output", "p03（p03）“生产指标完成率”没有附佐证材料。"),
        ("p07", "output", "p07（p07）“生产指标完成率”没有附佐证材料。"),
    ]


def test_zero_and_what_is_blank_need_no_evidence(cast, filled, clerk_b):
    proved(filled, everybody_but(filled, "p03"), by=clerk_b)
    fill(filled, {"p03": "0"}, by=clerk_b)
    assert sheet_document(filled, now=ENTRY).problems == ()
    fill(filled, {"p03": ""}, by=clerk_b)
    assert [one.zh for one in sheet_document(filled, now=ENTRY).problems] == ["p03（p03）“生产指标完成率”没有填写。"]


def test_a_submission_names_its_evidence_with_the_digest(cast, proven):
    revision = submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    inputs = MonthInputs.from_json(revision.inputs)
    assert MonthInputs.from_json(inputs.to_json()) == inputs
    named = {person.employee_number: person.evidence["output"] for person in inputs.people}
    digest = hashlib.sha256(PDF).hexdigest()
    assert {(files[0].name, files[0].digest, files[0].size) for files in named.values()} == {
        ("证明.pdf", digest, len(PDF))
    }
    assert set(Evidence.objects.values_list("frozen_in", flat=True)) == {1}


def test_what_was_submitted_is_neither_taken_off_nor_added_to(cast, proven, clerk_b):
    submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    with pytest.raises(AlreadyDone):
        remove_evidence(evidence=Evidence.objects.first(), by=clerk_b)
    with pytest.raises(AlreadyDone):
        proved(proven, ["p01"], by=clerk_b)
    assert Evidence.objects.current().count() == 12


def test_taking_off_a_new_draft_leaves_the_submission_that_names_it(cast, proven, clerk_b):
    first = submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    withdraw(sheet=proven, reason="更正", by=cast.secretary_b, now=IN_PUBLICITY)
    gone = Evidence.objects.get(member__employee_number="p01")
    remove_evidence(evidence=gone, by=clerk_b, now=IN_PUBLICITY)
    gone.refresh_from_db()
    with gone.attachment.file.open() as kept:
        assert kept.read() == PDF
    assert [one.employee_number for one in sheet_document(proven, now=IN_PUBLICITY).problems] == ["p01"]
    frozen = revision_document(proven, SheetRevision.objects.get(pk=first.pk))
    assert frozen.problems == ()
    assert [cell.evidence[0].id for row in frozen.rows if row.employee_number == "p01" for cell in row.cells] == [
        gone.pk
    ]
    with pytest.raises(AlreadyDone):
        remove_evidence(evidence=gone, by=clerk_b, now=IN_PUBLICITY)


def test_taking_off_what_nothing_names_removes_the_file(filled, clerk_b, django_capture_on_commit_callbacks):
    (row,) = proved(filled, ["p01"], by=clerk_b)
    storage, name = row.attachment.file.storage, row.attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=row, by=clerk_b, now=ENTRY)
    assert not storage.exists(name)
    assert not Attachment.objects.exists()
    told = AuditEvent.objects.filter(act__in=["attach_evidence", "remove_evidence"]).order_by("pk")
    assert [(event.act, event.what, event.detail["employee_number"]) for event in told] == [
        ("attach_evidence", "证明.pdf", "p01"),
        ("remove_evidence", "证明.pdf", "p01"),
    ]


def test_bad_files_strangers_and_indicators_that_ask_for_none_are_refused(cast, filled, clerk_b):
    with pytest.raises(Refused):
        proved(filled, ["p01"], by=clerk_b, files=[pdf(), pdf("坏.pdf", b"<html>")])
    with pytest.raises(PermissionDenied):
        proved(filled, ["p01"], by=cast.clerk_a)
    with pytest.raises(Refused):
        proved(filled, ["p01"], by=clerk_b, files=[pdf()] * (MOST_FILES + 1))
    row = filled.participants.get(member__employee_number="p01")
    for other in (
        Indicator.objects.get(template__code="safety", position=1),
        Indicator.objects.filter(code="award")[0],
    ):
        with pytest.raises(Refused, match=r"no evidence|不要求"):
            attach_evidence(participant=row, indicator=other, files=[pdf()], by=clerk_b, now=ENTRY)
    assert not Evidence.objects.exists()


def test_a_sheet_takes_the_same_queries_for_any_number_of_files(filled, clerk_b):
    proved(filled, ["p01"], by=clerk_b)
    few = queries_of(lambda: sheet_document(filled, now=ENTRY))
    proved(filled, by=clerk_b, files=[pdf(), pdf("二.pdf")])
    assert queries_of(lambda: sheet_document(filled, now=ENTRY)) == few
