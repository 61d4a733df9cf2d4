"""The cells of an upload between two pages, as signed text in a hidden field; nothing is stored on the way."""

from collections.abc import Iterable

from django.core import signing
from django.utils.translation import gettext as _

from flagship.moves import Refused
from flagship.workbooks import Problem, Sheet, Unreadable
from scoring.models import MonthSheet

KEPT_FOR = 2 * 60 * 60  # seconds between the pages
LONGEST = 4 * 1024 * 1024  # characters of the hidden field
_SALT = "scoring.workbook.kept"


def keep(sheets: Iterable[Sheet], *, sheet: MonthSheet, by) -> str:
    """The sheets as text that only this user can bring back, for this month. Raises Unreadable for too much of them."""
    data = {"sheet": sheet.pk, "by": by.pk, "sheets": [_packed(one) for one in sheets]}
    text = signing.dumps(data, salt=_SALT, compress=True)
    if len(text) > LONGEST:
        raise Unreadable(Problem.TOO_MUCH_TEXT)
    return text


def kept(text: str, *, sheet: MonthSheet, by) -> list[Sheet]:
    """The reverse of `keep`. Raises Refused for changed or old text, another month, another user."""
    try:
        data = signing.loads(text, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        data = {"sheet": None, "by": None}
    if (data["sheet"], data["by"]) != (sheet.pk, by.pk):
        raise Refused(_("The preview is no longer valid; choose the workbook again."))
    return [_unpacked(one) for one in data["sheets"]]


def _packed(sheet: Sheet) -> list:
    errors, merged = sorted(sheet.errors), [list(area) for area in sheet.merged]
    return [sheet.name, sheet.visible, sheet.rows, sorted(sheet.uncalculated), errors, merged]


def _unpacked(data: list) -> Sheet:
    name, visible, rows, uncalculated, errors, merged = data
    return Sheet(
        name=name,
        visible=visible,
        rows=tuple(tuple(row) for row in rows),
        uncalculated=frozenset((row, column) for row, column in uncalculated),
        errors=frozenset((row, column) for row, column in errors),
        merged=tuple(tuple(area) for area in merged),
    )
