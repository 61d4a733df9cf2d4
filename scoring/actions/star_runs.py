"""The promotion run: draw up the list of a window, exempt single people, confirm it, or withdraw it."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.audit import record
from flagship.actions.move import perform
from flagship.models import Programme, StarScheme
from flagship.moves import AlreadyDone, Refused
from flagship.periods import TZ
from flagship.permissions import Permission
from flagship.templatetags.house import label
from scoring.models import StarLine, StarRating, StarRun
from scoring.queries.points import star_rules
from scoring.queries.star_list import star_lines
from scoring.queries.unsettled import waits_for
from scoring.rules.star_windows import StarWindow, window_around
from scoring.star_moves import CONFIRM, WITHDRAW, not_named
from scoring.states import StarRunState

LONGEST_REASON = 300
AT_ONCE = 2000  # rows of one INSERT


@transaction.atomic
def draw_up_stars(*, window: StarWindow, by, reason: str = "", now: dt.datetime | None = None) -> StarRun:
    """Draw up who stands at which star at the end of a window. Nothing is in force before it is confirmed.

    A window that is in force already is rated once more as a correction, which needs its reason. Raises Refused for
    an example scheme, a window that is not closed or has an open month, and a list that is drawn up already.
    """
    if not by.has_perm(Permission.PROMOTE_STARS):
        raise PermissionDenied
    now, reason = now or clock.now(), reason.strip()[:LONGEST_REASON]
    # The year's row is the lock: two lists of a window cannot be drawn up at the same moment.
    programme = Programme.objects.select_for_update().filter(year=window.last.year).first()
    scheme = _adopted(programme, window)
    rules = star_rules(scheme)
    if refusal := not_named(scheme.promoter, by):
        raise Refused(refusal)
    if window != window_around(rules, window.last):
        raise Refused(_("%(window)s is no window of the star scheme.") % {"window": label(window)})
    if refusal := waits_for(window.first, window.last, now=now):
        raise Refused(refusal)
    number = _next_number(window, reason)
    lines = star_lines(rules, window)
    if not lines:
        raise Refused(_("Nobody was ranked for star points in %(window)s.") % {"window": label(window)})
    run = StarRun.objects.create(
        programme=programme,
        first=window.first,
        last=window.last,
        number=number,
        rules=rules.to_json(),
        promoter=scheme.promoter,
        reason=reason if number > 1 else "",
        drawn_at=now,
        drawn_by=by,
    )
    for line in lines:
        line.run = run
    StarLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    record("draw_up_stars", str(window), by=by, now=now, rows=len(lines))
    return run


def _adopted(programme: Programme | None, window: StarWindow) -> StarScheme:
    scheme = StarScheme.objects.filter(programme=programme).first() if programme else None
    if scheme is None:
        raise Refused(_("There is no star scheme for %(year)s.") % {"year": window.last.year})
    if scheme.is_example:
        raise Refused(
            _("The star scheme of %(year)s is an example; nobody is rated by it before the Department has adopted one.")
            % {"year": window.last.year}
        )
    return scheme


def _next_number(window: StarWindow, reason: str) -> int:
    """1, or the number of a correction."""
    of_window = StarRun.objects.filter(first=window.first, last=window.last)
    if of_window.filter(state=StarRunState.PROPOSED).exists():
        raise AlreadyDone(
            _("A list for %(window)s is drawn up already; confirm or withdraw it first.") % {"window": label(window)}
        )
    in_force = StarRun.objects.filter(state=StarRunState.EFFECTIVE)
    before = in_force.filter(first=window.first, last=window.last).count()
    if later := in_force.filter(last__gt=window.last).order_by("-last").first():
        raise Refused(
            _("The stars of %(later)s are in force already; an earlier window is not rated any more.")
            % {"later": label(later.window)}
        )
    if before and not reason:
        raise AlreadyDone(
            _("The stars of %(window)s are in force already; to correct them, give the reason.")
            % {"window": label(window)}
        )
    return before + 1


@transaction.atomic
def exempt_from_stars(*, line: StarLine, reason: str, by, now: dt.datetime | None = None) -> StarLine:
    """Strike a person from the run with a reason: the star of before stays. An empty reason puts the person back.

    Nobody exempts themselves.
    """
    if not by.has_perm(Permission.PROMOTE_STARS):
        raise PermissionDenied
    run = StarRun.objects.select_for_update().get(pk=line.run_id)
    if run.state is not StarRunState.PROPOSED:
        raise AlreadyDone(_("The list is not open any more; the page shows its present state."))
    if refusal := not_named(run.promoter, by):
        raise Refused(refusal)
    if by.person is not None and by.person.pk == line.member_id:
        raise Refused(_("Nobody exempts themselves from the stars."))
    line = StarLine.objects.get(pk=line.pk)
    line.exempt_reason = reason.strip()[:LONGEST_REASON]
    line.exempt_by = by if line.exempt_reason else None
    line.save(update_fields=["exempt_reason", "exempt_by"])
    act = "exempt_from_stars" if line.exempt_reason else "include_in_stars"
    record(act, f"{run.window} {line.member.employee_number}", by=by, now=now, reason=line.exempt_reason)
    return line


@transaction.atomic
def confirm_stars(run: StarRun, *, by, now: dt.datetime | None = None) -> StarRun:
    """Put the list in force, once: every line becomes a rating, which never changes.

    Raises Refused when a month of the window is open again, or when ledger or scheme have changed since the list was
    drawn up: then what was looked at would not be what is confirmed.
    """
    now = now or clock.now()
    run = perform(run, CONFIRM, by=by, now=now, confirmed_at=now, confirmed_by=by)
    _refuse_what_has_changed(run)
    StarRating.objects.bulk_create(
        (
            StarRating(
                run=run,
                member_id=line.member_id,
                branch_id=line.branch_id,
                name=line.name,
                balance=line.balance,
                before=line.before,
                proposed=line.proposed,
                star=line.result,
                exempt_reason=line.exempt_reason,
                exempt_by_id=line.exempt_by_id,
                on=now.astimezone(TZ).date(),
            )
            for line in run.lines.order_by("pk")
        ),
        batch_size=AT_ONCE,
    )
    run.lines.all().delete()
    return run


def _refuse_what_has_changed(run: StarRun) -> None:
    scheme = StarScheme.objects.get(programme=run.programme_id)
    if star_rules(scheme) != run.star_rules or scheme.promoter != run.promoter:
        raise Refused(_("The star scheme has changed since the list was drawn up; withdraw it and draw it up again."))
    listed = set(run.lines.order_by().values_list("member_id", "balance", "before", "proposed"))
    due = {(row.member_id, row.balance, row.before, row.proposed) for row in star_lines(run.star_rules, run.window)}
    if listed != due:
        people = {row[0] for row in listed ^ due}
        raise Refused(
            _("The ledger has changed since for %(count)s people on the list; withdraw it and draw it up again.")
            % {"count": len(people)}
        )


@transaction.atomic
def withdraw_stars(run: StarRun, *, by, reason: str, now: dt.datetime | None = None) -> StarRun:
    """Throw a list away that is not in force, with the reason."""
    run = perform(run, WITHDRAW, by=by, reason=reason, now=now)
    run.lines.all().delete()
    return run
