"""The menu as data: what it says, where it leads, who sees it.

An item is drawn only when its address exists and the user holds its permission somewhere. The current item is the one
whose segment stands last in the address: `/branches/x/months/2026-03/` belongs to the months.
"""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from flagship.permissions import Permission


@dataclass(frozen=True, slots=True)
class Item:
    """`segment` is the part of an address by which a page belongs to the item; "" for the home page."""

    label: str | Promise
    url_name: str
    icon: str
    segment: str
    permission: Permission | None = None
    href: str = ""
    current: bool = False


MAIN = (
    Item(_("To do"), "reports:home", "house", ""),
    Item(_("Monthly assessment"), "scoring:months", "clipboard-data", "months", Permission.VIEW_SHEET),
    Item(_("Quarters"), "reports:quarters", "calendar3", "quarters", Permission.VIEW_REPORT),
    Item(_("Flag titles"), "reports:titles", "flag", "titles"),
    Item(_("Points ledger"), "scoring:ledger", "journal-text", "ledger", Permission.VIEW_LEDGER),
    Item(_("Standard"), "flagship:standard", "list-check", "standard", Permission.VIEW_STANDARD),
)
MORE = (
    Item(_("Branches"), "branches:branches", "diagram-3", "branches", Permission.VIEW_ROSTER),
    Item(_("People"), "members:members", "people", "members", Permission.VIEW_ROSTER),
    Item(_("Declarations"), "members:declarations", "send", "declarations", Permission.VIEW_DECLARATION),
    Item(_("Branch plans"), "branches:plans", "file-earmark-text", "plans", Permission.VIEW_PLAN),
    Item(_("Policies of the year"), "flagship:programme", "sliders", "programme", Permission.VIEW_PROGRAMME),
    Item(_("Star ratings"), "scoring:star_runs", "star", "stars", Permission.VIEW_ROLLUP),
    Item(_("What if"), "scoring:what_if", "question-circle", "what-if", Permission.VIEW_SHEET),
    Item(_("Dashboard"), "reports:dashboards", "bar-chart-line", "dashboard", Permission.VIEW_SHEET),
    Item(_("Year"), "reports:years", "graph-up", "years", Permission.VIEW_ROLLUP),
    Item(_("Accounts"), "members:accounts", "person-badge", "accounts", Permission.MANAGE_ACCOUNTS),
    Item(_("Audit"), "flagship:audit", "shield-check", "audit", Permission.VIEW_AUDIT),
)
OWN = (
    Item(_("My points"), "scoring:me", "star-fill", "me"),
    Item(_("This month’s ranking"), "scoring:my_month", "list-ol", "ranking"),
    Item(_("My declarations"), "members:my_declaration", "pencil-square", "declaration"),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """The items one user sees: along the bar, under “more”, and one's own."""

    main: tuple[Item, ...] = ()
    more: tuple[Item, ...] = ()
    own: tuple[Item, ...] = ()


def menu_for(user, path: str) -> Menu:
    """The menu of a signed-in user at an address."""
    own = OWN if user.person is not None else ()
    drawn = [[_placed(item) for item in items if _open(item, user)] for items in (MAIN, MORE, own)]
    current = _current([item for items in drawn for item in items if item.href], path)
    return Menu(*(tuple(replace(i, current=i is current) for i in items if i.href) for items in drawn))


def _open(item: Item, user) -> bool:
    return item.permission is None or bool(user.reach(item.permission))


def _placed(item: Item) -> Item:
    try:
        return replace(item, href=reverse(item.url_name))
    except NoReverseMatch:
        return item


def _current(items: list[Item], path: str) -> Item | None:
    segments = path.strip("/").split("/")
    at = {segment: place for place, segment in enumerate(segments)}
    here = [item for item in items if item.segment in at]
    return max(here, key=lambda item: at[item.segment], default=None)
