"""The first look at an upload: is it the archive that a spreadsheet program writes? Costs about a millisecond.

Nothing is unpacked but the first bytes of the XML parts.
"""

import re
import zipfile
import zlib
from io import BytesIO

from flagship.workbooks import limits
from flagship.workbooks.problems import Problem

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError, RuntimeError)


def archive_problem(data: bytes) -> Problem | None:
    """What forbids to hand these bytes to the reader, or None."""
    if not data:
        return Problem.EMPTY
    if len(data) > limits.PACKED_BYTES:
        return Problem.TOO_BIG
    if data.startswith(_OLE2):  # an encrypted .xlsx is an OLE file, too
        return Problem.ENCRYPTED if _ENCRYPTED_PACKAGE in data else Problem.OLD_FORMAT
    if not data.startswith(b"PK"):
        return Problem.NOT_A_WORKBOOK
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _problem_of(archive)
    except _BROKEN:
        return Problem.DAMAGED


def _problem_of(archive: zipfile.ZipFile) -> Problem | None:
    entries = archive.infolist()
    names = [_plain(entry.filename) for entry in entries]
    if any(entry.flag_bits & 0x1 for entry in entries):
        return Problem.ENCRYPTED
    if (
        len(entries) > limits.ENTRIES
        or len(set(names)) != len(names)
        or any(_leads_out(name) for name in names)
        or any(_is_a_bomb(entry) or entry.compress_type not in _METHODS for entry in entries)
        or sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES
    ):
        return Problem.SUSPICIOUS
    if "[content_types].xml" not in names:
        return Problem.NOT_A_WORKBOOK
    for entry in entries:
        if problem := _prolog_problem(archive, entry):
            return problem
    return None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lower()  # some programs write Windows separators


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ":" in name or "\0" in name or ".." in name.split("/")


def _is_a_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > limits.RATIO_FROM and entry.file_size > limits.RATIO * max(entry.compress_size, 1)


def _prolog_problem(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Problem | None:
    """A document type, or no element within the first bytes of an XML part."""
    if entry.is_dir():
        return None
    with archive.open(entry) as part:
        head = _narrow(part.read(1024))
        if not (_plain(entry.filename).endswith((".xml", ".rels")) or head.startswith(b"<")):
            return None
        while not _has_element(head) and b"<!DOCTYPE" not in head.upper():
            more = part.read(4096)
            if not more:
                return Problem.DAMAGED if head.strip() else None
            head += _narrow(more)
            if len(head) > limits.PROLOG_BYTES:
                return Problem.SUSPICIOUS
    return Problem.SUSPICIOUS if b"<!DOCTYPE" in head.upper() else None


def _narrow(text: bytes) -> bytes:
    """UTF-16 read as ASCII, without its mark: enough to find markup."""
    return text.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").lstrip()


def _has_element(head: bytes) -> bool:
    return re.search(rb"<[A-Za-z_]", head) is not None
