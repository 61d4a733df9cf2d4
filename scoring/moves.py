"""The life of a month: draft → publicised → settled, and the ways back (五（三）).

The buttons of the page are drawn from `SHEET_MOVES`. `RETURN` and `RETURN_ON_REVIEW` have none: an upheld objection
makes them.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from flagship.models import Programme
from flagship.moves import Move
from flagship.periods import TZ
from flagship.permissions import Permission
from flagship.templatetags.house import deadline
from scoring.models import Objection
from scoring.rules.months import entry_opens
from scoring.states import SheetState


def month_is_over(sheet, *, by, now) -> str | None:
    if now.astimezone(TZ).date() < entry_opens(sheet.month):
        return _("%(month)s is not over yet.") % {"month": sheet.month}
    return None


def year_is_open(sheet, *, by, now) -> str | None:
    if Programme.objects.filter(year=sheet.month.year).exclude(frozen_at=None).exists():
        return _("The year %(year)s is frozen; it takes adjustments only.") % {"year": sheet.month.year}
    return None


def publicity_is_over(sheet, *, by, now) -> str | None:
    until = sheet.current_revision.publicity_until
    if now < until:
        return _("The results are on public display until %(moment)s; settle them afterwards.") % {
            "moment": deadline(until)
        }
    return None


def no_objection_is_open(sheet, *, by, now) -> str | None:
    """Neither an undecided objection nor a dismissal for which a review may still be asked."""
    objections = Objection.objects.filter(revision__sheet=sheet)
    if objections.undecided().exists():
        return _("An objection has not been decided yet; answer it first.")
    if waiting := objections.may_be_appealed(now).order_by("-appeal_due").first():
        return _("After a dismissed objection a review may be asked for until %(moment)s.") % {
            "moment": deadline(waiting.appeal_due)
        }
    return None


def nobody_is_ranked(sheet, *, by, now) -> str | None:
    people = sheet.participants
    if people.ranked().exists():
        return _(
            "Somebody is ranked this month, so it must be assessed; excuse people one by one where there is a reason."
        )
    if people.undeclared().exists():
        return _("Somebody has neither declared nor been exempted; settle that first.")
    return None


SUBMIT = Move(
    name="submit",
    label=gettext_lazy("Submit and make public"),
    sources=frozenset({SheetState.DRAFT}),
    target=SheetState.PUBLICISED,
    permission=Permission.SUBMIT_SHEET,
    conditions=(month_is_over, year_is_open),
    main=True,
)
WITHDRAW = Move(
    name="withdraw",
    label=gettext_lazy("Withdraw"),
    sources=frozenset({SheetState.PUBLICISED}),
    target=SheetState.DRAFT,
    permission=Permission.SUBMIT_SHEET,
    needs_reason=True,
)
SETTLE = Move(
    name="settle",
    label=gettext_lazy("Settle the month"),
    sources=frozenset({SheetState.PUBLICISED}),
    target=SheetState.SETTLED,
    permission=Permission.SETTLE_SHEET,
    conditions=(year_is_open, publicity_is_over, no_objection_is_open),
    main=True,
)
REOPEN = Move(
    name="reopen",
    label=gettext_lazy("Reopen the month"),
    sources=frozenset({SheetState.SETTLED}),
    target=SheetState.DRAFT,
    permission=Permission.REOPEN_SHEET,
    needs_reason=True,
    conditions=(year_is_open,),
    danger=True,
)
VOID = Move(
    name="void",
    label=gettext_lazy("Set to “not assessed”"),
    sources=frozenset({SheetState.DRAFT}),
    target=SheetState.VOID,
    permission=Permission.VOID_SHEET,
    needs_reason=True,
    conditions=(month_is_over, year_is_open, nobody_is_ranked),
    danger=True,
)
RESUME = Move(
    name="resume",
    label=gettext_lazy("Take up the assessment again"),
    sources=frozenset({SheetState.VOID}),
    target=SheetState.DRAFT,
    permission=Permission.VOID_SHEET,
    needs_reason=True,
    conditions=(year_is_open,),
)
RETURN = Move(
    name="return",
    label=gettext_lazy("Objection upheld"),
    sources=frozenset({SheetState.PUBLICISED}),
    target=SheetState.DRAFT,
    permission=Permission.ANSWER_OBJECTION,
    needs_reason=True,
)
RETURN_ON_REVIEW = Move(
    name="return_on_review",
    label=gettext_lazy("Objection upheld by the Department"),
    sources=frozenset({SheetState.PUBLICISED}),
    target=SheetState.DRAFT,
    permission=Permission.DECIDE_OBJECTION,
    needs_reason=True,
)

SHEET_MOVES = (SUBMIT, SETTLE, WITHDRAW, REOPEN, VOID, RESUME)
