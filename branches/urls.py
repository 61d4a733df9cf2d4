"""Addresses of the branches room. The pages that also show people stand one floor up: see members/unit_urls.py."""

from django.urls import path

from branches.views import imports, own_templates, plans, tree

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
    path("plans/<int:pk>/adapt/", own_templates.adapt, name="adapt_template"),
    path("plans/<int:pk>/templates/new/", own_templates.new, name="new_own"),
    path("plans/<int:pk>/templates/<int:template>/", own_templates.template, name="own_template"),
    path("plans/<int:pk>/templates/<int:template>/head/", own_templates.head, name="own_head"),
    path("plans/<int:pk>/templates/<int:template>/weights/", own_templates.weights, name="own_weights"),
    path("plans/<int:pk>/templates/<int:template>/order/", own_templates.order, name="own_order"),
    path("plans/<int:pk>/templates/<int:template>/indicators/new/", own_templates.new_indicator, name="own_new"),
    path(
        "plans/<int:pk>/templates/<int:template>/indicators/<int:indicator>/",
        own_templates.indicator,
        name="own_indicator",
    ),
    path(
        "plans/<int:pk>/templates/<int:template>/indicators/<int:indicator>/shift/",
        own_templates.shift,
        name="shift_own",
    ),
    path("plans/<int:pk>/templates/<int:template>/discard/", own_templates.discard, name="discard_own"),
    path("plans/<int:pk>/document/", plans.document, name="plan_document"),
]
