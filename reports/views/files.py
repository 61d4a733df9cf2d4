"""How a file leaves the house: made, written into the audit trail, named for its content in Chinese (RFC 6266)."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from flagship.actions.audit import record
from flagship.answers import SeeOther
from flagship.moves import Refused
from reports.actions.job import ask_for
from reports.actions.make_export import Asked, made
from reports.delimited import MEDIA_TYPE as CSV
from reports.excel.book import MEDIA_TYPE as XLSX
from reports.letterhead import Letterhead
from reports.models import Job
from reports.papers.paper import Paper, printed
from reports.provenance import Provenance, provenance

MEDIA_TYPES = {"pdf": "application/pdf", "xlsx": XLSX, "csv": CSV, "zip": "application/zip"}
LATER = {"pdf": 400, "xlsx": 5000, "csv": 20_000, "zip": 10}
"""So many rows (certificates in a zip) take more than a few seconds: the export is made in the background."""
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*“”]')


def export(
    request,
    document: Any,
    *,
    name: str,
    suffix: str,
    back: str,
    make: Callable[[Provenance], bytes],
    rows: int = 0,
):
    """Make a file of a document's values and hand it out; a refusal leads back to the page with its sentence.

    `make` is given who exports what and when; the same digest stands in the file and in the audit trail. With many
    `rows` a job is queued instead, which asks for the same address once more, in the background.
    """
    if isinstance(request, Asked):
        return made(request, document, make)
    try:
        if rows >= LATER[suffix]:
            return _later(request, name=name, suffix=suffix, rows=rows)
        origin = provenance(document, by=request.user)
        data = make(origin)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return SeeOther(back)
    return hand_out(request, data, name=name, suffix=suffix, digest=origin.digest)


def _later(request, *, name: str, suffix: str, rows: int) -> SeeOther:
    """Queue the export and lead to the page that shows how far it is."""
    job = ask_for(
        address=request.get_full_path(),
        site=request.build_absolute_uri("/"),
        name=name,
        suffix=suffix,
        by=request.user,
        total=None if suffix == "pdf" else rows,  # a paper's steps are pages
    )
    return SeeOther(reverse("reports:job", kwargs={"pk": job.pk}))


def export_paper(request, document: Any, paper: Paper, head: Letterhead, *, back: str, rows: int = 0):
    """The document as an official paper."""
    return export(
        request,
        document,
        name=paper.name,
        suffix="pdf",
        back=back,
        make=lambda origin: printed(paper, head, origin),
        rows=rows,
    )


def hand_out(request, data: bytes, *, name: str, suffix: str, digest: str) -> HttpResponse:
    """The file as an answer, after it was written down that it left."""
    filename = file_name(name, suffix)
    record("export", filename, by=request.user, format=suffix, address=request.path, digest=digest, bytes=len(data))
    return HttpResponse(
        data,
        content_type=MEDIA_TYPES[suffix],
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=filename),
            "Cache-Control": "private, no-store",
        },
    )


def hand_out_made(job: Job) -> FileResponse:
    """What a job has made, after it was written down that it left."""
    filename = file_name(job.name, job.suffix)
    record("export", filename, by=job.by, format=job.suffix, address=job.address, digest=job.digest, bytes=job.size)
    return FileResponse(
        job.file.open("rb"),
        as_attachment=True,
        filename=filename,
        content_type=MEDIA_TYPES[job.suffix],
        headers={"Cache-Control": "private, no-store"},
    )


def file_name(name: str, suffix: str) -> str:
    """A name that every file system takes."""
    return f"{_NOT_IN_NAMES.sub('', name)[:120]}.{suffix}"
