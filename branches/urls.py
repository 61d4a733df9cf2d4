"""Addresses of the branches room."""

app_name = "branches"

urlpatterns = []
