"""What every page needs: the menu, the reader's posts, today, the chosen colours, and whether all this is a demo."""

from flagship import clock
from flagship.demo import is_demo
from flagship.navigation import Menu, menu_for
from flagship.permissions import Role

THEMES = ("light", "dark")


def house(request) -> dict:
    """The values of the base layout. Menu and demo are read when a page draws them, so fragments cost nothing."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    theme = request.COOKIES.get("theme", "")
    return {
        "menu": (lambda: menu_for(user, request.path)) if signed_in else Menu(),
        "posts": (lambda: sorted(user.authority.roles, key=list(Role).index)) if signed_in else (),
        "is_demo": is_demo,
        "today": clock.today(),
        "theme": theme if theme in THEMES else "",
    }
