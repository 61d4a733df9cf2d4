"""Documents that people attach: checked by size, ending and first bytes before they are kept."""

import re
import unicodedata
import uuid
import zipfile
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
    "docx": b"PK\x03\x04",
}
ACCEPTED = ".pdf,.docx,.jpg,.jpeg,.png"
LONGEST_NAME = 120
# What no file name may hold: separators, quotes and the like. Control and direction marks go by their category.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')


def attachment_problem(upload: UploadedFile) -> str | None:
    """Why the file is not accepted, as a sentence, or None. The file is left at its beginning."""
    ending = ending_of(upload.name)
    if ending not in _BEGINNINGS:
        return _("Attach a PDF, a Word document (.docx) or a picture (.jpg, .png).")
    if not upload.size:
        return _("The file is empty; choose it again.")
    if upload.size > MOST_BYTES:
        return _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024}
    upload.seek(0)
    is_true = upload.read(8).startswith(_BEGINNINGS[ending]) and (ending != "docx" or _is_word(upload))
    upload.seek(0)
    if not is_true:
        return _("The file is not what its ending .%(ending)s says; save it again in that format.") % {"ending": ending}
    return None


def ending_of(name: str) -> str:
    """`pdf` for `方案.PDF`."""
    return PurePath(name).suffix.lower().removeprefix(".")


def kept_name(name: str) -> str:
    """What people called a file, fit to be shown and to be downloaded under: no path, no invisible characters."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    ending = ending_of(name)
    stem = _NOT_IN_NAMES.sub("_", PurePath(name).stem).strip(" .") or "附件"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if ending else stem[:LONGEST_NAME]


def stored_name(upload: UploadedFile) -> str:
    """A name of our own, so that nobody's file name reaches the disk."""
    return f"{uuid.uuid4().hex}.{ending_of(upload.name)}"


def _is_word(upload: UploadedFile) -> bool:
    upload.seek(0)
    try:
        with zipfile.ZipFile(upload) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
