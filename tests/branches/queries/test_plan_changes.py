"""A new version of a plan shows what it says differently from the accepted one."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from branches.actions.own_templates import adapt_template
from branches.actions.plans import accept_plan, file_plan, return_plan, start_plan, write_plan
from branches.models import BranchPlan
from branches.queries.plan_changes import plan_changes
from flagship.actions.indicators import write_indicator
from flagship.models import IndicatorTemplate
from flagship.periods import TZ, Month

JANUARY = dt.datetime(2026, 1, 8, 9, tzinfo=TZ)
MARCH = dt.datetime(2026, 3, 2, 9, tzinfo=TZ)


def templates(*codes):
    return IndicatorTemplate.objects.filter(code__in=codes)


def fresh(plan):
    return BranchPlan.objects.get(pk=plan.pk)


@pytest.fixture
def accepted(cast, programme):
    plan = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=JANUARY)
    write_plan(plan=plan, summary="围绕安全", templates=templates("safety", "lean"), by=cast.secretary_a, now=JANUARY)
    file_plan(plan=fresh(plan), by=cast.secretary_a, now=JANUARY)
    return accept_plan(plan=fresh(plan), by=cast.officer, now=JANUARY)


@pytest.fixture
def renewed(cast, programme, accepted):
    return start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)


def test_the_first_version_differs_from_nothing(accepted):
    assert plan_changes(accepted) is None


def test_a_new_version_that_says_the_same_differs_in_its_month_alone(renewed):
    found = plan_changes(renewed)
    assert [(change.what.zh, change.before.zh, change.after.zh) for change in found.changes] == [
        ("生效月份", "2026年1月", "2026年3月")
    ]
    assert found.templates == ()


def test_every_thing_that_differs_is_told(cast, renewed):
    own = adapt_template(plan=renewed, template=templates("safety").get(), by=cast.secretary_a)
    line = own.indicators.get(code="output")
    weight, target = line.weight, "105"
    write_indicator(indicator=line, weight=weight, params=line.params | {"target": target}, by=cast.secretary_a)
    write_plan(
        plan=fresh(renewed),
        summary="围绕安全和质量",
        templates=templates("service"),
        document=SimpleUploadedFile("细则.pdf", b"%PDF-1.7 signed"),
        pool="category",
        valid_from=Month(2026, 4),
        by=cast.secretary_a,
        now=MARCH,
    )
    found = plan_changes(fresh(renewed))
    assert [change.what.zh for change in found.changes] == ["生效月份", "排名分组", "方案正文", "所附文件"]
    told = {
        one.name: (one.kind, [(d.name, [c.what.zh for c in d.changes]) for d in one.differences])
        for one in found.templates
    }
    names = {code: templates(code).get().name for code in ("safety", "lean", "service")}
    assert told == {
        names["safety"]: ("changed", [(line.name, ["目标值"])]),
        names["service"]: ("added", []),
        names["lean"]: ("removed", []),
    }
    assert Decimal(own.indicators.get(code="output").params["target"]) == 105


def test_a_returned_version_is_not_what_the_next_is_compared_with(cast, programme, accepted, renewed):
    write_plan(plan=renewed, summary="退回的", templates=templates("safety"), by=cast.secretary_a, now=MARCH)
    file_plan(plan=fresh(renewed), by=cast.secretary_a, now=MARCH)
    return_plan(plan=fresh(renewed), reason="请补充", by=cast.officer, now=MARCH)
    again = start_plan(branch=cast.branch_a, programme=programme, by=cast.secretary_a, now=MARCH)
    assert (again.pk, plan_changes(again).former) == (renewed.pk, accepted)


def test_the_page_shows_the_difference_and_the_other_versions(cast, accepted, renewed, signed_in):
    write_plan(plan=renewed, summary="围绕质量", templates=templates("safety"), by=cast.secretary_a, now=MARCH)
    page = signed_in(cast.officer).get(f"/plans/{renewed.pk}/").text
    assert all(words in page for words in ("围绕安全", "围绕质量", f"/plans/{accepted.pk}/"))
    assert signed_in(cast.officer).get(f"/plans/{accepted.pk}/").context["changes"] is None
