"""The public page answers one address only so often, whichever worker is asked."""

import pytest
import time_machine
from django.test import Client

from reports.actions import verify_limit
from reports.models import VerifyCount
from reports.views import titles
from tests.reports.rows import at

LIMIT = verify_limit.TIMES_A_MINUTE


def ask(times: int, **where) -> list[int]:
    """Every question by a client of its own, as if each came to another worker."""
    return [Client().get("/verify/NOSUCHCODE/", **where).status_code for _ in range(times)]


def assert_one_too_many_is_refused():
    assert ask(LIMIT + 1) == [404] * LIMIT + [429]


def test_one_too_many_is_refused_with_a_sentence(db):
    assert_one_too_many_is_refused()
    refused = Client().get("/verify/NOSUCHCODE/")
    assert refused["Retry-After"] == "60"
    assert "请稍候一分钟再试" in refused.text


def test_without_the_count_nothing_is_refused(db, monkeypatch):
    """The negative control: it is the count that refuses."""
    monkeypatch.setattr(titles, "may_verify", lambda address: True)
    with pytest.raises(AssertionError):
        assert_one_too_many_is_refused()


def test_a_count_that_each_worker_keeps_for_itself_would_not_do(db, monkeypatch):
    """The second control: a worker that knows only its own count lets everything through."""
    monkeypatch.setattr(VerifyCount.objects, "one_more", lambda address, minute: 1)
    with pytest.raises(AssertionError):
        assert_one_too_many_is_refused()


def test_another_address_and_the_next_minute_are_free(db):
    ask(LIMIT + 1)
    assert ask(1, REMOTE_ADDR="10.0.0.9") == [404]
    with time_machine.travel(at("2026-04-10 09:01"), tick=False):
        assert ask(1) == [404]


def test_counts_are_forgotten_and_hold_no_address(db):
    ask(2)
    assert [row.count for row in VerifyCount.objects.all()] == [2]
    assert "127.0.0.1" not in VerifyCount.objects.get().address
    with time_machine.travel(at("2026-04-10 10:30"), tick=False):
        ask(1)
    assert [row.count for row in VerifyCount.objects.all()] == [1]


def test_behind_a_proxy_the_address_is_the_one_the_proxy_saw(db, settings):
    ask(LIMIT + 1, HTTP_X_FORWARDED_FOR="1.2.3.4")
    assert ask(1, HTTP_X_FORWARDED_FOR="5.6.7.8") == [429], "without a proxy the header is a client's word"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ask(LIMIT, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.1.1.1")
    assert ask(1, HTTP_X_FORWARDED_FOR="9.9.9.9, 10.1.1.1") == [429]
    assert ask(1, HTTP_X_FORWARDED_FOR="1.2.3.4, 10.1.1.2") == [404]
