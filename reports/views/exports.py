"""What leaves the house as PDF, workbook and CSV. Each export loads and guards its rows as its page does."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from flagship import clock
from flagship.access import guard, published
from flagship.answers import SeeOther
from flagship.permissions import Permission
from reports.builders import report_document, rollup_document, title_document, title_documents
from reports.delimited import as_csv
from reports.documents import RollupDocument, TitleDocument
from reports.excel.month import month_book, standings_table
from reports.excel.quarter import people_table, quarter_book
from reports.excel.rollup import company_table, rollup_book
from reports.excel.year import year_book, year_table
from reports.letterhead import letterhead
from reports.lists import lists_of
from reports.models import FlagTitle
from reports.papers.certificate import Certificate, certificate, certificate_paper, zipped
from reports.papers.month import month_paper
from reports.papers.quarter import quarter_paper
from reports.papers.rollup import decision_paper, rollup_paper
from reports.papers.year import year_paper
from reports.queries.year import people_of_year, year_rows
from reports.states import UNDECIDED_ROLLUP
from reports.views.files import export, export_paper
from reports.views.quarter_report import my_report
from reports.views.rollup import my_rollup
from reports.views.titles import a_title
from scoring.queries.sheet_document import sheet_document
from scoring.views.sheets import address, my_sheet

ROWS_A_CERTIFICATE = 10  # as much work as so many rows of a table

# --- a month --------------------------------------------------------------------------------------------------------


@guard(Permission.VIEW_SHEET, of=my_sheet)
def sheet_pdf(request, sheet):
    """公示, 通报 or draft of the month, as it stands."""
    document, head = sheet_document(sheet), letterhead(sheet.month.year)
    paper = month_paper(document, head)
    return export_paper(request, document, paper, head, back=address(sheet), rows=len(document.rows))


@guard(Permission.VIEW_SHEET, of=my_sheet)
def sheet_workbook(request, sheet):
    """The record of the month: standings, values and marks, with formulas to check by."""
    document = sheet_document(sheet)
    name = f"{document.branch_name}{document.month.zh}考核评选情况"
    return export(
        request,
        document,
        name=name,
        suffix="xlsx",
        back=address(sheet),
        make=lambda origin: month_book(document, origin),
    )


@guard(Permission.VIEW_SHEET, of=my_sheet)
def sheet_csv(request, sheet):
    """The standings as CSV, all pools below each other."""
    document = sheet_document(sheet)
    name = f"{document.branch_name}{document.month.zh}考核评选名次表"
    table = standings_table(document, lists_of(document), "名次表")
    return export(request, document, name=name, suffix="csv", back=address(sheet), make=lambda _: as_csv(table))


# --- a branch's quarter ---------------------------------------------------------------------------------------------


@guard(Permission.VIEW_REPORT, of=my_report)
def quarter_pdf(request, report):
    """季度考核情况报告."""
    document, head = report_document(report), letterhead(report.quarter.year)
    return export_paper(request, document, quarter_paper(document, head), head, back=_report_page(report))


@guard(Permission.VIEW_REPORT, of=my_report)
def quarter_workbook(request, report):
    """The report as a workbook."""
    document = report_document(report)
    return export(
        request,
        document,
        name=f"{document.branch_name}{document.quarter.zh}考核情况报告",
        suffix="xlsx",
        back=_report_page(report),
        make=lambda origin: quarter_book(document, origin),
    )


@guard(Permission.VIEW_REPORT, of=my_report)
def quarter_csv(request, report):
    """Everybody's quarter as CSV."""
    document = report_document(report)
    name = f"{document.branch_name}{document.quarter.zh}考核成绩表"
    table = people_table(document)
    return export(request, document, name=name, suffix="csv", back=_report_page(report), make=lambda _: as_csv(table))


def _report_page(report) -> str:
    return reverse("reports:quarter_report", kwargs={"code": report.branch.code, "quarter": report.quarter})


