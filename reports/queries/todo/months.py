"""Months that wait: to be filled, submitted, settled."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from flagship.permissions import Permission
from flagship.templatetags.house import label
from reports.queries.todo.task import SHOWN, Task, Viewer, address, countdown, first_few
from reports.wording import named
from scoring.models import Measurement, MonthSheet, Objection, Participant, SheetRevision
from scoring.rules.months import end_of_day, is_late
from scoring.states import FINISHED_SHEET, RevisionState, SheetState

_CAME_BACK = {"chip": gettext_lazy("came back"), "tone": "wait", "icon": "arrow-counterclockwise"}


def to_fill_or_submit(viewer: Viewer) -> Iterator[Task]:
    """Drafts of one's own branches, with what is still blank."""
    if not viewer.may(Permission.ENTER_MARKS):
        return
    drafts = MonthSheet.objects.open_to(viewer.user, Permission.ENTER_MARKS).filter(state=SheetState.DRAFT)
    submitted = Min("revisions__submitted_at")
    sheets = list(
        drafts.select_related("branch").annotate(submitted=submitted).order_by("month", "branch__path")[:SHOWN]
    )
    blank = blanks_of(sheets)
    for sheet in sheets:
        yield _draft(viewer, sheet, blank.get(sheet.pk, 0))


def _draft(viewer: Viewer, sheet: MonthSheet, blank: int) -> Task:
    """One draft. One that was submitted in time and came back is not late, so that nothing counts its days."""
    due = viewer.due(sheet.month)
    came_back = sheet.submitted is not None and not is_late(sheet.submitted, due)
    where = {"code": sheet.branch.code, "month": sheet.month}
    submits = not blank and viewer.user.has_perm(Permission.SUBMIT_SHEET, sheet.branch)
    month = {"month": label(sheet.month)}
    left = ngettext("%(count)d cell to fill", "%(count)d cells to fill", blank) % {"count": blank}
    return Task(
        title=(_("Submit the sheet of %(month)s") if submits else _("Fill in the sheet of %(month)s")) % month,
        detail=" · ".join([sheet.branch.name, left if blank else _("all cells are filled")]),
        url=address("scoring:sheet" if submits else "scoring:entry", **where),
        action=_("Check and submit") if submits else _("Go on"),
        due=due,
        **(_CAME_BACK if came_back else countdown(due, viewer.today)),
    )


def blanks_of(sheets: list[MonthSheet]) -> dict[int, int]:
    """How many cells of these sheets are still empty. Two queries."""
    ranked = Participant.objects.ranked().filter(sheet__in=sheets)
    cells = ranked.order_by().values_list("sheet").annotate(count=Count("template__indicators"))
    value = Q(number__isnull=False) | ~Q(choice="") | Q(not_applicable=True)
    filled = (
        Measurement.objects.filter(value, participant__in=ranked)
        .filter(indicator__template=F("participant__template"))
        .order_by()
        .values_list("participant__sheet")
        .annotate(count=Count("pk"))
    )
    done = dict(filled)
    return {sheet: count - done.get(sheet, 0) for sheet, count in cells}


def to_settle(viewer: Viewer) -> Iterator[Task]:
    """Months whose publicity is over and about which no objection is open."""
    if not viewer.may(Permission.SETTLE_SHEET):
        return
    objections = Objection.objects.filter(revision__sheet=OuterRef("sheet"))
    ripe = (
        SheetRevision.objects.filter(viewer.user.reach(Permission.SETTLE_SHEET).q("sheet__branch"))
        .filter(state=RevisionState.PUBLICISED, publicity_until__lte=viewer.now)
        .exclude(Exists(objections.undecided()))
        .exclude(Exists(objections.may_be_appealed(viewer.now)))
    )
    for revision in ripe.select_related("sheet__branch").defer("inputs").order_by("publicity_until")[:SHOWN]:
        sheet = revision.sheet
        yield Task(
            title=_("Settle %(month)s") % {"month": label(sheet.month)},
            detail=_("%(branch)s · the publicity is over, no objection is open") % {"branch": sheet.branch.name},
            url=address("scoring:sheet", code=sheet.branch.code, month=sheet.month),
            action=_("Settle"),
            weight=0,
            chip=_("Publicity over"),
            tone="wait",
            icon="megaphone",
            pressing=True,
        )


def late_branches(viewer: Viewer) -> Iterator[Task]:
    """For the Department: branches whose month is not submitted although it was due. One that was submitted in time
    and came back is not among them."""
    if not viewer.may(Permission.CONSENT_SHEET):
        return
    unfinished = (
        MonthSheet.objects.open_to(viewer.user, Permission.CONSENT_SHEET)
        .exclude(state__in=FINISHED_SHEET)
        .filter(state=SheetState.DRAFT)
        .select_related("branch")
        .order_by("month", "branch__path")
    )
    months = list(unfinished.order_by().values_list("month", flat=True).distinct())
    late = Q(pk__in=[])
    for month in months:
        if viewer.due(month) < viewer.today:
            in_time = Q(submitted__lt=end_of_day(viewer.due(month)))
            late |= Q(month=month) & (Q(submitted=None) | ~in_time)
    sheets, count = first_few(unfinished.annotate(submitted=Min("revisions__submitted_at")).filter(late))
    if not count:
        return
    yield Task(
        title=ngettext("%(count)d month is late", "%(count)d months are late", count) % {"count": count},
        detail=named([f"{sheet.branch.name} {label(sheet.month)}" for sheet in sheets], count),
        url=address("scoring:months"),
        action=_("Look and remind"),
        weight=4,
        chip=_("late"),
        tone="bad",
        icon="clock",
        pressing=True,
    )


FINDERS = (to_fill_or_submit, to_settle, late_branches)
