"""Keeping a file that somebody attached, and letting go of one that nothing rests on."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from flagship import clock
from flagship.attachments import attachment_problem, kept_name, stored_name
from flagship.models import Attachment
from flagship.moves import Refused
from flagship.photos import portrait


def attach(upload: UploadedFile, *, by, now: dt.datetime | None = None) -> Attachment:
    """Check a document and keep it. Raises Refused with the sentence of what is wrong with it."""
    if problem := attachment_problem(upload):
        raise Refused(problem)
    return _keep(upload, kept_name(upload.name), by=by, now=now)


def attach_all(uploads: Iterable[UploadedFile], *, by, now: dt.datetime | None = None) -> list[Attachment]:
    """Keep several documents; if one of them is refused, none."""
    uploads = list(uploads)
    for upload in uploads:
        if problem := attachment_problem(upload):
            raise Refused(f"{kept_name(upload.name)}: {problem}")
    return [_keep(upload, kept_name(upload.name), by=by, now=now) for upload in uploads]


def attach_photo(upload: UploadedFile, *, by, now: dt.datetime | None = None) -> Attachment:
    """Keep a portrait: drawn anew, small, and without what the camera wrote into it. Raises Refused."""
    return _keep(portrait(upload), "photo.jpg", by=by, now=now)


def discard(attachment: Attachment | None) -> None:
    """Let go of a file that nothing points to any more; it leaves the disk when the transaction is through."""
    if attachment is None:
        return
    file = attachment.file
    attachment.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))


def _keep(upload, name: str, *, by, now: dt.datetime | None) -> Attachment:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    row = Attachment(name=name, size=upload.size, digest=digest.hexdigest(), at=now or clock.now(), by=by)
    row.file.save(stored_name(upload), upload, save=False)
    row.save()
    return row
