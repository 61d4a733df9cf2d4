"""Where the programming interface stands.

Its operations let in whoever brings a token (`Key`); its description is for everybody who is signed in.
"""

from flagship.access import published
from reports.api.routes import api

_DESCRIPTION = ("openapi-json", "api-root")


def _addresses() -> list:
    patterns, _app, _namespace = api.urls
    for pattern in patterns:
        if pattern.name in _DESCRIPTION:
            pattern.callback = published(pattern.callback)
        else:
            pattern.callback.login_required = False  # the session does not count here, the token does
            pattern.callback.access = ("token",)
    return patterns


app_name = "api"
urlpatterns = _addresses()
