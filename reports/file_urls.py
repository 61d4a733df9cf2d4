"""Addresses of photographs and of a decision's files."""

from django.urls import path

from reports.views import attached

_NOMINATION = "branches/<slug:code>/quarters/<quarter:quarter>/nominations/<int:pk>/"

urlpatterns = [
    path(f"{_NOMINATION}photo.jpg", attached.nominee_photo, name="nominee_photo"),
    path("titles/<slug:serial>/photo.jpg", attached.title_photo, name="title_photo"),
    path("quarters/<quarter:quarter>/decision/files/<int:file>/", attached.decision_file, name="decision_file"),
]
