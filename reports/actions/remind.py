"""Reminding people by e-mail of what their home page says is due: one mail a person and day at most."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.utils import translation

from flagship.models import Programme
from flagship.periods import TZ
from members.models import Appointment, User
from reports.models import SentReminder
from reports.queries.todo import Task, tasks_for

SOON = 3
"""Days before a due day from which a reminder is sent."""
KEPT = dt.timedelta(days=60)
GIVES_UP_AFTER = 3
"""Failures in a row after which the mail server is taken for dead."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sent:
    """What a run did: mails sent, people who were not reached, and whether it gave up."""

    sent: int = 0
    failed: int = 0
    gave_up: bool = False


def send_reminders(*, now: dt.datetime) -> Sent:
    """Send today's reminders. A person's row is written before the mail goes, so that two runs at once send one; a
    mail that the server refuses takes its row back, and the next run tries again. Others are not kept waiting."""
    today = now.astimezone(TZ).date()
    SentReminder.objects.filter(day__lt=today - KEPT).delete()
    done, in_a_row, server = Sent(), 0, get_connection()
    for user in _people(today):
        tasks = pressing(user, now)
        row = _reserve(user, today, tasks) if tasks else None
        if row is None:
            continue
        if _delivered(_mail(user, tasks, today, server), row):
            done.sent, in_a_row = done.sent + 1, 0
            continue
        done.failed, in_a_row = done.failed + 1, in_a_row + 1
        if in_a_row == GIVES_UP_AFTER:
            done.gave_up = True
            break
    server.close()
    return done


def _delivered(message: EmailMessage, row: SentReminder) -> bool:
    """Hand the mail to the server; when it is refused, the row goes and the connection begins anew."""
    try:
        message.send()
    except (SMTPException, OSError, ValueError) as problem:
        log.warning("The reminder of %s was not sent: %s", row.user.username, problem)
        row.delete()
        message.connection.close()
        return False
    return True


def pressing(user, now: dt.datetime) -> list[Task]:
    """Of what waits for the user, what is late, due within days, or held up; in Chinese, like all that is sent."""
    today = now.astimezone(TZ).date()
    with translation.override("zh-hans"):
        tasks = tasks_for(user, now)
    return [task for task in tasks if task.pressing or (task.due and (task.due - today).days <= SOON)]


def _people(today: dt.date) -> Iterator[User]:
    """Those in office who have an address, want reminders and have had none today; none while the year sends none."""
    if Programme.objects.filter(year=today.year, reminders=False).exists():
        return
    in_office = Appointment.objects.in_office(today).values("user")
    had = SentReminder.objects.filter(day=today).values("user")
    wanting = User.objects.filter(pk__in=in_office, is_active=True, reminders=True).exclude(email="")
    yield from wanting.exclude(pk__in=had).select_related("member").order_by("pk")


def _reserve(user: User, day: dt.date, tasks: Iterable[Task]) -> SentReminder | None:
    """The row of today's reminder, or None where another run has written it."""
    try:
        with transaction.atomic():
            return SentReminder.objects.create(user=user, day=day, tasks=len(tasks))
    except IntegrityError:
        return None


def _mail(user: User, tasks: list[Task], today: dt.date, server) -> EmailMessage:
    late = sum(1 for task in tasks if task.due and task.due < today)
    subject = f"【党员闪光争旗创标】{len(tasks)}项工作待办" + (f"，其中{late}项已逾期" if late else "")
    lines = [f"{user.name}：", "", f"截至{today.year}年{today.month}月{today.day}日，以下工作等您办理：", ""]
    for number, task in enumerate(tasks, start=1):
        chip = f"（{task.chip}）" if task.chip else ""
        lines += [
            f"{number}. {_one_line(task.title)}{chip}",
            f"   {_one_line(task.detail)}",
            f"   {_url(task.url)}",
            "",
        ]
    lines += [
        "全部待办：" + _url("/"),
        "不再接收提醒，或修改邮箱：" + _url("/me/reminders/"),
        "",
        "本邮件由系统自动发送，每人每天至多一封，请勿回复。",
    ]
    return EmailMessage(subject, "\n".join(lines), to=[user.email], connection=server)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _url(path: str) -> str:
    return settings.FLAGSHIP_URL + path
