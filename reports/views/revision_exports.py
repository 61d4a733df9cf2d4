"""Earlier submissions of a month as paper, workbook and CSV; those no longer in force say so on every page."""

from django.urls import reverse

from flagship.access import guard
from flagship.permissions import Permission
from reports.delimited import as_csv
from reports.excel.month import month_book, standings_table
from reports.letterhead import letterhead
from reports.lists import lists_of
from reports.papers.month import month_paper
from reports.superseded import as_it_was, superseded
from reports.views.files import export, export_paper
from scoring.queries.sheet_document import revision_document
from scoring.views.revisions import my_revision


@guard(Permission.VIEW_SHEET, of=my_revision)
def revision_pdf(request, revision):
    """公示 or 通报 of a submission, as it was."""
    document, head = _document(revision), letterhead(revision.sheet.month.year)
    paper = month_paper(document, head, superseded(revision))
    return export_paper(request, document, paper, head, back=_page(revision), rows=len(document.rows))


@guard(Permission.VIEW_SHEET, of=my_revision)
def revision_workbook(request, revision):
    """The record of a submission."""
    document = _document(revision)
    return export(
        request,
        document,
        name=f"{document.branch_name}{document.month.zh}考核评选情况{_which(revision)}",
        suffix="xlsx",
        back=_page(revision),
        make=lambda origin: month_book(document, origin, superseded(revision)),
    )


@guard(Permission.VIEW_SHEET, of=my_revision)
def revision_csv(request, revision):
    """The standings of a submission as CSV."""
    document = _document(revision)
    name = f"{document.branch_name}{document.month.zh}考核评选名次表{_which(revision)}"
    table = standings_table(document, lists_of(document), "名次表")
    return export(request, document, name=name, suffix="csv", back=_page(revision), make=lambda _: as_csv(table))


def _document(revision):
    return as_it_was(revision_document(revision.sheet, revision))


def _which(revision) -> str:
    """（第1次提交，已撤回）: what the file's name says of the submission."""
    ended = superseded(revision)
    return f"（{ended.short}）" if ended else f"（第{revision.number}次提交）"


def _page(revision) -> str:
    where = {"code": revision.branch.code, "month": revision.sheet.month, "number": revision.number}
    return reverse("scoring:revision", kwargs=where)
