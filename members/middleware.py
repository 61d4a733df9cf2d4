"""A temporary password opens one door only: the page where it is changed."""

from django.urls import reverse

from flagship.answers import SeeOther

_OPEN = ("members:password", "members:logout", "flagship:language", "flagship:healthz")


def change_password_first(get_response):
    """Middleware: lead whoever must change the password to that page, whatever they asked for."""

    def middleware(request):
        user = request.user
        if user.is_authenticated and user.must_change_password and not _is_open(request.path):
            if request.headers.get("HX-Request"):
                return SeeOther(reverse("members:password"), headers={"HX-Redirect": reverse("members:password")})
            return SeeOther(reverse("members:password"))
        return get_response(request)

    return middleware


def _is_open(path: str) -> bool:
    return path in {reverse(name) for name in _OPEN}
