"""A star run: drawn up → in force, or withdrawn. Made by the one whom the star scheme names."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from flagship.permissions import Permission, Role
from flagship.templatetags.house import label
from scoring.queries.unsettled import waits_for
from scoring.states import StarRunState


def not_named(promoter: Role, by) -> str | None:
    """A sentence when the scheme names somebody else than this user."""
    if promoter in by.authority.roles:
        return None
    return _("The star scheme names the %(role)s; it draws up and confirms the stars.") % {"role": label(promoter)}


def is_named_by_the_scheme(run, *, by, now) -> str | None:
    return not_named(run.promoter, by)


def months_are_settled(run, *, by, now) -> str | None:
    return waits_for(run.first, run.last, now=now)


CONFIRM = Move(
    name="confirm",
    label=gettext_lazy("Confirm the stars"),
    sources=frozenset({StarRunState.PROPOSED}),
    target=StarRunState.EFFECTIVE,
    permission=Permission.PROMOTE_STARS,
    conditions=(is_named_by_the_scheme, months_are_settled),
    main=True,
)
WITHDRAW = Move(
    name="withdraw",
    label=gettext_lazy("Withdraw the list"),
    sources=frozenset({StarRunState.PROPOSED}),
    target=StarRunState.WITHDRAWN,
    permission=Permission.PROMOTE_STARS,
    needs_reason=True,
    conditions=(is_named_by_the_scheme,),
)
STAR_MOVES = (CONFIRM, WITHDRAW)
