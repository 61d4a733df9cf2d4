"""Whether files and the rows that name them agree: every stored file of every model, found by its fields."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from flagship.models import Attachment

YOUNG = 24 * 60 * 60  # seconds; a younger file may belong to a transaction that has not ended


def rows_without_files() -> Iterator[str]:
    """The names of the files that some row names and that are not there."""
    for model, field in _columns():
        for name in _names(model, field):
            if not default_storage.exists(name):
                yield name


def files_without_rows() -> Iterator[Path]:
    """The files of a day and older that no row names, left behind where something was rolled back."""
    known = {name for model, field in _columns() for name in _names(model, field)}
    root, latest = Path(default_storage.location), time.time() - YOUNG
    for folder in sorted({_folder(field) for _model, field in _columns()}):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.relative_to(root).as_posix() not in known and path.stat().st_mtime < latest:
                yield path


def changed_files() -> Iterator[str]:
    """The names of attached files whose bytes are not those that were attached. Reads them all."""
    for row in Attachment.objects.order_by("pk").iterator():
        if not default_storage.exists(row.file.name):
            continue
        with row.file.open("rb") as kept:
            if hashlib.file_digest(kept, "sha256").hexdigest() != row.digest:
                yield row.file.name


def _columns() -> Iterator[tuple[type[models.Model], models.FileField]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                yield model, field


def _names(model, field) -> Iterator[str]:
    filled = model._base_manager.exclude(**{field.name: ""}).exclude(**{field.name: None})
    yield from filled.values_list(field.name, flat=True).iterator()


def _folder(field: models.FileField) -> str:
    return str(field.upload_to).strip("/")
