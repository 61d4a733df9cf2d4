"""The life of a veto (一票否决): proposed → confirmed or refused; confirmed → lifted. All stay on record."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.moves import Move
from flagship.permissions import Permission
from scoring.states import VetoState


def not_ones_own(veto, *, by, now) -> str | None:
    """Nobody decides on a veto that they proposed, or that is about themselves."""
    if veto.proposed_by_id == by.pk or (by.person is not None and by.person.pk == veto.member_id):
        return _("Nobody decides on a veto of their own.")
    return None


CONFIRM = Move(
    name="confirm",
    label=gettext_lazy("Confirm the veto"),
    sources=frozenset({VetoState.PROPOSED}),
    target=VetoState.CONFIRMED,
    permission=Permission.CONFIRM_VETO,
    conditions=(not_ones_own,),
    main=True,
    danger=True,
)
REFUSE = Move(
    name="refuse",
    label=gettext_lazy("Do not confirm"),
    sources=frozenset({VetoState.PROPOSED}),
    target=VetoState.REFUSED,
    permission=Permission.CONFIRM_VETO,
    needs_reason=True,
    conditions=(not_ones_own,),
)
LIFT = Move(
    name="lift",
    label=gettext_lazy("Lift the veto"),
    sources=frozenset({VetoState.CONFIRMED}),
    target=VetoState.LIFTED,
    permission=Permission.CONFIRM_VETO,
    needs_reason=True,
    conditions=(not_ones_own,),
    danger=True,
)

VETO_MOVES = (CONFIRM, REFUSE, LIFT)
