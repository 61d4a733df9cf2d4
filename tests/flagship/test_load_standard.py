"""Loading the shipped standard into the database."""

from decimal import Decimal

from django.core.management import call_command

from flagship.actions.load_standard import load_standard
from flagship.categories import Account
from flagship.models import Indicator, IndicatorTemplate, Programme, StarScheme, TierTable
from flagship.periods import Month
from flagship.standard import document_tiers, shipped_templates


def test_the_rows_say_what_the_shipped_data_say(programme):
    templates = {t.code: t for t in IndicatorTemplate.objects.published().prefetch_related("indicators")}
    assert set(templates) == {t.code for t in shipped_templates()}
    for shipped in shipped_templates():
        rows = templates[shipped.code].ordered_indicators
        assert tuple(row.spec for row in rows) == shipped.specs
        assert sum(row.weight for row in rows) == Decimal(100)


def test_the_documents_tiers_are_in_force_from_january(programme):
    assert TierTable.objects.in_force(Month(2026, 1), Account.STAR) == document_tiers()
    assert TierTable.objects.in_force(Month(2026, 12), Account.STAFF) is None


def test_the_star_scheme_is_marked_as_an_example(programme):
    scheme = StarScheme.objects.get(programme=programme)
    assert (scheme.is_example, len(scheme.bands)) == (True, 5)


def test_loading_twice_changes_nothing(programme):
    TierTable.objects.update(note="changed by the Department")
    before = (IndicatorTemplate.objects.count(), Indicator.objects.count())
    load_standard(year=2026)
    assert (IndicatorTemplate.objects.count(), Indicator.objects.count()) == before
    assert TierTable.objects.get().note == "changed by the Department"


def test_a_second_year_shares_the_templates(programme):
    before = IndicatorTemplate.objects.count()
    call_command("load_standard", year=2027, verbosity=0)
    assert list(Programme.objects.values_list("year", flat=True)) == [2027, 2026]
    assert IndicatorTemplate.objects.count() == before
