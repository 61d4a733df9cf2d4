"""All addresses: each room brings its own. Rooms are named by string only."""

from django.urls import include, path

import flagship.converters  # noqa: F401 (registers <month:…> and <quarter:…>)

handler403 = "flagship.views.errors.forbidden"

urlpatterns = [
    path("", include("flagship.scheme_urls")),
    path("", include("members.urls")),
    path("", include("scoring.urls")),
    path("", include("reports.urls")),
    path("", include("members.unit_urls")),
    path("api/v1/", include("reports.api.urls")),
]
