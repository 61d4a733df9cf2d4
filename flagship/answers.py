"""How a POST answers: it tries a verb, says how it went, and leads to a page that is fetched by GET."""

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


def say_what_is_wrong(request, form, *, back: str) -> SeeOther:
    """A small form beside other things was filled in wrongly: one message for each fault, then back to its page."""
    for name, problems in form.errors.items():
        heading = f"{form.fields[name].label}: " if name in form.fields else ""
        for problem in problems:
            messages.error(request, f"{heading}{problem}")
    return SeeOther(back)
