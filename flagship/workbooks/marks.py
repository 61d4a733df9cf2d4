"""What the reader of cells does not tell: per cent, errors, formulas without a result, merged ranges.

Runs in the child process, without Django. The XML parts are read as a stream; nothing of them is kept.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat  # no entity is ever declared: the archive check refuses every document type

_PERCENT_FORMATS = frozenset({"9", "10"})
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NO_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
MOST_MERGED = 20_000  # ranges of one sheet
LONGEST_ERROR = 20


@dataclass
class Marks:
    """Of one sheet; places are (row, column) from 0, merged ranges (top, left, bottom, right). `errors` are what Excel
    writes where a formula fails, such as #N/A."""

    percent: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_marks(data: bytes) -> dict[str, Marks]:
    """The marks of every sheet of a workbook, by its name. An empty answer for a workbook without XML sheets."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name.replace("\\", "/").lower().lstrip("/"): name for name in archive.namelist()}

        def read(part: str, on_start, on_text=None, on_end=None) -> None:
            if part.lower() in parts:
                _parse(archive, parts[part.lower()], on_start, on_text, on_end)

        book = _main_part(read)
        sheets, styles = _sheets(read, book)
        percent = _percent_styles(read, styles)
        return {name: _marks_of(read, part, percent) for name, part in sheets.items()}


def _parse(archive: zipfile.ZipFile, name: str, on_start, on_text, on_end) -> None:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: on_start(_local(tag), attributes)
    if on_text:
        parser.CharacterDataHandler = on_text
    if on_end:
        parser.EndElementHandler = lambda tag: on_end(_local(tag))
    parser.Parse(_well_formed(archive.read(name)), True)


def _well_formed(part: bytes) -> bytes:
    """Control characters and non-characters, which the reader of cells passes over, become question marks."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:4]:
        return part  # UTF-16
    return _NO_XML.sub(b"?", part)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _relations(read, part: str) -> dict[str, tuple[str, str]]:
    """What a part points at: kind and path, by id."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = attributes.get("Type", "").rpartition("/")[2], path

    read(posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _main_part(read) -> str:
    kinds = _relations(read, "").values()
    return next((path for kind, path in kinds if kind == "officeDocument"), "xl/workbook.xml")


def _sheets(read, book: str) -> tuple[dict[str, str], str]:
    """The part of every sheet by its name, and the part of the styles."""
    relations = _relations(read, book)
    named: dict[str, str] = {}

    def start(tag: str, attributes: dict) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            kind, path = relations.get(relation, ("", ""))
            if kind == "worksheet":
                named[attributes.get("name", "")] = path

    read(book, start)
    styles = next((path for kind, path in relations.values() if kind == "styles"), "xl/styles.xml")
    return named, styles


def _percent_styles(read, part: str) -> frozenset[str]:
    """The numbers of the cell styles that show per cent."""
    formats = set(_PERCENT_FORMATS)
    styles: list[bool] = []
    within: list[str] = []

    def start(tag: str, attributes: dict) -> None:
        if tag == "numFmt" and "%" in _NOT_SHOWN.sub("", attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif tag == "xf" and "cellXfs" in within:
            styles.append(attributes.get("numFmtId", "") in formats)
        within.append(tag)

    read(part, start, on_end=lambda tag: within.pop())
    return frozenset(str(number) for number, shown in enumerate(styles) if shown)


def _marks_of(read, part: str, percent: frozenset[str]) -> Marks:
    sheet = _SheetReader(percent)
    read(part, sheet.start, sheet.text, sheet.end)
    return sheet.marks


class _SheetReader:
    """Follows a sheet cell by cell; places that are not written down follow the one before."""

    def __init__(self, percent: frozenset[str]) -> None:
        self.marks = Marks()
        self.percent = percent
        self.row = self.column = -1
        self.kind = "n"
        self.formula = self.filled = self.in_value = False

    def start(self, tag: str, attributes: dict) -> None:
        match tag:
            case "row":
                number = attributes.get("r", "")
                self.row, self.column = int(number) - 1 if number.isdecimal() else self.row + 1, -1
            case "c":
                self._cell(attributes)
            case "f":
                self.formula = True
            case "v" | "is":
                self.in_value = True
            case "mergeCell":
                area = _area(attributes.get("ref", ""))
                self.marks.merged += [area] if area and len(self.marks.merged) < MOST_MERGED else []

    def _cell(self, attributes: dict) -> None:
        self.row, self.column = _place(attributes.get("r", "")) or (self.row, self.column + 1)
        self.kind = attributes.get("t", "n")
        self.formula = self.filled = self.in_value = False
        if self.kind == "n" and attributes.get("s") in self.percent:
            self.marks.percent.add((self.row, self.column))

    def text(self, letters: str) -> None:
        if not self.in_value:
            return
        self.filled |= bool(letters.strip())
        if self.kind == "e":
            place = self.row, self.column
            self.marks.errors[place] = (self.marks.errors.get(place, "") + letters)[:LONGEST_ERROR]

    def end(self, tag: str) -> None:
        if tag in ("v", "is"):
            self.in_value = False
        elif tag == "c" and self.formula and not self.filled and self.kind != "str":
            self.marks.uncalculated.append((self.row, self.column))


def _place(text: str) -> tuple[int, int] | None:
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def _area(ref: str) -> tuple[int, int, int, int] | None:
    first, _colon, last = ref.partition(":")
    top, bottom = _place(first), _place(last or first)
    return (*top, *bottom) if top and bottom else None
