"""Portraits are drawn anew: small, upright, without metadata."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from flagship import photos
from flagship.moves import Refused
from flagship.photos import SIZE, portrait
from tests.files import photo


def opened(upload) -> Image.Image:
    return Image.open(portrait(upload))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("PNG", "RGBA"), ("PNG", "P")])
def test_a_portrait_is_a_small_jpeg_of_the_same_shape(kind, mode):
    drawn = opened(photo(kind=kind, mode=mode))
    assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", SIZE)


def test_what_the_camera_wrote_is_gone_and_the_picture_upright():
    exif = Image.Exif()
    exif[0x010E] = "canary: taken at home"
    exif[0x0112] = 6  # lies on its side
    upload = photo((1200, 900), exif=exif)
    assert b"canary" in upload.read()
    data = portrait(upload).read()
    assert b"canary" not in data
    drawn = Image.open(BytesIO(data))
    assert (drawn.size, dict(drawn.getexif())) == (SIZE, {})


def test_bytes_after_the_picture_are_gone():
    upload = photo()
    assert b"<script>" not in portrait(SimpleUploadedFile("p.jpg", upload.read() + b"<script>")).read()


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("p.jpg", b""),
        SimpleUploadedFile("p.jpg", b"<svg/>"),
        SimpleUploadedFile("p.jpg", b"\xff\xd8\xff\xe0 broken"),
        photo(kind="GIF", mode="P"),
        photo(kind="WEBP"),
        photo((100, 900)),
    ],
)
def test_what_is_no_portrait_is_refused(upload):
    with pytest.raises(Refused):
        portrait(upload)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 900 * 1200 - 1)
    monkeypatch.setattr(Image.Image, "draft", lambda *_given: pytest.fail("decoded"))
    with pytest.raises(Refused, match=r"pixels|像素"):
        portrait(photo())
