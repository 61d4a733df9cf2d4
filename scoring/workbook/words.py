"""A cell in one line, in the reader's language."""

from django.utils.translation import gettext as _

from flagship.figures import plain
from flagship.templatetags.house import label
from scoring.documents import Column, Words
from scoring.entry_grid import ANSWERS
from scoring.rules.inputs import CellInput


def cell_words(cell: CellInput, column: Column) -> str:
    """`96.5`, `120 / 100`, `好 · 带头`, `不适用：借调`; "" for a blank."""
    if cell.not_applicable:
        parts = [_("not applicable: %(reason)s") % {"reason": cell.na_reason}]
    elif column.inputs == "pair" and (cell.value.number, cell.value.second) != (None, None):
        parts = [f"{plain(cell.value.number)} / {plain(cell.value.second)}"]
    elif cell.value.number is not None:
        parts = [plain(cell.value.number)]
    else:
        parts = [_choice(cell.value.choice, column)]
    if cell.target is not None:
        parts.append(_("own target %(target)s") % {"target": plain(cell.target)})
    return " · ".join(part for part in [*parts, cell.comment] if part)


def _choice(code: str, column: Column) -> str:
    names = {one: Words(zh, en) for one, zh, en in ANSWERS} if column.inputs == "yesno" else {}
    for level in column.spec.params.get("levels") or ():
        names[level["code"]] = Words(level["zh"], level.get("en") or level["zh"])
    return label(names[code]) if code in names else code
