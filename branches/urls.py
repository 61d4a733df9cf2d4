"""Addresses of the branches room. The pages that also show people stand one floor up: see members/unit_urls.py."""

from django.urls import path

from branches.views import imports, plans, tree

urlpatterns = [
    path("branches/new/", tree.new_branch, name="new_branch"),
    path("branches/import/", imports.import_page, name="import_branches"),
    path("branches/import/branches.xlsx", imports.workbook, name="tree_workbook"),
    path("branches/<slug:code>/rename/", tree.rename, name="rename"),
    path("branches/<slug:code>/move/", tree.move, name="move_branch"),
    path("branches/<slug:code>/plans/<int:year>/", plans.start, name="start_plan"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/write/", plans.write, name="write_plan"),
    path("plans/<int:pk>/move/", plans.move, name="move_plan"),
    path("plans/<int:pk>/document/", plans.document, name="plan_document"),
]
