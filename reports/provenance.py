"""Where a document on paper or in Excel comes from: who exported it, when, and a digest of its values."""

import dataclasses
import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any

from flagship import clock


@dataclasses.dataclass(frozen=True, slots=True)
class Provenance:
    """`digest` is the same for the page, the PDF and the workbook of the same values, and for these alone."""

    by: str
    at: dt.datetime
    digest: str


def provenance(document: Any, *, by, now: dt.datetime | None = None) -> Provenance:
    """Who exports these values now."""
    return Provenance(by=str(by), at=now or clock.now(), digest=digest_of(document))


def digest_of(document: Any) -> str:
    """SHA-256 over the values of a document (a dataclass, or a list of them), the first 16 hexadecimal digits."""
    values = json.dumps(_plain(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(values.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Values as JSON, exactly: decimals keep their places, moments their zone."""
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return [[_plain(key), _plain(held)] for key, held in value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(held) for held in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
