"""Addresses of the scoring room."""

from django.urls import path

from scoring.views import (
    board,
    columns,
    entry,
    ledger,
    me,
    moves,
    objections,
    sheet,
    standings,
    stars,
    targets,
    vetoes,
    workbook,
)

app_name = "scoring"

_SHEET = "branches/<slug:code>/months/<month:month>/"
_PERSON = f"{_SHEET}people/<str:employee_number>/"
_TARGETS = "branches/<slug:code>/targets/<int:year>/"

urlpatterns = [
    # one's own
    path("me/", me.me, name="me"),
    path("me/ranking/", me.my_month, name="my_month"),
    path("me/points/<int:standing_pk>/", me.why, name="why"),
    # the months
    path("months/", board.months, name="months"),
    path(_SHEET, sheet.sheet, name="sheet"),
    path(f"{_SHEET}revisions/<int:number>/", sheet.revision, name="revision"),
    path(f"{_SHEET}entry/", entry.entry, name="entry"),
    path(f"{_SHEET}entry/preview/", entry.entry_preview, name="entry_preview"),
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
    # the targets of a year and its months
    path(_TARGETS, targets.targets, name="targets"),
    path(f"{_TARGETS}targets.xlsx", targets.workbook, name="targets_workbook"),
    path(f"{_TARGETS}import/", targets.import_page, name="import_targets"),
    path(f"{_SHEET}standings/", standings.standings, name="standings"),
    path(f"{_SHEET}objections/", objections.objections, name="objections"),
    path("objections/<int:pk>/", objections.objection, name="objection"),
    path("objections/<int:pk>/answer/", objections.answer, name="answer_objection"),
    path("objections/<int:pk>/appeal/", objections.ask_for_review, name="appeal"),
    path("objections/<int:pk>/decision/", objections.decide, name="decide_objection"),
    # vetoes
    path("vetoes/", vetoes.vetoes, name="vetoes"),
    path("vetoes/new/", vetoes.propose, name="propose_veto"),
    path("vetoes/<int:pk>/", vetoes.veto, name="veto"),
    path("vetoes/<int:pk>/decision/", vetoes.decide, name="decide_veto"),
    # stars
    path("programme/<int:year>/stars/", stars.stars, name="stars"),
    # the ledger
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<str:employee_number>/", ledger.person_ledger, name="person_ledger"),
]
