"""Addresses of the tree of units, under the name of the branches room.

The tree and a branch's page show people, so their views stand here; what a branch can do without knowing its people
comes from the room below. Both are one namespace, `branches`.
"""

from django.urls import path

from branches.urls import urlpatterns as of_the_room_below
from members.views import units

app_name = "branches"

urlpatterns = [
    *of_the_room_below,
    path("branches/", units.branches, name="branches"),
    path("branches/<slug:code>/", units.branch, name="branch"),
    path("branches/<slug:code>/close/", units.close, name="close_branch"),
]
