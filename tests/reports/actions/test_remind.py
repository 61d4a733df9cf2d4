"""Reminders by e-mail: what the home page says is pressing, once a person and day."""

import datetime as dt
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from flagship.periods import TZ
from members.models import User
from reports.actions import remind
from reports.actions.remind import pressing, send_reminders
from reports.models import SentReminder
from tests.scoring.rows import declare, open_sheet, people, simple_template

LATE = dt.datetime(2026, 4, 10, 8, 0, tzinfo=TZ)  # March was due on 8 April
EARLY = dt.datetime(2026, 4, 2, 8, 0, tzinfo=TZ)


@pytest.fixture
def waiting(cast, programme):
    """Two branches whose March is open and empty, with secretaries who gave an address."""
    simple_template()
    declare(cast.secretary_a.person, cast.secretary_b.person)
    people(cast.branch_a, 1)
    for user, address in ((cast.secretary_a, "wang@example.cn"), (cast.secretary_b, "chen@example.cn")):
        User.objects.filter(pk=user.pk).update(email=address)
    return open_sheet(cast.branch_a)


@pytest.fixture(autouse=True)
def site(settings):
    settings.FLAGSHIP_URL = "https://flag.example.cn"
    settings.SENDS_MAIL = True


def receivers() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_who_is_late_is_told_with_a_link_in_chinese(cast, waiting):
    assert send_reminders(now=LATE).sent == 2
    message = next(one for one in mail.outbox if one.to == ["wang@example.cn"])
    assert message.subject.startswith("【党员闪光争旗创标】")
    assert "项已逾期" in message.subject
    assert "填完2026年3月考核表（逾期 2 天）" in message.body
    assert "https://flag.example.cn/branches/a/months/2026-03/entry/" in message.body
    assert "https://flag.example.cn/me/reminders/" in message.body
    assert "机关党支部" not in message.body


def test_the_mail_says_what_the_home_page_says(cast, waiting, signed_in, monkeypatch):
    monkeypatch.setattr("flagship.clock.now", lambda: LATE)
    send_reminders(now=LATE)
    shown = signed_in(cast.secretary_a).get("/").context["tasks"]
    message = next(one for one in mail.outbox if one.to == ["wang@example.cn"])
    told = pressing(User.objects.get(pk=cast.secretary_a.pk), LATE)
    assert set(told) <= set(shown)
    assert all(task.title in message.body for task in told)


def test_what_is_not_due_yet_is_not_told(cast, waiting):
    titles = {task.title for task in pressing(cast.secretary_a, EARLY)}
    assert not any("2026年3月" in title for title in titles)


def test_a_second_run_on_the_same_day_sends_nothing_and_the_next_day_again(waiting):
    send_reminders(now=LATE)
    assert send_reminders(now=LATE + dt.timedelta(hours=9)).sent == 0
    assert receivers() == ["chen@example.cn", "wang@example.cn"]
    assert send_reminders(now=LATE + dt.timedelta(days=1)).sent == 2


def test_two_runs_at_once_send_one_mail(waiting, monkeypatch):
    """The other timer sends while this one is already looking at the same people."""
    found = list(remind._people(LATE.date()))
    send_reminders(now=LATE)
    monkeypatch.setattr(remind, "_people", lambda _today: iter(found))
    assert send_reminders(now=LATE).sent == 0
    assert receivers() == ["chen@example.cn", "wang@example.cn"]


def test_without_the_row_two_runs_at_once_would_send_two(waiting, monkeypatch):
    """Negative control of the test above."""
    found = list(remind._people(LATE.date()))
    send_reminders(now=LATE)
    monkeypatch.setattr(remind, "_people", lambda _today: iter(found))
    monkeypatch.setattr(remind, "_reserve", lambda *_given: SentReminder())
    assert send_reminders(now=LATE).sent == 2


@pytest.mark.parametrize("change", [{"reminders": False}, {"email": ""}, {"is_active": False}])
def test_who_wants_none_has_no_address_or_is_closed_gets_none(cast, waiting, change):
    User.objects.filter(pk=cast.secretary_a.pk).update(**change)
    send_reminders(now=LATE)
    assert receivers() == ["chen@example.cn"]


def test_a_year_can_be_switched_off(waiting, programme):
    programme.reminders = False
    programme.save()
    assert send_reminders(now=LATE).sent == 0
    assert not mail.outbox


def test_one_refused_address_keeps_nobody_else_waiting_and_is_tried_again(cast, waiting, monkeypatch):
    send = EmailBackend.send_messages

    def refuse_wang(self, messages):
        if messages[0].to == ["wang@example.cn"]:
            raise SMTPRecipientsRefused({"wang@example.cn": (550, b"no such user")})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_wang)
    done = send_reminders(now=LATE)
    assert (done.sent, done.failed, done.gave_up) == (1, 1, False)
    assert list(SentReminder.objects.values_list("user__username", flat=True)) == [cast.secretary_b.username]
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    assert send_reminders(now=LATE).sent == 1
    assert receivers() == ["chen@example.cn", "wang@example.cn"]


def test_a_dead_server_is_given_up_nothing_is_marked_and_the_timer_hears_of_it(cast, waiting, monkeypatch):
    def dead(_self, _messages):
        raise SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailBackend, "send_messages", dead)
    monkeypatch.setattr(remind, "GIVES_UP_AFTER", 2)
    assert send_reminders(now=LATE).gave_up
    assert not SentReminder.objects.exists()
    monkeypatch.setattr("flagship.clock.now", lambda: LATE)
    with pytest.raises(CommandError, match="does not take mails"):
        call_command("send_reminders")


def test_without_a_mail_server_nothing_is_tried(waiting, settings, capsys):
    settings.SENDS_MAIL = False
    call_command("send_reminders")
    assert "nothing is sent" in capsys.readouterr().out
    assert not SentReminder.objects.exists()


def test_old_rows_are_forgotten(cast, waiting):
    SentReminder.objects.create(user=cast.secretary_a, day=dt.date(2026, 1, 2), tasks=1)
    send_reminders(now=LATE)
    assert not SentReminder.objects.filter(day__lt=dt.date(2026, 2, 1)).exists()


def test_a_name_with_line_breaks_cannot_write_headers(cast, waiting):
    User.objects.filter(pk=cast.secretary_a.pk).update(name="王\nBcc: all@example.cn")
    send_reminders(now=LATE)
    assert all(set(message.message().keys()) & {"Bcc", "Cc"} == set() for message in mail.outbox)


def test_missing_declarations_and_plans_are_told(cast, waiting):
    titles = {task.title for task in pressing(cast.secretary_a, LATE)}
    assert {"报送2026年度实施方案", "2 人尚未申报"} <= titles
