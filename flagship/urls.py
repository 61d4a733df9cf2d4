"""All addresses: each room brings its own. Rooms are named by string only."""

from django.urls import include, path

import flagship.converters

urlpatterns = [
    path("", include("flagship.scheme_urls")),
    path("", include("members.urls")),
    path("", include("scoring.urls")),
    path("", include("reports.urls")),
    path("", include("branches.urls")),
]
