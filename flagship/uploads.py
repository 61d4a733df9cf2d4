"""The first look at an upload: its announced size."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class CappedRequest(FileUploadHandler):
    """Refuses a request larger than UPLOAD_MAX_REQUEST_BYTES before a byte of it is stored.

    Forms refuse a single file above UPLOAD_MAX_BYTES with a sentence; this is the wall behind them, against
    filling the disk.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        """Raise RequestDataTooBig (an HTTP 400) for too many announced bytes."""
        if content_length > settings.UPLOAD_MAX_REQUEST_BYTES:
            raise RequestDataTooBig("The request is larger than the server accepts.")

    def receive_data_chunk(self, raw_data, start):
        """Hand every chunk on to the next handler."""
        return raw_data

    def file_complete(self, file_size):
        """Leave the file to the next handler."""
        return
