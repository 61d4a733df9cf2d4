"""Accounts with the roles they hold today, and who is locked out."""

import datetime as dt

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from members.models import Appointment, User

OPEN, CLOSED, LOCKED = "open", "closed", "locked"


def accounts_list(
    user_set: QuerySet[User], *, day: dt.date, now: dt.datetime, text: str = "", state: str = ""
) -> QuerySet:
    """Accounts with `posts_today`, filtered by a text in name or number and by open, closed or locked."""
    posts = Appointment.objects.in_office(day).select_related("branch")
    accounts = user_set.select_related("member").prefetch_related(
        Prefetch("appointments", queryset=posts, to_attr="posts_today")
    )
    if text:
        accounts = accounts.filter(Q(username__icontains=text) | Q(name__icontains=text))
    if state == LOCKED:
        accounts = accounts.filter(username__in=locked_out(now))
    elif state in (OPEN, CLOSED):
        accounts = accounts.filter(is_active=state == OPEN)
    return accounts.order_by("username")


def locked_out(now: dt.datetime) -> set[str]:
    """Employee numbers that too many wrong passwords have locked somewhere, for as long as it lasts."""
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=now - settings.AXES_COOLOFF_TIME
    )
    return set(attempts.values_list("username", flat=True))
