"""Attached files: kept under a name of our own with their digest, let go of when nothing rests on them."""

import hashlib

import pytest

from flagship.actions.attach import attach, attach_all, discard
from flagship.models import Attachment
from flagship.moves import Refused
from tests.factories import UserFactory
from tests.files import PDF, pdf

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_with_its_name_size_and_digest():
    row = attach(pdf(), by=UserFactory())
    assert (row.name, row.size, row.digest) == ("证明.pdf", len(PDF), hashlib.sha256(PDF).hexdigest())
    assert "证明" not in row.file.name
    with row.file.open() as kept:
        assert kept.read() == PDF


def test_one_bad_file_keeps_all_of_them_out():
    with pytest.raises(Refused, match=r"坏\.pdf"):
        attach_all([pdf(), pdf("坏.pdf", b"<html>")], by=UserFactory())
    assert not Attachment.objects.exists()


def test_a_discarded_file_leaves_the_disk_only_when_the_transaction_is_through(django_capture_on_commit_callbacks):
    row = attach(pdf(), by=UserFactory())
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks() as waiting:
        discard(row)
    assert storage.exists(name)
    for callback in waiting:
        callback()
    assert not storage.exists(name)
    assert not Attachment.objects.exists()
