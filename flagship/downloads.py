"""How an attached file leaves the house. The view in front of it has asked whether it may."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from flagship.actions.audit import record
from flagship.models import Attachment


def download(request, attachment: Attachment, **about) -> HttpResponse:
    """The file under its own name (RFC 6266), always as a download and never rendered; written into the audit trail.

    `about` says what it belongs to. A row whose file is gone is 404; `manage.py check_files` names it.
    """
    answer = _answer(attachment, "application/octet-stream", "private, no-store")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name)
    record("download", attachment.name, by=request.user, digest=attachment.digest, bytes=attachment.size, **about)
    return answer


def links(attachments: Iterable[Attachment], address: Callable[[Attachment], str]) -> list[dict]:
    """Attached files as `_components/files.html` lists them."""
    return [{"attachment": one, "url": address(one)} for one in attachments]


def show_photo(attachment: Attachment | None) -> HttpResponse:
    """A portrait within a page. It was drawn by us, so it may be rendered."""
    if attachment is None:
        raise Http404
    return _answer(attachment, "image/jpeg", "private, max-age=600")


def _answer(attachment: Attachment, content_type: str, cache: str) -> HttpResponse:
    """The whole file at once: it was refused above 10 MB."""
    try:
        with attachment.file.open("rb") as kept:
            data = kept.read()
    except FileNotFoundError as gone:
        raise Http404 from gone
    headers = {"Cache-Control": cache, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=content_type, headers=headers)
