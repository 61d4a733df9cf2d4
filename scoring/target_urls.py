"""Addresses of the targets of a branch's people, and of taking over from last month."""

from django.urls import path

from scoring.views import carry_over, targets

_TARGETS = "branches/<slug:code>/targets/<int:year>/"

urlpatterns = [
    path(_TARGETS, targets.targets, name="targets"),
    path(f"{_TARGETS}targets.xlsx", targets.workbook, name="targets_workbook"),
    path(f"{_TARGETS}import/", targets.import_page, name="import_targets"),
    path("branches/<slug:code>/months/<month:month>/carry-over/", carry_over.carry_over_page, name="carry_over"),
]
