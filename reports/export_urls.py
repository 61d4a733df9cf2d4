"""Addresses of what is exported, beside the pages they belong to."""

from django.urls import path

from reports.views import (
    exports,
    jobs,
    ledger_exports,
    list_exports,
    own_exports,
    revision_exports,
    star_exports,
    what_if_exports,
)

_MONTH = "branches/<slug:code>/months/<month:month>/"
_REVISION = f"{_MONTH}revisions/<int:number>/"
_REPORT = "branches/<slug:code>/quarters/<quarter:quarter>/"
_ROLLUP = "quarters/<quarter:quarter>/"

urlpatterns = [
    path(f"{_MONTH}report.pdf", exports.sheet_pdf, name="sheet_pdf"),
    path(f"{_MONTH}workbook.xlsx", exports.sheet_workbook, name="sheet_workbook"),
    path(f"{_MONTH}standings.csv", exports.sheet_csv, name="sheet_csv"),
    path(f"{_REVISION}report.pdf", revision_exports.revision_pdf, name="revision_pdf"),
    path(f"{_REVISION}workbook.xlsx", revision_exports.revision_workbook, name="revision_workbook"),
    path(f"{_REVISION}standings.csv", revision_exports.revision_csv, name="revision_csv"),
    path(f"{_REPORT}report.pdf", exports.quarter_pdf, name="quarter_pdf"),
    path(f"{_REPORT}report.xlsx", exports.quarter_workbook, name="quarter_workbook"),
    path(f"{_REPORT}report.csv", exports.quarter_csv, name="quarter_csv"),
    path(f"{_ROLLUP}rollup.pdf", exports.rollup_pdf, name="rollup_pdf"),
    path(f"{_ROLLUP}rollup.xlsx", exports.rollup_excel, name="rollup_excel"),
    path(f"{_ROLLUP}rollup.csv", exports.rollup_csv, name="rollup_csv"),
    path(f"{_ROLLUP}decision.pdf", exports.decision_pdf, name="decision_pdf"),
    path(f"{_ROLLUP}certificates.pdf", exports.certificates, name="certificates"),
    path(f"{_ROLLUP}certificates.zip", exports.certificates_zip, name="certificates_zip"),
    path("titles/<slug:serial>/certificate.pdf", exports.title_certificate, name="certificate"),
    path("stars/<int:pk>/stars.xlsx", star_exports.star_run_excel, name="star_run_excel"),
    path("me/statement.xlsx", own_exports.my_statement, name="my_statement"),
    path("me/statement.pdf", own_exports.my_statement_pdf, name="my_statement_pdf"),
    path("me/statement.csv", own_exports.my_statement_csv, name="my_statement_csv"),
    path("ledger/ledger.xlsx", ledger_exports.ledger_excel, name="ledger_excel"),
    path("ledger/ledger.csv", ledger_exports.ledger_csv, name="ledger_csv"),
    path("ledger/<str:employee_number>/ledger.xlsx", ledger_exports.person_ledger_excel, name="person_ledger_excel"),
    path("ledger/<str:employee_number>/ledger.csv", ledger_exports.person_ledger_csv, name="person_ledger_csv"),
    path("what-if/what-if.xlsx", what_if_exports.what_if_excel, name="what_if_excel"),
    path("what-if/what-if.csv", what_if_exports.what_if_csv, name="what_if_csv"),
    path("months/months.xlsx", list_exports.months_excel, name="months_excel"),
    path("months/months.csv", list_exports.months_csv, name="months_csv"),
    path("titles/titles.xlsx", list_exports.titles_excel, name="titles_excel"),
    path("titles/titles.csv", list_exports.titles_csv, name="titles_csv"),
    path(f"{_ROLLUP}flags/flags.xlsx", list_exports.flags_excel, name="flags_excel"),
    path(f"{_ROLLUP}flags/flags.csv", list_exports.flags_csv, name="flags_csv"),
    # made in the background
    path("exports/", jobs.jobs, name="jobs"),
    path("exports/<int:pk>/", jobs.job, name="job"),
    path("exports/<int:pk>/file/", jobs.job_file, name="job_file"),
    path("exports/<int:pk>/move/", jobs.job_move, name="job_move"),
]
