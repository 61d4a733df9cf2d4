"""What the scripts of the entry page say: sentences with {places}, in the reader's language."""

import json

from django.utils.translation import gettext as _


def entry_words() -> str:
    """A JSON object for the page's form."""
    return json.dumps(
        {
            "nothing": _("Every cell is saved as you leave it."),
            "typing": _("not saved yet"),
            "saving": _("saving…"),
            "saved": _("saved {at}"),
            "offline": _("Not saved: {n} cells wait, there is no connection. They are sent as soon as it returns."),
            "gone": _("There is no connection."),
            "failed": _("Not saved: {n} cells wait, the server does not answer as it should. It is tried again."),
            "ended": _("Not saved: {n} cells wait, because your session has ended. They are kept in this browser."),
            "other": _("Not saved: {n} cells wait, because somebody else has signed in in this browser."),
            "closed": _("This month is no longer being filled in."),
            "fault": _("{faults} cells are not saved: correct them."),
            "clash": _("{clashes} cells were changed by somebody else too: choose."),
            "restored": _("{n} cells from before, which had not been saved, are back and are being sent."),
            "elsewhere": _("A cell that this view does not show waits for you in another one. {message}"),
            "folk": _("The people on this sheet have changed: load the page again to see all of them."),
            "here": _("Also here: {names}"),
            "changedBy": _("{who} changed this at {at}."),
            "mine": _("You: {text}"),
            "theirs": _("{who}: {text}"),
            "by": _("{who}, {at}"),
            "somebody": _("Somebody else"),
            "empty": _("(empty)"),
            "na": _("not applicable: {reason}"),
            "keepMine": _("Keep mine"),
            "takeTheirs": _("Take theirs"),
            "noChoice": _("“{text}” is not among the choices."),
            "leftOut": _("Left out: {outside} values that fell outside the table, {locked} in locked cells."),
            "filled": _("{filled} of {cells} cells filled"),
            "missing": _("{n} things to settle before submission"),
            "noneMissing": _("No cell of this page is blank."),
            "notApplicable": _("n/a"),
        },
        ensure_ascii=False,
    )
