"""Text in cells: it stays text, and it fits."""

import re

from reports.clean import printable

LONGEST = 32_767  # characters in a cell
LONGEST_NAME = 31  # of a sheet
CUT = "……（原文过长，从略）"

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\'\n]")


def text_of(value: str) -> str:
    """What a cell can hold of a text. `_x0041_` is kept as these seven characters, not read as a code."""
    text = value if value.isprintable() else printable(value)
    if "_x" in text:
        text = _ESCAPE.sub("_x005F_", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def is_like_a_formula(value: str) -> bool:
    """Whether a spreadsheet might take a text for a formula when somebody edits its cell."""
    return value.startswith(_FORMULA)


def lines_in(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column of so many characters; a Chinese one is two wide."""
    room = max(width - 1, 1)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(max(1, -int(-sum(1 + (ord(one) > 0x2E7F) for one in line) // room)) for line in text.split("\n"))


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a sheet may have, unlike those that are taken."""
    name = _NOT_IN_NAMES.sub("", printable(wanted)).strip()[:LONGEST_NAME] or "表"
    number, base = 2, name
    while name.casefold() in {one.casefold() for one in taken}:
        name = f"{base[: LONGEST_NAME - len(str(number)) - 1]}-{number}"
        number += 1
    return name
