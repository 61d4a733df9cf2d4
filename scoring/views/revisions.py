"""The submissions of a month, one by one and side by side."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from flagship.access import guard
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.documents import SheetDocument
from scoring.models import MonthSheet, SheetRevision
from scoring.queries.revision_changes import revision_changes
from scoring.queries.sheet_document import revision_document, sheet_document
from scoring.states import SheetState
from scoring.views.sheet import body
from scoring.views.sheets import crumbs, my_sheet

DRAFT = "draft"
KINDS = (("value", "values"), ("total", "totals"), ("rank", "ranks"), ("points", "points"))


def my_revision(user, code: str, month: Month, number: int) -> SheetRevision:
    """One submission of a sheet the user may see."""
    revisions = SheetRevision.objects.select_related("submitted_by", "settled_by")
    revision = get_object_or_404(revisions, sheet=my_sheet(user, code, month), number=number)
    revision.branch = revision.sheet.branch
    return revision


@guard(Permission.VIEW_SHEET, of=my_revision)
def revision(request, revision: SheetRevision):
    """A submission as it was, also when it was withdrawn or reopened since."""
    sheet = revision.sheet
    document = revision_document(sheet, revision)
    title = _("Revision %(number)d") % {"number": revision.number}
    context = {
        **body(document, request.GET.get("tab", "")),
        "sheet": sheet,
        "revision": revision,
        "crumbs": crumbs(sheet, title),
    }
    return render(request, "scoring/revision.html", context)


@guard(Permission.VIEW_SHEET, of=my_sheet)
def revisions(request, sheet: MonthSheet):
    """All submissions, and what differs between two: `?old=1&new=2`, `new=draft`, or the newest two."""
    found = list(sheet.revisions.select_related("submitted_by", "settled_by"))
    choices = [(str(one.number), _("Revision %(number)d") % {"number": one.number}) for one in reversed(found)]
    if sheet.state is SheetState.DRAFT and found:
        choices.append((DRAFT, _("The present draft")))
    context = {
        "sheet": sheet,
        "revisions": found,
        "choices": choices,
        "crumbs": crumbs(sheet, _("Revisions")),
        **_compared(request, sheet, found, [name for name, _label in choices]),
    }
    return render(request, "scoring/revisions.html", context)


def _compared(request, sheet: MonthSheet, found: list[SheetRevision], names: list[str]) -> dict:
    """The two that are compared and what differs; nothing where there are not two."""
    if len(names) < 2:
        return {}
    new = _one_of(request.GET.get("new"), names[1:], names[-1])
    old = _one_of(request.GET.get("old"), names, names[max(names.index(new) - 1, 0)])
    revisions = {str(one.number): one for one in found}
    before, after = (_document(sheet, revisions.get(name)) for name in (old, new))
    changes = revision_changes(before, after)
    counts = [(name, changes.count(kind)) for kind, name in KINDS]
    return {"old": old, "new": new, "changes": changes, "counts": dict(counts), "before": before, "after": after}


def _one_of(asked: str | None, names: list[str], otherwise: str) -> str:
    return asked if asked in names else otherwise


def _document(sheet: MonthSheet, revision: SheetRevision | None) -> SheetDocument:
    return revision_document(sheet, revision) if revision else sheet_document(sheet)
