from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.utils.translation import get_language

from flagship.language import language_from_cookie


@pytest.mark.parametrize(
    ("cookie", "language"),
    [(None, "zh-hans"), ("en", "en"), ("zh-hans", "zh-hans"), ("de", "zh-hans"), ("", "zh-hans")],
)
def test_pages_are_chinese_unless_the_cookie_asks_for_english_whatever_the_browser_prefers(rf, cookie, language):
    request = rf.get("/", headers={"Accept-Language": "en-US,en"})
    if cookie is not None:
        request.COOKIES["django_language"] = cookie
    seen = SimpleNamespace()

    def view(request):
        seen.language = get_language()
        return HttpResponse()

    before = get_language()
    response = language_from_cookie(view)(request)
    assert (seen.language, request.LANGUAGE_CODE, response["Content-Language"]) == (language, language, language)
    assert "Cookie" in response["Vary"]
    assert get_language() == before
