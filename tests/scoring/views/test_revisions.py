"""The submissions of a month, one by one and side by side."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from flagship.periods import TZ
from scoring.actions.enter_values import enter_values
from scoring.actions.excuse import excuse
from scoring.actions.reopen import reopen
from scoring.actions.submit import submit
from scoring.actions.withdraw import withdraw
from scoring.queries.revision_changes import revision_changes
from scoring.queries.sheet_document import sheet_document
from scoring.rules.entries import Entry
from tests.scoring.rows import IN_PUBLICITY, SETTLED
from tests.scoring.views.conftest import page

pytestmark = pytest.mark.usefixtures("on_the_day_of_entry")


@pytest.fixture
def secretary(cast, signed_in):
    return signed_in(cast.secretary_b, language="en")


def corrected(sheet, cast, **values) -> None:
    """Withdrawn and filled in anew."""
    withdraw(sheet=sheet, reason="核对产量", by=cast.secretary_b, now=IN_PUBLICITY)
    entries = [Entry(number, "output", number=value) for number, value in values.items()]
    enter_values(sheet=sheet, entries=entries, by=cast.secretary_b, now=IN_PUBLICITY)


def differences(answer) -> dict[str, list[str]]:
    return {
        person.employee_number: [f"{one.kind}: {one.before} → {one.after}" for one in person.differences]
        for person in answer.context["changes"].people
    }


def test_a_month_that_was_never_submitted_says_so(draft, secretary):
    answer = secretary.get(page("revisions", draft))
    assert "Not submitted yet" in answer.text
    assert "changes" not in answer.context


def test_one_submission_has_nothing_to_be_compared_with(publicised, secretary):
    answer = secretary.get(page("revisions", publicised))
    assert "Revision 1" in answer.text
    assert "changes" not in answer.context


def test_two_submissions_side_by_side(cast, publicised, secretary):
    corrected(publicised, cast, p02="120")
    submit(sheet=publicised, by=cast.secretary_b, now=IN_PUBLICITY)
    answer = secretary.get(page("revisions", publicised))
    found = differences(answer)
    assert found["p02"][0].startswith("value: ")
    assert found["p02"][0].endswith("→ 120")
    assert {one.partition(":")[0] for one in found["p02"]} >= {"value", "marks", "total", "rank", "points"}
    assert found["p01"] == ["rank: 2 → 3", "points: +3 → +2"]
    assert "核对产量" in answer.text
    assert (answer.context["old"], answer.context["new"]) == ("1", "2")


def test_the_present_draft_can_be_compared_too(cast, publicised, secretary):
    corrected(publicised, cast, p02="120")
    answer = secretary.get(page("revisions", publicised))
    assert (answer.context["old"], answer.context["new"]) == ("1", "draft")
    assert "The present draft" in answer.text
    assert differences(answer)["p02"][0].endswith("→ 120")


def test_who_came_in_and_who_is_left_out(cast, publicised, secretary):
    corrected(publicised, cast)
    seat = publicised.participants.get(member__employee_number="p05")
    excuse(participant=seat, reason="病假", by=cast.secretary_b, now=IN_PUBLICITY)
    answer = secretary.get(page("revisions", publicised))
    (gone,) = answer.context["changes"].left
    assert (gone.employee_number, gone.otherwise.zh) == ("p05", "不参加：病假")
    assert answer.context["changes"].came == ()


def test_changed_rules_are_named(publicised):
    before = sheet_document(publicised)
    (pool,) = before.pools
    after = replace(
        before,
        policy=replace(before.policy, tie_break="none"),
        pools=(replace(pool, n=9, tier_span="6—9", bonus=(Decimal(2), Decimal(1))),),
    )
    assert [(one.what.en, str(one.before), str(one.after)) for one in revision_changes(before, after).rules][1:] == [
        (f"{pool.name.en} · Tier", "10–30（n=12）", "6—9（n=9）"),
        (f"{pool.name.en} · Bonus", "+4 +3 +2", "+2 +1"),
    ]


def test_nothing_may_differ(cast, publicised, secretary):
    corrected(publicised, cast)
    assert "Nothing differs between the two." in secretary.get(page("revisions", publicised)).text


def test_foolish_questions_are_answered_with_the_newest_two(cast, publicised, secretary):
    corrected(publicised, cast)
    answer = secretary.get(page("revisions", publicised), {"old": "99", "new": "1"})
    assert (answer.context["old"], answer.context["new"]) == ("1", "draft")


def test_a_comparison_takes_the_same_number_of_queries_for_more_people(cast, publicised, secretary):
    corrected(publicised, cast, p01="70")
    secretary.get(page("revisions", publicised))
    with CaptureQueriesContext(connection) as one:
        secretary.get(page("revisions", publicised))
    entries = [Entry(f"p{n:02}", "output", number="71") for n in range(2, 9)]
    enter_values(sheet=publicised, entries=entries, by=cast.secretary_b, now=IN_PUBLICITY)
    with CaptureQueriesContext(connection) as many:
        secretary.get(page("revisions", publicised))
    assert len(many) == len(one)


def test_a_reversal_in_the_ledger_says_why_and_leads_to_the_revisions(cast, settled_month, signed_in):
    reopen(sheet=settled_month, reason="产量有误", by=cast.officer, now=SETTLED.astimezone(TZ))
    officer = signed_in(cast.officer, language="en")
    for address in ("/ledger/", "/ledger/p01/"):
        text = officer.get(address).text
        assert "Reversed: 产量有误" in text
        assert f"{page('revisions', settled_month)}#revision-1" in text
