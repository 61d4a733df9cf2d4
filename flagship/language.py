"""Chinese unless the reader has asked for English.

Django's LocaleMiddleware would follow the browser's Accept-Language; office machines are often set up in English
although their users read Chinese, so here only the switch on the page counts.
"""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers


def language_from_cookie(get_response):
    """Middleware: activate the language of the cookie, else the default, for this request."""
    known = {code for code, _name in settings.LANGUAGES}

    def middleware(request):
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        request.LANGUAGE_CODE = asked if asked in known else settings.LANGUAGE_CODE
        with translation.override(request.LANGUAGE_CODE):
            response = get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ("Cookie",))
        return response

    return middleware
