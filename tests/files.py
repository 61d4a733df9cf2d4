"""Files for tests that attach something."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7 canary"


def pdf(name: str = "证明.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    """A document; with other bytes one that lies about its ending."""
    return SimpleUploadedFile(name, data)


def photo(size: tuple[int, int] = (900, 1200), *, kind: str = "JPEG", mode: str = "RGB", exif=None):
    """A picture of one colour."""
    out = BytesIO()
    Image.new(mode, size, "red").save(out, kind, **({"exif": exif} if exif else {}))
    return SimpleUploadedFile("p.jpg", out.getvalue())


def statuses(cast, signed_in, address: str) -> dict[str, int]:
    """The status of a download for everybody of the cast."""
    return {name: signed_in(user).get(address).status_code for name, user in cast.everyone.items()}


def opened_by(cast, signed_in, address: str) -> set[str]:
    """Those of the cast who may have a download; to everybody else it looks as if it did not exist."""
    found = statuses(cast, signed_in, address)
    assert set(found.values()) <= {200, 404}
    return {name for name, status in found.items() if status == 200}
