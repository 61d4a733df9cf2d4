"""What somebody typed, as far as paper and workbooks can hold it."""

import dataclasses
import re
from enum import Enum
from typing import TypeVar

LONGEST_LINE = 300  # characters of a name, a reason, a remark; no form takes more
PROSE = ("citation", "summary")  # these are printed whole

_Document = TypeVar("_Document")

# Control characters, halves of surrogate pairs, non-characters; and the marks that turn the direction of whatever
# follows them. Tab and line feed stay.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """The text without characters that nothing can print; line ends become line feeds."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fit_for_paper(document: _Document) -> _Document:
    """The same values with every text but prose cut to what a form takes.

    A database may hold longer ones that no form has seen; a page laid out around them would never be finished.
    """
    if isinstance(document, str) and not isinstance(document, Enum):
        return document if len(document) <= LONGEST_LINE else f"{document[: LONGEST_LINE - 1]}…"
    if dataclasses.is_dataclass(document):
        fields = {field.name: getattr(document, field.name) for field in dataclasses.fields(document)}
        fitting = {name: fit_for_paper(value) for name, value in fields.items() if name not in PROSE}
        changed = {name: value for name, value in fitting.items() if value is not fields[name]}
        return dataclasses.replace(document, **changed) if changed else document
    if isinstance(document, tuple | list):
        fitting = [fit_for_paper(value) for value in document]
        same = all(one is other for one, other in zip(fitting, document, strict=True))
        return document if same else type(document)(fitting)
    return document
