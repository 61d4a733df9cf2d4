"""A workbook that LibreOffice has opened and saved says the same. `script/bootstrap --test` installs LibreOffice."""

from hypothesis import Phase, given, settings
from hypothesis.extra.django import TestCase

from scoring.actions.enter_values import enter_values
from scoring.models import Measurement
from tests.office import needs_office, saved_by_libreoffice
from tests.scoring.rows import ENTRY
from tests.scoring.workbook.months import MONTHS, made, store, without_key
from tests.scoring.workbook.rows import cells_of, download, plan

pytestmark = needs_office


class TestLibreOffice(TestCase):
    @settings(max_examples=max(2, settings.default.max_examples // 50), phases=[Phase.explicit, Phase.generate])
    @given(MONTHS)
    def test_what_libreoffice_saved_says_the_same(self, month):
        sheet, secretary = made()
        enter_values(sheet=sheet, entries=month, by=secretary, now=ENTRY)
        exported = download(sheet)
        saved = saved_by_libreoffice({"month": exported})["month"]
        again = plan(sheet, saved, user=secretary)
        assert (again.changes, again.conflicts, again.problems, again.notes) == ((), (), (), ())
        Measurement.objects.all().delete()
        found = plan(sheet, without_key(saved), user=secretary)
        assert found.problems == ()
        store(sheet, found, by=secretary)
        assert cells_of(download(sheet)) == cells_of(exported)
