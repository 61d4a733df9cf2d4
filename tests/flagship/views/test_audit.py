"""The audit trail as a page."""

import datetime as dt

import pytest
from django.utils import translation

from flagship.actions.audit import record
from flagship.models import AuditEvent
from flagship.periods import TZ
from members.actions.declare import accept_declaration
from members.states import DeclarationState
from tests.factories import DeclarationFactory
from tests.queries import queries_of


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def at(day):
    return dt.datetime(2026, 3, day, 10, tzinfo=TZ)


def test_who_may_read_it(cast, signed_in):
    may = {name for name, user in cast.everyone.items() if signed_in(user).get("/audit/").status_code == 200}
    assert may == {"admin", "officer", "second_officer", "auditor"}


def test_filters_find_acts_by_name_person_and_day(cast, signed_in):
    record("sign_in", "1001", by=cast.secretary_a, now=at(1))
    record("export", "canary.xlsx", by=cast.secretary_b, now=at(2))
    record("set_password", "1001", by=cast.admin, now=at(3))
    auditor = signed_in(cast.auditor, language="en")

    def found(query):
        return [line["what"] for line in auditor.get(f"/audit/?{query}").context["lines"]]

    assert found("until=2026-03-31") == ["Temporary password set", "Exported", "Signed in"]
    assert found("act=export") == ["Exported"]
    assert found("who=1001") == ["Temporary password set", "Signed in"]
    assert found("who=陈书记") == ["Exported"]
    assert found("since=2026-03-02&until=2026-03-02") == ["Exported"]
    assert found("since=nonsense&act=nonsense") == found("")


def test_moves_are_a_second_list(cast, programme, signed_in):
    row = DeclarationFactory(member=cast.party_member.person, programme=programme, state=DeclarationState.SUBMITTED)
    accept_declaration(declaration=row, by=cast.secretary_a)
    auditor = signed_in(cast.auditor, language="en")
    (line,) = auditor.get("/audit/?kind=moves").context["lines"]
    assert (line["by"], line["of"]) == (cast.secretary_a, "Waiting for the branch → Accepted")
    assert auditor.get("/audit/?kind=moves&act=branchplan").context["lines"] == []


def test_the_list_takes_the_same_queries_for_any_number(cast, signed_in):
    browser = signed_in(cast.auditor)
    AuditEvent.objects.create(act="export", what="x", at=at(1), by=cast.secretary_a)
    few = queries_of(lambda: browser.get("/audit/"))
    for user in (cast.secretary_a, cast.secretary_b, cast.admin):
        AuditEvent.objects.create(act="export", what="x", at=at(1), by=user)
    assert queries_of(lambda: browser.get("/audit/")) == few
