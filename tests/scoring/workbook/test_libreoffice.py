"""A workbook that LibreOffice has opened and saved says the same. `script/bootstrap --test` installs LibreOffice."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis.extra.django import TestCase

from scoring.actions.enter_values import enter_values
from scoring.models import Measurement
from tests.scoring.rows import ENTRY
from tests.scoring.workbook.months import MONTHS, made, store, without_key
from tests.scoring.workbook.rows import cells_of, download, plan

OFFICE = shutil.which("soffice")
FORMAT = "xlsx:Calc MS Excel 2007 XML"

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def saved_by_libreoffice(data: bytes) -> bytes:
    """Opened and saved, in a profile of its own."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "month.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation={(here / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", FORMAT, "--outdir", here / "out", here / "month.xlsx"]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (here / "out" / "month.xlsx").read_bytes()


class TestLibreOffice(TestCase):
    @settings(max_examples=max(2, settings.default.max_examples // 50), phases=[Phase.explicit, Phase.generate])
    @given(MONTHS)
    def test_what_libreoffice_saved_says_the_same(self, month):
        sheet, secretary = made()
        enter_values(sheet=sheet, entries=month, by=secretary, now=ENTRY)
        exported = download(sheet)
        saved = saved_by_libreoffice(exported)
        again = plan(sheet, saved, user=secretary)
        assert (again.changes, again.conflicts, again.problems, again.notes) == ((), (), (), ())
        Measurement.objects.all().delete()
        found = plan(sheet, without_key(saved), user=secretary)
        assert found.problems == ()
        store(sheet, found, by=secretary)
        assert cells_of(download(sheet)) == cells_of(exported)
