"""How states look: every state has a tone (colour), an icon and a word, so that colour alone never speaks.

The keys are the values of the states of all apps. The word is the state's own label; only what is no state of a row
(late, missing, …) has its word here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """`tone` is one of plain, draft, wait, good, bad, gold; `icon` a name of static/icons.txt."""

    tone: str
    icon: str
    word: str | Promise = ""


UNKNOWN = Look("plain", "dash-circle")

LOOKS: dict[str, Look] = {
    # in the making
    "draft": Look("draft", "pencil"),
    "compiling": Look("wait", "hourglass-split"),
    "missing": Look("plain", "dash-circle", _("Not begun")),
    # under way
    "open": Look("wait", "chat-left-text"),
    "submitted": Look("wait", "send"),
    "forwarded": Look("wait", "arrow-right"),
    "proposed": Look("wait", "list-check"),
    "publicised": Look("wait", "megaphone-fill"),
    "appealed": Look("wait", "arrow-counterclockwise"),
    "passed_on": Look("wait", "arrow-right"),
    "waiting": Look("wait", "hourglass-split", _("Waiting")),
    "queued": Look("wait", "clock"),
    "running": Look("wait", "hourglass-split", _("Running")),
    # done
    "effective": Look("good", "check-circle-fill"),
    "settled": Look("good", "lock-fill"),
    "accepted": Look("good", "check-circle-fill"),
    "published": Look("good", "check-circle-fill"),
    "decided": Look("good", "patch-check"),
    "upheld": Look("good", "check-circle"),
    "final_upheld": Look("good", "check-circle"),
    "active": Look("good", "check-circle-fill", _("In force")),
    "done": Look("good", "check-lg", _("Done")),
    "conferred": Look("gold", "flag-fill"),
    # back, late, refused
    "returned": Look("bad", "arrow-return-left"),
    "confirmed": Look("bad", "slash-circle"),  # a veto
    "late": Look("bad", "clock", _("Late")),
    "failed": Look("bad", "exclamation-octagon", _("Failed")),
    "revoked": Look("bad", "x-circle", _("Revoked")),
    "vetoed": Look("bad", "slash-circle", _("Vetoed")),
    # set aside
    "void": Look("plain", "slash-circle"),
    "dismissed": Look("plain", "x-circle"),
    "final_dismissed": Look("plain", "x-circle"),
    "refused": Look("plain", "x-circle"),
    "lifted": Look("plain", "unlock"),
    "cancelled": Look("plain", "x-circle"),
    "withdrawn": Look("plain", "arrow-counterclockwise"),
    "reopened": Look("plain", "unlock"),
    "retired": Look("plain", "clock-history"),
    "excused": Look("plain", "person-dash", _("Not taking part")),
    "closed": Look("plain", "lock", _("Closed")),
    "ended": Look("plain", "clock-history", _("Ended")),
    "frozen": Look("plain", "lock-fill", _("Frozen")),
    # entries of the ledger
    "bonus": Look("gold", "plus-lg"),
    "deduction": Look("bad", "arrow-down-short"),
    "reversal": Look("plain", "arrow-counterclockwise"),
    "adjustment": Look("wait", "pencil-square"),
    # political status
    "party": Look("gold", "flag-fill"),
    "probationary": Look("plain", "flag"),
    "non_party": Look("plain", "person"),
}


def look_of(state: object) -> Look:
    """The look of a state, by its value; a quiet one for states not listed."""
    return LOOKS.get(str(getattr(state, "value", state)), UNKNOWN)
