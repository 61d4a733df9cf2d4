"""Taking over from last month: what is missing, never what was typed, once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from flagship.models import AuditEvent
from flagship.moves import Refused
from flagship.periods import TZ, Month
from scoring.actions.carry_over import take_over
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse, unexcuse
from scoring.models import Measurement
from scoring.queries.carry_over import carry_over
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from tests.scoring.rows import MARCH, fill, open_sheet

pytestmark = pytest.mark.django_db
APRIL = Month(2026, 4)
IN_MAY = dt.datetime(2026, 5, 4, 9, tzinfo=TZ)


def person(sheet, number):
    return sheet.participants.select_related("member", "sheet").get(member__employee_number=number)


@pytest.fixture
def march(cast, draft, clerk_b):
    """p01 has a target of 80 in March and p02 one of 90; p03 and the secretary were excused."""
    entries = [Entry("p01", "output", number="70", target="80"), Entry("p02", "output", target="90")]
    enter_values(sheet=draft, entries=entries, by=clerk_b, now=IN_MAY)
    excuse(participant=person(draft, "p03"), reason="产假", by=clerk_b, now=IN_MAY)
    excuse(participant=person(draft, "2001"), reason="脱产培训", by=clerk_b, now=IN_MAY)
    return draft


@pytest.fixture
def april(cast, march):
    return open_sheet(cast.branch_b, APRIL, now=IN_MAY)


def listed(sheet):
    found = carry_over(sheet)
    return (
        {one.participant.member.employee_number: one.value for one in found.targets},
        {one.participant.member.employee_number: one.reason for one in found.excuses},
    )


def test_the_list_holds_last_months_targets_and_excuses(april):
    assert listed(april) == ({"p01": 80, "p02": 90}, {"2001": "脱产培训", "p03": "产假"})
    assert carry_over(april).before == MARCH


def test_everything_is_taken_over_at_once_and_only_once(april, clerk_b):
    taken = take_over(sheet=april, by=clerk_b, now=IN_MAY)
    assert (len(taken.targets), len(taken.excuses)) == (2, 2)
    assert not carry_over(april)
    assert not take_over(sheet=april, chosen=taken.names, by=clerk_b, now=IN_MAY)
    targets = Measurement.objects.filter(participant__sheet=april).order_by("participant__member__employee_number")
    assert [(one.target, one.number, one.entered_by) for one in targets] == [(80, None, clerk_b), (90, None, clerk_b)]
    assert {row.member.employee_number: row.excuse_reason for row in april.participants.filter(excused=True)} == {
        "2001": "脱产培训",
        "p03": "产假",
    }
    assert AuditEvent.objects.get(act="carry_over").detail == {
        "cells": 2,
        "excused": ["2001", "p03"],
        "since": "2026-03",
    }


def test_what_was_typed_this_month_is_never_overwritten(april, clerk_b):
    shown = carry_over(april).names
    entries = [
        Entry("p01", "output", target="75"),
        Entry("p02", "output", number="66"),
        Entry("p03", "output", number="50"),
    ]
    enter_values(sheet=april, entries=entries, by=clerk_b, now=IN_MAY)
    excuse(participant=person(april, "2001"), reason="病假", by=clerk_b, now=IN_MAY)
    take_over(sheet=april, chosen=shown, by=clerk_b, now=IN_MAY)
    held = {
        one.participant.member.employee_number: (one.number, one.target)
        for one in Measurement.objects.filter(participant__sheet=april).select_related("participant__member")
    }
    assert held == {"p01": (None, 75), "p02": (Decimal(66), 90), "p03": (50, None)}
    assert person(april, "2001").excuse_reason == "病假"
    assert not person(april, "p03").excused


def test_only_the_ticked_ones_are_taken(april, clerk_b):
    excused = next(one for one in carry_over(april).excuses if one.reason == "产假")
    take_over(sheet=april, chosen=[excused.name], by=clerk_b, now=IN_MAY)
    assert listed(april) == ({"p01": 80, "p02": 90}, {"2001": "脱产培训"})
    with pytest.raises(Refused):
        take_over(sheet=april, chosen=[], by=clerk_b, now=IN_MAY)


def test_the_excuse_of_whoever_answers_for_the_sheet_needs_its_approval_again(april, clerk_b):
    take_over(sheet=april, by=clerk_b, now=IN_MAY)
    told = {
        problem.employee_number for problem in sheet_document(april, now=IN_MAY).problems if not problem.indicator_code
    }
    assert told == {"2001"}
    unexcuse(participant=person(april, "2001"), by=clerk_b, now=IN_MAY)
    assert listed(april)[1] == {"2001": "脱产培训"}


def test_a_target_that_the_indicator_no_longer_takes_is_not_offered(april):
    indicator = person(april, "p01").template.indicators.get(code="output")
    Measurement.objects.filter(participant__sheet__month=MARCH, target=80).update(target=0)
    assert listed(april)[0] == {"p02": 90}
    assert indicator.formula == "ratio"


def test_the_first_month_has_nothing_to_take_over(march):
    assert carry_over(march).before is None


def test_only_a_draft_takes_over_and_only_by_its_branch(cast, april, clerk_b):
    for user in (cast.secretary_a, cast.officer, cast.auditor):
        with pytest.raises(PermissionDenied):
            take_over(sheet=april, by=user, now=IN_MAY)
    april.__class__.objects.filter(pk=april.pk).update(state="settled")
    with pytest.raises(Refused):
        take_over(sheet=april, by=clerk_b, now=IN_MAY)


def test_the_page_lists_and_takes(cast, april, signed_in, clerk_b, monkeypatch):
    client, address = signed_in(clerk_b), "/branches/b/months/2026-04/carry-over/"
    page = client.get(address).content.decode()
    assert all(words in page for words in ("产假", "脱产培训", "80", "90"))
    answer = client.post(address, {"take": list(carry_over(april).names)})
    assert (answer.status_code, answer.url) == (303, "/branches/b/months/2026-04/")
    assert listed(april) == ({}, {})
    assert "没有可沿用的内容" in client.get(address).content.decode()
    assert signed_in(cast.officer).post(address).status_code == 403
    assert signed_in(cast.secretary_a).post(address).status_code == 404


def test_the_list_takes_the_same_queries_for_any_number(cast, april, clerk_b, django_assert_num_queries):
    with django_assert_num_queries(6):
        carry_over(april)
    fill(april, {"p05": "90"}, by=clerk_b)
    with django_assert_num_queries(6):
        carry_over(april)
