"""The quarter report of one branch: the page and what is done on it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from flagship import clock
from flagship.access import guard
from flagship.answers import SeeOther, attempt
from flagship.histories import history_of
from flagship.moves import Refused, offered
from flagship.periods import Quarter
from flagship.permissions import Permission
from flagship.templatetags.house import label
from members.models import Member
from reports.actions import report as verbs
from reports.actions.nominate import nominate, rewrite_citation, set_photo, withdraw_nomination
from reports.builders import report_document
from reports.documents import ReportContent, ReportDocument
from reports.forms import CitationForm, NominationForm, WordsForm
from reports.models import Nomination, QuarterReport
from reports.moves import REPORT_HISTORY, REPORT_MOVES
from reports.queries.candidates import candidates_of
from reports.report_changes import report_changes
from reports.states import EDITABLE_REPORT
from reports.views.points_raised import thread_of
from reports.views.reports_in_reach import my_report


def my_nomination(user, code: str, quarter: Quarter, pk: int) -> Nomination:
    nominations = Nomination.objects.open_to(user, Permission.VIEW_REPORT).select_related("report__branch", "member")
    return get_object_or_404(nominations, report__branch__code=code, quarter=quarter, pk=pk)


def _address(report: QuarterReport, page: str = "quarter_report", **more) -> str:
    return reverse(f"reports:{page}", kwargs={"code": report.branch.code, "quarter": report.quarter, **more})


@guard(Permission.VIEW_REPORT, of=my_report)
def quarter_report(request, report):
    """Show the report: live figures while it can be edited, the frozen ones afterwards."""
    return _page(request, report)


def _page(request, report: QuarterReport, *, status: int = 200, **bound):
    document = report_document(report)
    writes = report.state in EDITABLE_REPORT and request.user.has_perm(Permission.EDIT_REPORT, report.branch)
    forms = _forms(request.user, report, document) | bound if writes else {}
    context = {
        "report": report,
        "document": document,
        "content": document.content,
        "writes": writes,
        "moves": [(move, _address(report, "report_move", name=move.name)) for move in _offered(report, request.user)],
        **thread_of(report, document.content, request.user),
        "with_photo": set(_nominations(report).exclude(photo=None).values_list("pk", flat=True)),
        "history": history_of(report, REPORT_HISTORY) if report.pk else [],
        "crumbs": [(_("Quarters"), reverse("reports:quarters")), report.branch.name, label(report.quarter)],
        "previous": _neighbour(report, -1),
        "next": _neighbour(report, 1),
        **_since_the_version_before(report, document),
        **forms,
    }
    return render(request, "reports/quarter_report.html", context, status=status)


def _nominations(report: QuarterReport):
    return report.nominations.all() if report.pk else Nomination.objects.none()


def _since_the_version_before(report: QuarterReport, document: ReportDocument) -> dict:
    """What changed: a filed report against the version before it, one that is being corrected against the last."""
    against = report.version if report.state in EDITABLE_REPORT else report.version - 1
    version = report.versions.filter(number=against).first() if against > 0 else None
    if version is None:
        return {"since": None}
    return {"since": against, "changes": report_changes(ReportContent.from_json(version.content), document.content)}


def _forms(user, report: QuarterReport, document: ReportDocument) -> dict:
    return {
        "words_form": WordsForm(initial={"summary": report.summary, "missing_reason": report.missing_reason}),
        "nomination_form": NominationForm(candidates=candidates_of(report, document.content, user)),
    }


def _offered(report: QuarterReport, user):
    return offered(REPORT_MOVES, report, user)


def _neighbour(report: QuarterReport, step: int) -> dict | None:
    quarter = report.quarter + step
    if quarter.first_day > clock.today():
        return None
    address = reverse("reports:quarter_report", kwargs={"code": report.branch.code, "quarter": quarter})
    return {"quarter": quarter, "url": address}


@require_POST
@guard(Permission.EDIT_REPORT, of=my_report)
def words(request, report):
    """Keep the summary and the reason for a missing month."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, report, status=422, words_form=form)
    return attempt(
        request,
        lambda: verbs.write_report(branch=report.branch, quarter=report.quarter, by=request.user, **form.cleaned_data),
        done=_("The text is kept."),
        back=_address(report),
    )


@require_POST
@guard(Permission.EDIT_REPORT, of=my_report)
def add_nomination(request, report):
    """Nominate a person, with the citation."""
    candidates = candidates_of(report, report_document(report).content, request.user)
    form = NominationForm(request.POST, request.FILES, candidates=candidates)
    if not form.is_valid():
        return _page(request, report, status=422, nomination_form=form)
    member = get_object_or_404(Member, pk=form.member_id)
    try:
        nominate(
            branch=report.branch,
            quarter=report.quarter,
            member=member,
            category=form.category,
            citation=form.cleaned_data["citation"],
            photo=form.cleaned_data["photo"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, report, status=422, nomination_form=form)
    return SeeOther(f"{_address(report)}#nominations")


@require_POST
@guard(Permission.EDIT_REPORT, of=my_nomination)
def change_nomination(request, nomination):
    """Rewrite a citation, change the photograph, or take the nomination back."""
    back = f"{_address(nomination.report)}#nominations"
    if "withdraw" in request.POST:
        return attempt(
            request,
            lambda: withdraw_nomination(nomination, by=request.user),
            done=_("%(name)s is no longer nominated.") % {"name": nomination.member.name},
            back=back,
        )
    photo = request.FILES.get("photo")
    if photo or "no_photo" in request.POST:
        return attempt(
            request,
            lambda: set_photo(nomination, photo=photo, by=request.user),
            done=_("The photograph is kept.") if photo else _("The photograph is removed."),
            back=back,
        )
    form = CitationForm(request.POST)
    citation = form.cleaned_data["citation"] if form.is_valid() else ""
    return attempt(
        request,
        lambda: rewrite_citation(nomination, citation=citation, by=request.user),
        done=_("The citation is kept."),
        back=back,
    )


def my_move(user, code: str, quarter: Quarter, name: str) -> QuarterReport:
    """The report, for a move by its name."""
    report = my_report(user, code, quarter)
    report.asked_move = next((move for move in REPORT_MOVES if move.name == name), None)
    if report.asked_move is None:
        raise Http404
    return report


@require_POST
@guard(Permission.VIEW_REPORT, of=my_move)
def move(request, report):
    """File, forward, accept or return the report."""
    reason = request.POST.get("reason", "")
    return attempt(
        request,
        lambda: VERBS[report.asked_move.name](report, by=request.user, reason=reason),
        done=DONE[report.asked_move.name](),
        back=_address(report),
    )


def _submit(report, *, by, reason):
    return verbs.submit_report(branch=report.branch, quarter=report.quarter, by=by)


def _stored(verb, *, reasoned: bool):
    def on_stored(report, *, by, reason):
        if not report.pk:
            raise Refused(_("This branch has not filed a report for the quarter yet."))
        return verb(report, by=by, reason=reason) if reasoned else verb(report, by=by)

    return on_stored


VERBS = {
    "submit": _submit,
    "forward": _stored(verbs.forward_report, reasoned=False),
    "send-back": _stored(verbs.send_back_report, reasoned=True),
    "accept": _stored(verbs.accept_report, reasoned=False),
    "return": _stored(verbs.return_report, reasoned=True),
}
DONE = {
    "submit": lambda: _("The report is filed."),
    "forward": lambda: _("The report is forwarded to the Department."),
    "send-back": lambda: _("The report is returned to the branch."),
    "accept": lambda: _("The report is accepted."),
    "return": lambda: _("The report is returned to the branch."),
}
