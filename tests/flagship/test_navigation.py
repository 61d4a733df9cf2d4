"""The menu: who sees what, and where the reader is."""

from dataclasses import dataclass, field

import pytest
from django.urls import path

from flagship.navigation import MAIN, MORE, OWN, menu_for
from flagship.permissions import GRANTS, Permission, Role


@dataclass
class Reader:
    """As much of a user as the menu asks for."""

    permissions: set[Permission] = field(default_factory=set)
    person: object | None = None

    def reach(self, permission):
        return permission in self.permissions


def holding(role: Role) -> Reader:
    return Reader(set(GRANTS[role]))


def page(request):
    raise AssertionError("never called")


class Addresses:
    """Every item of the menu has an address here, whatever rooms are built."""

    @staticmethod
    def patterns(items):
        rooms: dict[str, list] = {}
        for item in items:
            room, name = item.url_name.split(":")
            rooms.setdefault(room, []).append(path(f"{item.segment}/" if item.segment else "", page, name=name))
        return [path("", (patterns, room, room)) for room, patterns in rooms.items()]


class Everything:
    urlpatterns = Addresses.patterns((*MAIN, *MORE, *OWN))


class OnlyMonths:
    urlpatterns = Addresses.patterns([item for item in MAIN if item.segment == "months"])


@pytest.fixture
def everything(settings):
    settings.ROOT_URLCONF = Everything


def segments(items):
    return [item.segment for item in items]


@pytest.mark.usefixtures("everything")
def test_a_clerk_sees_the_work_of_a_branch_and_no_accounts():
    menu = menu_for(holding(Role.CLERK), "/")
    assert segments(menu.main) == ["", "months", "quarters", "titles", "ledger", "standard"]
    assert segments(menu.more) == ["branches", "members", "declarations", "plans", "programme", "what-if", "dashboard"]
    assert menu.own == ()


@pytest.mark.usefixtures("everything")
def test_an_administrator_sees_accounts_and_no_marks():
    menu = menu_for(holding(Role.ADMIN), "/")
    assert segments(menu.main) == ["", "titles"]
    assert segments(menu.more) == ["branches", "members", "accounts", "audit"]


@pytest.mark.usefixtures("everything")
def test_a_member_without_a_post_sees_the_own_pages():
    menu = menu_for(Reader(person=object()), "/")
    assert segments(menu.main) == ["", "titles"]
    assert menu.more == ()
    assert segments(menu.own) == ["me", "ranking", "declaration"]


def test_an_item_without_an_address_is_not_drawn(settings):
    settings.ROOT_URLCONF = OnlyMonths
    menu = menu_for(holding(Role.DEPARTMENT), "/")
    assert (segments(menu.main), menu.more) == (["months"], ())


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("address", "current"),
    [
        ("/", ""),
        ("/months/", "months"),
        ("/branches/a/months/2026-03/entry/", "months"),
        ("/branches/a/", "branches"),
        ("/branches/a/quarters/2026Q1/", "quarters"),
        ("/elsewhere/", None),
    ],
)
def test_the_last_known_segment_of_the_address_is_the_current_item(address, current):
    menu = menu_for(holding(Role.DEPARTMENT), address)
    marked = [item.segment for item in (*menu.main, *menu.more) if item.current]
    assert marked == ([] if current is None else [current])