# --- the company's quarter ------------------------------------------------------------------------------------------


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def rollup_pdf(request, rollup):
    """季度考核情况汇总报告."""
    document, head = rollup_document(rollup.quarter), letterhead(rollup.quarter.year)
    paper = rollup_paper(document, head)
    return export_paper(request, document, paper, head, back=_rollup_page(rollup), rows=_people(document))


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def rollup_excel(request, rollup):
    """The roll-up as a workbook, one sheet for each category."""
    document = rollup_document(rollup.quarter)
    return export(
        request,
        document,
        name=f"{rollup.quarter.zh}考核情况汇总",
        suffix="xlsx",
        back=_rollup_page(rollup),
        make=lambda origin: rollup_book(document, origin),
        rows=_people(document),
    )


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def rollup_csv(request, rollup):
    """Everybody under comparison as CSV."""
    document = rollup_document(rollup.quarter)
    name, table = f"{rollup.quarter.zh}考核成绩汇总表", company_table(document)
    return export(request, document, name=name, suffix="csv", back=_rollup_page(rollup), make=lambda _: as_csv(table))


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def decision_pdf(request, rollup):
    """The committee's decision on the titles; there is none before it has decided."""
    if rollup.state in UNDECIDED_ROLLUP:
        raise Http404
    document, head = rollup_document(rollup.quarter), letterhead(rollup.quarter.year)
    return export_paper(request, document, decision_paper(document, head), head, back=_rollup_page(rollup))


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def certificates(request, rollup):
    """The certificates of the quarter that stand, or of one category (`?category=`), in one file."""
    made, head = _certificates(request, rollup), letterhead(rollup.quarter.year)
    paper = certificate_paper(made, head)
    return export_paper(request, made, paper, head, back=_rollup_page(rollup), rows=len(made) * ROWS_A_CERTIFICATE)


@guard(Permission.VIEW_ROLLUP, of=my_rollup)
def certificates_zip(request, rollup):
    """The same, a file for each."""
    made, head = _certificates(request, rollup), letterhead(rollup.quarter.year)
    return export(
        request,
        made,
        name=certificate_paper(made, head).name,
        suffix="zip",
        back=_rollup_page(rollup),
        make=lambda origin: zipped(made, head, origin),
        rows=len(made),
    )


def _certificates(request, rollup) -> list[Certificate]:
    titles = FlagTitle.objects.standing().filter(quarter=rollup.quarter).order_by("category", "serial")
    if category := request.GET.get("category"):
        titles = titles.filter(category=category)
    if not titles:
        raise Http404
    return [_certificate(request, document) for document in title_documents(titles)]


def _people(document: RollupDocument) -> int:
    return sum(len(category.rows) for category in document.categories)


def _rollup_page(rollup) -> str:
    return reverse("reports:rollup", kwargs={"quarter": rollup.quarter})


# --- titles ---------------------------------------------------------------------------------------------------------


@published
def title_certificate(request, serial):
    """荣誉证书 of one title. A revoked one has none any more."""
    title = a_title(request.user, serial)
    back = reverse("reports:title", kwargs={"serial": serial})
    if title.revoked_at is not None:
        messages.error(request, _("This title was revoked; its certificate is no longer issued."))
        return SeeOther(back)
    made, head = [_certificate(request, title_document(title))], letterhead(title.quarter.year)
    return export_paper(request, made, certificate_paper(made, head), head, back=back)


def _certificate(request, document: TitleDocument) -> Certificate:
    address = reverse("reports:verify", kwargs={"code": document.verify_code})
    return certificate(document, request.build_absolute_uri(address))


# --- the year -------------------------------------------------------------------------------------------------------


@guard(Permission.VIEW_ROLLUP, company=True)
def year_pdf(request, year):
    """The list for 评先树优, by mean quarter score."""
    rows, head = _year(year), letterhead(year)
    paper = year_paper(year, rows, head)
    return export_paper(request, rows, paper, head, back=_year_page(year), rows=len(rows))


@guard(Permission.VIEW_ROLLUP, company=True)
def year_excel(request, year):
    rows = _year(year)
    name = f"{year}年度考核情况汇总"
    return export(
        request,
        rows,
        name=name,
        suffix="xlsx",
        back=_year_page(year),
        make=lambda origin: year_book(year, rows, origin),
        rows=len(rows),
    )


@guard(Permission.VIEW_ROLLUP, company=True)
def year_csv(request, year):
    rows = _year(year)
    name, table = f"{year}年度考核情况汇总表", year_table(year, rows)
    return export(request, rows, name=name, suffix="csv", back=_year_page(year), make=lambda _: as_csv(table))


def _year(year: int) -> list:
    if not 2000 <= year <= clock.today().year:
        raise Http404
    return year_rows(year, people_of_year(year))


def _year_page(year: int) -> str:
    return reverse("reports:year", kwargs={"year": year})
