"""How a file leaves the house: made, written into the audit trail, named for its content in Chinese (RFC 6266)."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from flagship.actions.audit import record
from flagship.answers import SeeOther
from flagship.moves import Refused
from reports.delimited import MEDIA_TYPE as CSV
from reports.excel.book import MEDIA_TYPE as XLSX
from reports.letterhead import Letterhead
from reports.papers.paper import Paper, printed
from reports.provenance import Provenance, provenance

MEDIA_TYPES = {"pdf": "application/pdf", "xlsx": XLSX, "csv": CSV}
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*“”]')


def export(request, document: Any, *, name: str, suffix: str, back: str, make: Callable[[Provenance], bytes]):
    """Make a file of a document's values and hand it out; a refusal leads back to the page with its sentence.

    `make` is given who exports what and when; the same digest stands in the file and in the audit trail.
    """
    origin = provenance(document, by=request.user)
    try:
        data = make(origin)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(back)
    return hand_out(request, data, name=name, suffix=suffix, digest=origin.digest)


def export_paper(request, document: Any, paper: Paper, head: Letterhead, *, back: str):
    """The document as an official paper."""
    return export(
        request, document, name=paper.name, suffix="pdf", back=back, make=lambda origin: printed(paper, head, origin)
    )


def hand_out(request, data: bytes, *, name: str, suffix: str, digest: str) -> HttpResponse:
    """The file as an answer, after it was written down that it left."""
    filename = f"{_NOT_IN_NAMES.sub('', name)[:120]}.{suffix}"
    record("export", filename, by=request.user, format=suffix, address=request.path, digest=digest, bytes=len(data))
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES[suffix],
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
            "Cache-Control": "private, no-store",
        },
    )
