"""Addresses of the ground floor's own pages."""

app_name = "flagship"

urlpatterns = []
