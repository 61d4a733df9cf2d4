"""Addresses of the reports room."""

from django.urls import include, path

from reports.api import page as api
from reports.views import (
    dashboards,
    desk,
    flags,
    home,
    lobby,
    nominations,
    points_raised,
    quarter_report,
    quarters,
    rollup,
    search,
    titles,
)

app_name = "reports"

_REPORT = "branches/<slug:code>/quarters/<quarter:quarter>/"
_ROLLUP = "quarters/<quarter:quarter>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("reports.export_urls")),
    path("", include("reports.year_urls")),
    path("", include("reports.file_urls")),
    # a branch's report
    path(_REPORT, quarter_report.quarter_report, name="quarter_report"),
    path(f"{_REPORT}words/", quarter_report.words, name="report_words"),
    path(f"{_REPORT}nominations/", quarter_report.add_nomination, name="add_nomination"),
    path(f"{_REPORT}nominations/<int:pk>/", quarter_report.change_nomination, name="change_nomination"),
    path(f"{_REPORT}comments/", points_raised.comment, name="report_comment"),
    path(f"{_REPORT}comments/<int:pk>/answer/", points_raised.answer, name="report_answer"),
    path(f"{_REPORT}comments/<int:pk>/dealt-with/", points_raised.dealt_with, name="report_dealt"),
    path(f"{_REPORT}moves/<slug:name>/", quarter_report.move, name="report_move"),
    # the company's quarter
    path("quarters/", quarters.quarters, name="quarters"),
    path(f"{_ROLLUP}filings/", quarters.filings, name="filings"),
    path(f"{_ROLLUP}filings/accept/", quarters.accept_many, name="accept_reports"),
    path(_ROLLUP, rollup.rollup, name="rollup"),
    path(f"{_ROLLUP}moves/<slug:name>/", rollup.move, name="rollup_move"),
    path(f"{_ROLLUP}decision/", rollup.decision, name="decision"),
    path(f"{_ROLLUP}nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path(f"{_ROLLUP}nominations/<int:pk>/pick/", nominations.pick_or_unpick, name="pick"),
    path(f"{_ROLLUP}nominations/<int:pk>/strike/", nominations.strike_title, name="strike"),
    path(f"{_ROLLUP}comparison.xlsx", desk.desk_excel, name="desk_excel"),
    path(f"{_ROLLUP}comparison.csv", desk.desk_csv, name="desk_csv"),
    path(f"{_ROLLUP}views/", desk.save, name="save_view"),
    path(f"{_ROLLUP}views/<int:pk>/forget/", desk.forget, name="forget_view"),
    path(f"{_ROLLUP}flags/", flags.flags, name="flags"),
    path(f"{_ROLLUP}flags/<int:pk>/", flags.look, name="look_at_flag"),
    path("search/", search.search, name="search"),
    # dashboards
    path("dashboard/", dashboards.dashboards, name="dashboards"),
    path("dashboard/<slug:code>/", dashboards.dashboard, name="dashboard"),
    # titles
    path("titles/", titles.wall, name="titles"),
    path("titles/lobby/", lobby.lobby, name="lobby"),
    path("titles/<slug:serial>/", titles.title, name="title"),
    path("titles/<slug:serial>/revoke/", titles.revoke_title, name="revoke"),
    path("verify/<str:code>/", titles.verify, name="verify"),
    # the programming interface
    path("api/", api.interface, name="api"),
    path("api/tokens/<int:pk>/revoke/", api.revoke_own, name="revoke_token"),
]
