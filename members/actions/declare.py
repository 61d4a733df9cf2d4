"""Declaring for the year (申报，五（一）): by the person, or typed in by the branch for somebody without an account."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from flagship import clock
from flagship.actions.move import perform
from flagship.categories import FlagCategory, InnovationTrack
from flagship.models import Programme
from flagship.moves import Refused
from flagship.periods import Month
from members.models import Declaration, Member
from members.moves import ACCEPT, RETURN, SUBMIT
from members.states import EDITABLE_DECLARATION, DeclarationState


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person declares: category (and track, when it is innovation), goal, next steps, first month."""

    member: Member
    category: FlagCategory
    track: InnovationTrack | str
    goal: str
    next_steps: str
    from_month: Month


@transaction.atomic
def declare(*, entry: Entry, by, now: dt.datetime | None = None) -> Declaration:
    """Hand in a declaration for the branch to accept. A returned one is taken up again; otherwise it is a new one.

    A change of category is a new declaration from the current month or a later one on; the first of a year may begin
    in any of its months. Raises Refused while another one waits.
    """
    now = now or clock.now()
    member = Member.objects.select_for_update().get(pk=entry.member.pk)
    programme = Programme.objects.filter(year=entry.from_month.year).first()
    branch = member.branch
    for refusal in (_year(programme, entry), _branch(member, branch), _waiting(member, programme), _late(entry, now)):
        if refusal:
            raise Refused(refusal)
    declaration = (
        member.declarations.filter(programme=programme, state__in=EDITABLE_DECLARATION).order_by("-pk").first()
    ) or Declaration(member=member, programme=programme, state=DeclarationState.DRAFT)
    declaration.branch = branch
    for column in ("category", "track", "goal", "next_steps", "from_month"):
        setattr(declaration, column, getattr(entry, column))
    declaration.save()
    return perform(declaration, SUBMIT, by=by, now=now)


def declare_many(*, entries: Iterable[Entry], by, now: dt.datetime | None = None) -> int:
    """Hand in the declarations of several people, all or none. Raises Refused with every sentence."""
    refusals, count = [], 0
    with transaction.atomic():
        for entry in entries:
            try:
                declare(entry=entry, by=by, now=now)
                count += 1
            except Refused as refusal:
                refusals.append(str(refusal))
        if refusals:
            raise Refused(" ".join(refusals))
    return count


def accept_declaration(*, declaration: Declaration, by, now: dt.datetime | None = None) -> Declaration:
    """Accept: it holds from its month on."""
    return perform(declaration, ACCEPT, by=by, now=now, decided_by=by, comment="")


def return_declaration(*, declaration: Declaration, reason: str, by, now: dt.datetime | None = None) -> Declaration:
    """Give it back with a reason, for the person to correct."""
    return perform(declaration, RETURN, by=by, reason=reason, now=now, decided_by=by, comment=reason.strip())


def _year(programme: Programme | None, entry: Entry) -> str | None:
    if programme is None:
        return _("There is no programme for %(year)s yet.") % {"year": entry.from_month.year}
    if programme.frozen_at:
        return _("The year %(year)s is closed.") % {"year": programme.year}
    return None


def _branch(member: Member, branch) -> str | None:
    return None if branch else _("%(name)s belongs to no branch.") % {"name": member.name}


def _waiting(member: Member, programme: Programme | None) -> str | None:
    waiting = member.declarations.filter(programme=programme, state=DeclarationState.SUBMITTED)
    if waiting.exists():
        return _("A declaration of %(name)s waits for its decision already.") % {"name": member.name}
    return None


def _late(entry: Entry, now: dt.datetime) -> str | None:
    accepted = entry.member.declarations.filter(
        programme__year=entry.from_month.year, state=DeclarationState.ACCEPTED
    ).exists()
    if accepted and entry.from_month < Month.of(now):
        return _("%(name)s: a change of category begins in %(month)s at the earliest.") % {
            "name": entry.member.name,
            "month": Month.of(now),
        }
    return None
