"""Files and the rows that name them are compared."""

import os
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from flagship.actions.attach import attach
from flagship.files import YOUNG, files_without_rows
from flagship.management.commands import doctor
from tests.factories import UserFactory
from tests.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kept():
    return attach(pdf(), by=UserFactory())


def checked(*options) -> tuple[str, bool]:
    said = StringIO()
    try:
        call_command("check_files", *options, stdout=said)
    except CommandError:
        return said.getvalue(), True
    return said.getvalue(), False


def stray(age: int = 2 * YOUNG) -> Path:
    path = Path(default_storage.location) / "attachments" / "stray.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-")
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def test_where_all_agrees_nothing_is_said(kept):
    assert (checked(), doctor.files()) == (("", False), None)


def test_a_file_that_is_gone_is_named(kept):
    Path(kept.file.path).unlink()
    assert checked() == (f"missing: {kept.file.name}\n", True)
    assert doctor.files() == "1 missing; run manage.py check_files"


def test_a_file_that_was_changed_is_named(kept):
    Path(kept.file.path).write_bytes(b"%PDF-1.7 forged")
    assert checked() == (f"changed: {kept.file.name}\n", True)


def test_a_file_without_a_row_is_named_and_removed_on_demand(kept):
    left = stray()
    assert checked() == (f"without a row: {left}\n", False)
    assert doctor.files() == "1 without a row; run manage.py check_files"
    checked("--delete")
    assert (left.exists(), Path(kept.file.path).exists()) == (False, True)


def test_a_young_file_may_belong_to_a_transaction_under_way(kept):
    stray(age=60)
    assert list(files_without_rows()) == []
