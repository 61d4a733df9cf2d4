"""Reading the audit trail."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from flagship.models import AuditEvent, Transition
from flagship.periods import TZ


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What to look for: an act (or a move), a person's number or name, days from and to."""

    act: str = ""
    who: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def of_time(self) -> Q:
        found = Q()
        if self.since:
            found &= Q(at__gte=dt.datetime.combine(self.since, dt.time(), TZ))
        if self.until:
            found &= Q(at__lt=dt.datetime.combine(self.until + dt.timedelta(days=1), dt.time(), TZ))
        if self.who:
            found &= Q(by__username=self.who) | Q(by__name__icontains=self.who)
        return found


def acts(wanted: AuditFilter) -> QuerySet[AuditEvent]:
    """Acts, newest first. What an act was done to is searched for the person, too."""
    found = wanted.of_time()
    if wanted.who:
        times = AuditFilter(since=wanted.since, until=wanted.until).of_time()
        found |= times & Q(what=wanted.who)
    events = AuditEvent.objects.filter(found).select_related("by").order_by("-at", "-pk")
    return events.filter(act=wanted.act) if wanted.act else events


def moves(wanted: AuditFilter) -> QuerySet[Transition]:
    """Moves of all rows, newest first; `act` is the name of a kind of row."""
    steps = Transition.objects.filter(wanted.of_time()).select_related("by", "content_type").order_by("-at", "-pk")
    return steps.filter(content_type__model=wanted.act) if wanted.act else steps
