"""The standard, open to all the company's people."""

import pytest

from flagship.models import IndicatorTemplate
from flagship.standard import shipped_templates
from tests.guards import unguarded
from tests.queries import queries_of


@pytest.mark.parametrize("who", ["officer", "secretary_a", "party_member", "employee", "admin"])
def test_everybody_reads_the_standard(cast, programme, signed_in, who):
    page = signed_in(getattr(cast, who)).get("/standard/").text
    for template in shipped_templates():
        assert template.name in page
    assert "四（二）1" in page


def test_nobody_reads_it_without_signing_in(client, programme):
    assert client.get("/standard/").url == "/login/?next=/standard/"


def test_a_template_explains_every_formula_with_its_parameters(cast, programme, signed_in):
    page = signed_in(cast.employee).get("/standard/marketing/1/").text
    for text in ("销售回款率", "线性计分", "起点值", "80%", "95%（含）以上 10 分", "四（二）1"):
        assert text in page


def test_a_newer_version_takes_the_place_of_the_older(cast, programme, signed_in):
    old = IndicatorTemplate.objects.get(code="safety")
    IndicatorTemplate.objects.create(
        code="safety", version=2, name="安全新版", category=old.category, state="published", valid_from=old.valid_from
    )
    browser = signed_in(cast.employee)
    assert "/standard/safety/2/" in browser.get("/standard/").text
    assert "/standard/safety/1/" not in browser.get("/standard/").text
    assert "/standard/safety/2/" in browser.get("/standard/safety/1/").text


def test_drafts_and_branches_own_templates_are_not_there(cast, programme, signed_in):
    IndicatorTemplate.objects.create(code="canary-draft", name="canary", category="safety")
    with unguarded():
        IndicatorTemplate.objects.filter(code="lean").update(company_wide=False, name="canary")
    browser = signed_in(cast.employee)
    assert "canary" not in browser.get("/standard/").text
    assert "/standard/lean/" not in signed_in(cast.officer).get("/standard/").text
    assert browser.get("/standard/canary-draft/1/").status_code == 404
    assert browser.get("/standard/lean/1/").status_code == 404
    assert browser.get("/standard/safety/9/").status_code == 404


def test_the_list_takes_the_same_queries_for_one_template_and_for_all(cast, programme, signed_in):
    browser = signed_in(cast.officer)
    every = queries_of(lambda: browser.get("/standard/"))
    with unguarded():
        IndicatorTemplate.objects.exclude(code="safety").delete()
    assert queries_of(lambda: browser.get("/standard/")) == every
