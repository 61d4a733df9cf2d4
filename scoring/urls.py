"""Addresses of the scoring room."""

app_name = "scoring"

urlpatterns = []
