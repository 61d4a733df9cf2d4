"""One of `guard`, `personal`, `published` and `public` stands on every view; a sweep over the URLconf proves it.

`guard(permission, of=loader)` loads a row through the loader, which uses `open_to`, so that a foreign row is 404, and
then asks for the permission in the row's branch (403). `guard(permission)` without a loader is for lists: the user
must hold the permission somewhere; `guard(permission, company=True)` is for pages of the whole company.
`personal` is for one's own rows, which are selected by person, never by reach; `published` for what everybody in the
company may read.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied

from flagship.moves import branch_of
from flagship.permissions import Permission

View = Callable[..., Any]


def guard(permission: Permission, *, of: Callable[..., Any] | None = None, company: bool = False):
    """Let a view run only for users who hold the permission; the loaded row comes as its second argument."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if of is None:
                ask(permission, of, company, request.user, kwargs)
                return view(request, *args, **kwargs)
            return view(request, ask(permission, of, company, request.user, kwargs))

        guarded.access = ("guard", permission, of, company)
        return guarded

    return decorate


def ask(permission: Permission, of, company: bool, user, kwargs: dict):
    """The row the loader gives this user, None without one; PermissionDenied without the permission."""
    if of is None:
        allowed = user.has_perm(permission) if company else bool(user.reach(permission))
        row = None
    else:
        row = of(user, **kwargs)
        allowed = user.has_perm(permission, branch_for(row))
    if not allowed:
        raise PermissionDenied
    return row


def ask_again(view: View, user, kwargs: dict) -> None:
    """Raise what the view's guard would raise for this user now, without running the view: for what it made before."""
    kind, *question = view.access
    if kind == "guard":
        ask(*question, user, kwargs)


def branch_for(row):
    """The branch in which a permission on a row is asked: the row itself when it is a unit of the tree."""
    return row if hasattr(row, "path") else branch_of(row)


def personal(view: View) -> View:
    """A view of the signed-in user's own rows."""

    @wraps(view)
    def own(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    own.access = ("personal",)
    return own


def published(view: View) -> View:
    """A view of what the company has made known to all its people: signing in is enough."""

    @wraps(view)
    def open_within(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    open_within.access = ("published",)
    return open_within


def public(view: View) -> View:
    """A view that anybody may open without signing in."""

    @login_not_required
    @wraps(view)
    def opened(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    opened.access = ("public",)
    return opened
