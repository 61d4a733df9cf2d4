"""Addresses of the ground floor's own pages."""

from django.conf import settings
from django.urls import path

from flagship.views.health import healthz
from flagship.views.language import choose_language
from flagship.views.styleguide import styleguide

app_name = "flagship"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", choose_language, name="language"),
]
if settings.ENVIRONMENT == "local":
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
