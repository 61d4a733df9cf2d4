"""Addresses of the ground floor's own pages."""

from django.conf import settings
from django.urls import path

from flagship.views import programme
from flagship.views.audit import audit
from flagship.views.health import healthz
from flagship.views.language import choose_language
from flagship.views.standard import standard, template
from flagship.views.styleguide import styleguide

app_name = "flagship"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", choose_language, name="language"),
    path("standard/", standard, name="standard"),
    path("standard/<slug:code>/<int:version>/", template, name="template"),
    path("programme/", programme.present, name="programme"),
    path("programme/open/", programme.open_year, name="open_year"),
    path("programme/<int:year>/", programme.programme, name="programme"),
    path("programme/<int:year>/edit/", programme.edit, name="edit_programme"),
    path("programme/<int:year>/tiers/", programme.add_tiers, name="add_tiers"),
    path("programme/<int:year>/days/", programme.add_day, name="add_day"),
    path("programme/days/<int:pk>/forget/", programme.forget_day, name="forget_day"),
    path("audit/", audit, name="audit"),
]
if settings.ENVIRONMENT == "local":
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
