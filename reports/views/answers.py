"""How a POST of this room answers."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponseRedirect

from flagship.moves import Refused


class SeeOther(HttpResponseRedirect):
    """303: the answer to a POST is another page, fetched by GET."""

    status_code = 303


def attempt(request, verb: Callable[[], object], *, done: str, back: str) -> SeeOther:
    """Try a verb, say how it went, and lead back to the page it was asked on."""
    try:
        verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return SeeOther(back)
