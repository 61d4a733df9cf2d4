"""Addresses of the scoring room."""

from django.urls import path

from scoring.views import ledger, me

app_name = "scoring"

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/ranking/", me.my_month, name="my_month"),
    path("me/points/<int:standing_pk>/", me.why, name="why"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<str:employee_number>/", ledger.person_ledger, name="person_ledger"),
]
