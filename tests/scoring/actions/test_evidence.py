"""Evidence of a value: attached in draft, asked for at submission, kept with what was submitted."""

import hashlib

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from flagship.models import Attachment, AuditEvent, Indicator
from flagship.moves import AlreadyDone, Refused
from scoring.actions.evidence import MOST_FILES, attach_evidence, remove_evidence
from scoring.actions.submit import NotReady, submit
from scoring.actions.withdraw import withdraw
from scoring.models import Evidence, SheetRevision
from scoring.queries.sheet_document import revision_document, sheet_document
from scoring.rules.inputs import MonthInputs
from tests.queries import queries_of
from tests.scoring.rows import ENTRY, IN_PUBLICITY, fill

PDF = b"%PDF-1.7 canary"


def pdf(name="获奖证书.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


@pytest.fixture
def asking(filled):
    """The filled sheet of March, whose only indicator asks for evidence."""
    Indicator.objects.filter(template__code="simple-safety").update(evidence_required=True)
    return filled


def attached(sheet, *numbers, by, files=None):
    indicator = Indicator.objects.get(template__code="simple-safety")
    return [
        row
        for person in sheet.participants.filter(member__employee_number__in=numbers)
        for row in attach_evidence(participant=person, indicator=indicator, files=files or [pdf()], by=by, now=ENTRY)
    ]


def everybody(sheet):
    return list(sheet.participants.values_list("member__employee_number", flat=True))


@pytest.fixture
def proven(asking, clerk_b):
    attached(asking, *everybody(asking), by=clerk_b)
    return asking


def test_a_month_without_the_evidence_it_asks_for_cannot_be_submitted(cast, asking, clerk_b):
    attached(asking, *(set(everybody(asking)) - {"p03", "p07"}), by=clerk_b)
    with pytest.raises(NotReady) as refusal:
        submit(sheet=asking, by=cast.secretary_b, now=ENTRY)
    told = [(one.employee_number, one.indicator_code, one.zh) for one in refusal.value.problems]
    assert told == [
        ("p03", "output", "p03（p03）“生产指标完成率”没有附佐证材料。"),
        ("p07", "output", "p07（p07）“生产指标完成率”没有附佐证材料。"),
    ]


def test_without_the_demand_nothing_is_asked_for(cast, filled):
    assert submit(sheet=filled, by=cast.secretary_b, now=ENTRY).number == 1


def test_zero_and_what_is_blank_need_no_evidence(cast, asking, clerk_b):
    attached(asking, *(set(everybody(asking)) - {"p03"}), by=clerk_b)
    fill(asking, {"p03": "0"}, by=clerk_b)
    assert sheet_document(asking, now=ENTRY).problems == ()
    fill(asking, {"p03": ""}, by=clerk_b)
    assert [one.zh for one in sheet_document(asking, now=ENTRY).problems] == ["p03（p03）“生产指标完成率”没有填写。"]


def test_a_submission_names_its_evidence_with_the_digest(cast, proven):
    revision = submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    inputs = MonthInputs.from_json(revision.inputs)
    assert MonthInputs.from_json(inputs.to_json()) == inputs
    named = {person.employee_number: person.evidence["output"] for person in inputs.people}
    digest = hashlib.sha256(PDF).hexdigest()
    assert {(files[0].name, files[0].digest, files[0].size) for files in named.values()} == {
        ("获奖证书.pdf", digest, len(PDF))
    }
    assert set(Evidence.objects.values_list("frozen_in", flat=True)) == {1}


def test_what_was_submitted_is_neither_taken_off_nor_added_to(cast, proven, clerk_b):
    submit(sheet=proven, by=cast.secretary_b, now=ENTRY)
    with pytest.raises(AlreadyDone):
        remove_evidence(evidence=Evidence.objects.first(), by=clerk_b)
    with pytest.raises(AlreadyDone):
        attached(proven, "p01", by=clerk_b)
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


def test_taking_off_what_nothing_names_removes_the_file(asking, clerk_b, django_capture_on_commit_callbacks):
    (row,) = attached(asking, "p01", by=clerk_b)
    storage, name = row.attachment.file.storage, row.attachment.file.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=row, by=clerk_b, now=ENTRY)
    assert not storage.exists(name)
    assert not Attachment.objects.exists()
    told = AuditEvent.objects.filter(act__in=["attach_evidence", "remove_evidence"]).order_by("pk")
    assert [(event.act, event.what, event.detail["employee_number"]) for event in told] == [
        ("attach_evidence", "获奖证书.pdf", "p01"),
        ("remove_evidence", "获奖证书.pdf", "p01"),
    ]


def test_bad_files_strangers_and_indicators_that_ask_for_none_are_refused(cast, asking, clerk_b):
    with pytest.raises(Refused):
        attached(asking, "p01", by=clerk_b, files=[pdf(), pdf("坏.pdf", b"<html>")])
    with pytest.raises(PermissionDenied):
        attached(asking, "p01", by=cast.clerk_a)
    with pytest.raises(Refused):
        attached(asking, "p01", by=clerk_b, files=[pdf()] * (MOST_FILES + 1))
    Indicator.objects.update(evidence_required=False)
    with pytest.raises(Refused, match=r"no evidence|不要求"):
        attached(asking, "p01", by=clerk_b)
    assert not Evidence.objects.exists()


def test_a_sheet_takes_the_same_queries_for_any_number_of_files(asking, clerk_b):
    attached(asking, "p01", by=clerk_b)
    few = queries_of(lambda: sheet_document(asking, now=ENTRY))
    attached(asking, *everybody(asking), by=clerk_b, files=[pdf(), pdf("二.pdf")])
    assert queries_of(lambda: sheet_document(asking, now=ENTRY)) == few
