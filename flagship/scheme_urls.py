"""Addresses of the ground floor's own pages."""

from django.conf import settings
from django.urls import path

from flagship.views import drafts, programme
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
    path("standard/new/", drafts.new, name="new_template"),
    path("standard/drafts/<int:pk>/", drafts.draft, name="draft"),
    path("standard/drafts/<int:pk>/head/", drafts.head, name="draft_head"),
    path("standard/drafts/<int:pk>/weights/", drafts.weights, name="draft_weights"),
    path("standard/drafts/<int:pk>/order/", drafts.order, name="draft_order"),
    path("standard/drafts/<int:pk>/indicators/new/", drafts.new_indicator, name="new_indicator"),
    path("standard/drafts/<int:pk>/indicators/<int:indicator>/", drafts.indicator, name="indicator"),
    path("standard/drafts/<int:pk>/indicators/<int:indicator>/shift/", drafts.shift, name="shift_indicator"),
    path("standard/drafts/<int:pk>/discard/", drafts.discard, name="discard_draft"),
    path("standard/drafts/<int:pk>/publish/", drafts.publish, name="publish_draft"),
    path("standard/<slug:code>/<int:version>/", template, name="template"),
    path("standard/<slug:code>/<int:version>/renew/", drafts.renew, name="renew_template"),
    path("standard/<slug:code>/<int:version>/copy/", drafts.copy, name="copy_template"),
    path("standard/<slug:code>/<int:version>/retire/", drafts.retire, name="retire_template"),
    path("standard/<slug:code>/<int:version>/wording/", drafts.wording, name="correct_wording"),
    path("programme/", programme.present, name="programme"),
    path("programme/open/", programme.open_year, name="open_year"),
    path("programme/<int:year>/", programme.programme, name="programme"),
    path("programme/<int:year>/edit/", programme.edit, name="edit_programme"),
    path("programme/<int:year>/reminders/", programme.switch_reminders, name="switch_reminders"),
    path("programme/<int:year>/tiers/", programme.add_tiers, name="add_tiers"),
    path("programme/<int:year>/days/", programme.add_day, name="add_day"),
    path("programme/days/<int:pk>/forget/", programme.forget_day, name="forget_day"),
    path("audit/", audit, name="audit"),
]
if settings.ENVIRONMENT == "local":
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
