"""Evidence: attached and taken off on a person's page, fetched by those who may see the sheet or its “why”."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from flagship.access import guard, personal
from flagship.answers import attempt, say_what_is_wrong
from flagship.downloads import download
from flagship.models import Indicator
from flagship.periods import Month
from flagship.permissions import Permission
from scoring.actions.evidence import attach_evidence, remove_evidence
from scoring.forms import EvidenceForm
from scoring.models import Evidence, MonthSheet, Standing
from scoring.rules.lines import IndicatorLine
from scoring.views.entry import one_person
from scoring.views.sheets import address


def one_cell(user, code: str, month: Month, employee_number: str, indicator: int) -> MonthSheet:
    """A sheet with the person and the indicator asked for."""
    sheet = one_person(user, code, month, employee_number)
    sheet.asked_indicator = get_object_or_404(Indicator, pk=indicator, template=sheet.asked_person.template_id)
    return sheet


@require_POST
@guard(Permission.ENTER_MARKS, of=one_cell)
def attach(request, sheet: MonthSheet):
    """Attach one or several files to a cell."""
    person, indicator = sheet.asked_person, sheet.asked_indicator
    back = _page(sheet, person.member.employee_number, indicator)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        return say_what_is_wrong(request, form, back=back)
    files = form.cleaned_data["files"]
    done = ngettext("%(count)d file is attached.", "%(count)d files are attached.", len(files)) % {"count": len(files)}
    return attempt(
        request,
        lambda: attach_evidence(participant=person, indicator=indicator, files=files, by=request.user),
        done=done,
        back=back,
    )


def evidence_of_mine(user, pk: int) -> Evidence:
    """Evidence of a sheet in which the user enters marks."""
    rows = Evidence.objects.open_to(user, Permission.ENTER_MARKS).current()
    return get_object_or_404(rows.select_related("sheet__branch", "member", "indicator"), pk=pk)


@require_POST
@guard(Permission.ENTER_MARKS, of=evidence_of_mine)
def remove(request, row: Evidence):
    """Take a file off a draft."""
    return attempt(
        request,
        lambda: remove_evidence(evidence=row, by=request.user),
        done=_("The file is taken off."),
        back=_page(row.sheet, row.member.employee_number, row.indicator),
    )


@require_safe
@personal
def evidence(request, pk: int):
    """The file, for those who may see the sheet and for the person whose standing rests on it."""
    row = get_object_or_404(Evidence.objects.select_related("attachment", "sheet__branch"), pk=pk)
    if not request.user.has_perm(Permission.VIEW_SHEET, row.branch) and not _behind_own_marks(request.user, row):
        raise Http404
    return download(request, row.attachment, of=str(row.sheet))


def _behind_own_marks(user, row: Evidence) -> bool:
    """Whether a standing of the user names it: then they may see its “why”, and what it rests on."""
    if user.person is None or user.person.pk != row.member_id:
        return False
    mine = Standing.objects.filter(member=row.member_id, revision__sheet=row.sheet_id).values_list("lines", flat=True)
    return any(row.pk == file.id for lines in mine for line in lines for file in IndicatorLine.from_json(line).evidence)


def _page(sheet: MonthSheet, employee_number: str, indicator: Indicator) -> str:
    return f"{address(sheet, 'person_entry', employee_number=employee_number)}#ev-{indicator.pk}"
