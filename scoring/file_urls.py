"""Addresses of attached files."""

from django.urls import path

from scoring.views import evidence, objections, vetoes

_CELL = "branches/<slug:code>/months/<month:month>/entry/<str:employee_number>/evidence/<int:indicator>/"

urlpatterns = [
    path(_CELL, evidence.attach, name="attach_evidence"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="remove_evidence"),
    path("objections/<int:pk>/files/<int:file>/", objections.file, name="objection_file"),
    path("vetoes/<int:pk>/files/<int:file>/", vetoes.file, name="veto_file"),
]
