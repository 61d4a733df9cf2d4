"""Addresses of the scoring room."""

from django.urls import include, path

from scoring.views import (
    board,
    cells,
    columns,
    entry,
    ledger,
    me,
    missing,
    moves,
    my_template,
    objections,
    revisions,
    sheet,
    standings,
    star_runs,
    stars,
    vetoes,
    what_if,
    workbook,
)

app_name = "scoring"

_SHEET = "branches/<slug:code>/months/<month:month>/"
_PERSON = f"{_SHEET}people/<str:employee_number>/"

urlpatterns = [
    # one's own
    path("me/", me.me, name="me"),
    path("me/ranking/", me.my_month, name="my_month"),
    path("me/template/", my_template.my_template, name="my_template"),
    path("me/points/<int:standing_pk>/", me.why, name="why"),
    # the months
    path("months/", board.months, name="months"),
    path(_SHEET, sheet.sheet, name="sheet"),
    path(f"{_SHEET}revisions/", revisions.revisions, name="revisions"),
    path(f"{_SHEET}revisions/<int:number>/", revisions.revision, name="revision"),
    path(f"{_SHEET}entry/", entry.entry, name="entry"),
    path(f"{_SHEET}entry/cells/", cells.save, name="entry_cells"),
    path(f"{_SHEET}entry/missing/", missing.missing, name="missing"),
    path(f"{_SHEET}entry/news/", cells.news, name="entry_news"),
    path(f"{_SHEET}entry/preview/", cells.entry_preview, name="entry_preview"),
    path(f"{_SHEET}entry/<str:employee_number>/", entry.person_entry, name="person_entry"),
    path(f"{_SHEET}entry.xlsx", workbook.entry_xlsx, name="entry_workbook"),
    path(f"{_SHEET}import/", workbook.import_page, name="import"),
    path(f"{_SHEET}import/columns/", columns.columns, name="columns"),
    path(f"{_SHEET}import/layouts/<int:pk>/", columns.layout, name="layout"),
    path(f"{_SHEET}moves/<slug:name>/", moves.move, name="move"),
    path(f"{_SHEET}consent/", moves.consent, name="consent"),
    path(f"{_PERSON}excuse/", moves.excuse_person, name="excuse"),
    path(f"{_PERSON}unexcuse/", moves.unexcuse_person, name="unexcuse"),
    path(f"{_PERSON}approve/", moves.approve, name="approve_excuse"),
    path(f"{_SHEET}standings/", standings.standings, name="standings"),
    path(f"{_SHEET}objections/", objections.objections, name="objections"),
    path("objections/<int:pk>/", objections.objection, name="objection"),
    path("objections/<int:pk>/answer/", objections.answer, name="answer_objection"),
    path("objections/<int:pk>/appeal/", objections.ask_for_review, name="appeal"),
    path("objections/<int:pk>/decision/", objections.decide, name="decide_objection"),
    path("", include("scoring.file_urls")),
    path("", include("scoring.target_urls")),
    # vetoes
    path("vetoes/", vetoes.vetoes, name="vetoes"),
    path("vetoes/new/", vetoes.propose, name="propose_veto"),
    path("vetoes/<int:pk>/", vetoes.veto, name="veto"),
    path("vetoes/<int:pk>/decision/", vetoes.decide, name="decide_veto"),
    # other rules, tried out
    path("what-if/", what_if.what_if_page, name="what_if"),
    # stars
    path("programme/<int:year>/stars/", stars.stars, name="stars"),
    path("stars/", star_runs.star_runs, name="star_runs"),
    path("stars/new/", star_runs.draw_up, name="draw_up_stars"),
    path("stars/<int:pk>/", star_runs.star_run, name="star_run"),
    path("stars/<int:pk>/people/<int:line_pk>/", star_runs.exempt, name="exempt_from_stars"),
    path("stars/<int:pk>/moves/<slug:name>/", star_runs.move, name="star_run_move"),
    # the ledger
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<str:employee_number>/", ledger.person_ledger, name="person_ledger"),
]
