"""How an attached file leaves the house. The view in front of it has asked whether it may."""

from collections.abc import Callable, Iterable

from django.http import FileResponse, Http404
from django.utils.http import content_disposition_header

from flagship.actions.audit import record
from flagship.models import Attachment


def download(request, attachment: Attachment, **about) -> FileResponse:
    """The file under its own name (RFC 6266), always as a download and never rendered; written into the audit trail.

    `about` says what it belongs to. A row whose file is gone is 404; `manage.py check_files` names it.
    """
    answer = FileResponse(_opened(attachment), content_type="application/octet-stream")
    record("download", attachment.name, by=request.user, digest=attachment.digest, bytes=attachment.size, **about)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=attachment.name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def links(attachments: Iterable[Attachment], address: Callable[[Attachment], str]) -> list[dict]:
    """Attached files as `_components/files.html` lists them."""
    return [{"attachment": one, "url": address(one)} for one in attachments]


def show_photo(attachment: Attachment | None) -> FileResponse:
    """A portrait within a page. It was drawn by us, so it may be rendered."""
    if attachment is None:
        raise Http404
    answer = FileResponse(_opened(attachment), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=600"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _opened(attachment: Attachment):
    try:
        return attachment.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
