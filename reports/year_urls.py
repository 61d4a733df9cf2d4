"""Addresses of the year: the summary, the list for 评先树优, and what is exported of both."""

from django.urls import path

from reports.views import exports, honours, years

_HONOURS = "years/<int:year>/honours/"

urlpatterns = [
    path("years/", years.this_year, name="years"),
    path("years/<int:year>/", years.year, name="year"),
    path("years/<int:year>/year.pdf", exports.year_pdf, name="year_pdf"),
    path("years/<int:year>/year.xlsx", exports.year_excel, name="year_excel"),
    path("years/<int:year>/year.csv", exports.year_csv, name="year_csv"),
    path(_HONOURS, honours.honours, name="honours"),
    path(f"{_HONOURS}criteria/", honours.criteria, name="year_criteria"),
    path(f"{_HONOURS}freeze/", honours.freeze, name="freeze_year"),
    path(f"{_HONOURS}list.pdf", honours.honours_pdf, name="honours_pdf"),
    path(f"{_HONOURS}list.xlsx", honours.honours_excel, name="honours_excel"),
    path(f"{_HONOURS}list.csv", honours.honours_csv, name="honours_csv"),
]
