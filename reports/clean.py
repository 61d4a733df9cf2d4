"""What somebody typed, as far as paper and workbooks can hold it."""

import re

# Control characters, halves of surrogate pairs, non-characters; and the marks that turn the direction of whatever
# follows them. Tab and line feed stay.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without characters that nothing can print; line ends become line feeds."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
