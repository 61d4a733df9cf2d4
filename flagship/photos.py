"""Portraits: read within limits, turned upright, made small and drawn anew, so that nothing hidden is kept."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from flagship.attachments import MOST_BYTES
from flagship.moves import Refused

ACCEPTED = ".jpg,.jpeg,.png"
FORMATS = ("JPEG", "PNG")
LEAST_PIXELS = 120  # of the shorter side
MOST_PIXELS = 50_000_000  # of the whole picture, before it is decoded
SIZE = (480, 640)  # pixels, at most
QUALITY = 85


def portrait(upload: UploadedFile) -> ContentFile:
    """The picture as a JPEG of at most 480 × 640 pixels without metadata. Raises Refused with a sentence."""
    if upload.size > MOST_BYTES:
        raise Refused(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 1024 // 1024})
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("The picture has too many pixels; save it smaller."))
            if min(picture.size) < LEAST_PIXELS:
                raise Refused(
                    _("The picture is too small; it needs %(least)s pixels each way.") % {"least": LEAST_PIXELS}
                )
            return _drawn(picture)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        raise Refused(_("This is no picture that can be read; choose a JPEG or PNG.")) from problem


def _drawn(picture: Image.Image) -> ContentFile:
    picture.draft("RGB", (SIZE[0] * 2, SIZE[1] * 2))
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(SIZE)
    # On white, since JPEG knows no transparency; a new picture holds no metadata of the old one.
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    out = BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(out.getvalue(), name="photo.jpg")
