"""The honour wall in the lobby: the newest titles, led on by the server alone, still when asked."""

import pytest

from reports.actions.titles import revoke
from reports.models import FlagTitle
from tests.factories import UserFactory
from tests.reports.views.test_titles import make_title

LOBBY = "/titles/lobby/"


@pytest.fixture
def title(cast, accepted):
    return make_title(cast, accepted)


def names(page) -> list[str]:
    return [title.name for title in page.context["titles"]]


def test_a_display_account_without_any_office_sees_the_newest_quarter(cast, title, signed_in):
    page = signed_in(UserFactory(username="display", name="大厅显示屏")).get(LOBBY)
    assert names(page) == ["甲一"]
    assert title.citation in page.content.decode()
    assert page["Refresh"] == "20; url=/titles/lobby/?at=1#title-1"


def test_an_account_without_an_office_sees_nothing_else(cast, title, signed_in):
    client = signed_in(UserFactory(username="display", name="大厅显示屏"))
    addresses = ("/quarters/", "/ledger/", "/members/", "/branches/", "/months/", "/dashboard/", "/accounts/")
    assert {client.get(address).status_code for address in addresses} == {403}
    assert client.get("/search/?q=王书记").context["found"] == []


def test_filters_are_those_of_the_wall(cast, title, signed_in):
    client = signed_in(cast.party_member)
    assert names(client.get(f"{LOBBY}?category=safety&quarter=2026Q1&branch=a")) == ["甲一"]
    empty = client.get(f"{LOBBY}?category=lean")
    assert names(empty) == []
    assert empty["Refresh"] == "600"
    assert names(client.get(f"{LOBBY}?quarter='")) == ["甲一"]


def test_a_page_that_turns_itself_only_asks_for_news_and_one_that_stands_still_for_nothing(cast, title, signed_in):
    client = signed_in(cast.party_member)
    assert client.get(f"{LOBBY}?turning=1")["Refresh"] == "600"
    assert "Refresh" not in client.get(f"{LOBBY}?still=1")
    assert [client.get(f"{LOBBY}?at={at}").context["at"] for at in ("1", "2", "x", "²")] == [1, 1, 1, 1]


def test_a_revoked_title_leaves_the_wall_at_once(cast, title, signed_in):
    revoke(FlagTitle.objects.get(), reason="事迹不实", by=cast.officer)
    assert names(signed_in(cast.party_member).get(LOBBY)) == []


def test_somebody_without_a_photograph_has_the_first_character_as_emblem(cast, title, signed_in):
    page = signed_in(cast.party_member).get(LOBBY).content.decode()
    assert '<span class="lobby-emblem" aria-hidden="true">甲</span>' in page
    assert "<img" not in page
