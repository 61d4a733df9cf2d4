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
                allowed = request.user.has_perm(permission) if company else bool(request.user.reach(permission))
                if not allowed:
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            row = of(request.user, **kwargs)
            if not request.user.has_perm(permission, branch_for(row)):
                raise PermissionDenied
            return view(request, row)

        guarded.access = ("guard", permission, of, company)
        return guarded

    return decorate


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
