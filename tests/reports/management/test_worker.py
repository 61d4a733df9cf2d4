"""The worker's life beside its work: signs, clearing away, and the end of whoever started it."""

import os
import signal
import threading

import pytest

from reports.management.commands import worker
from reports.management.commands.worker import Life
from reports.models import Job, WorkerSign


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(worker, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.connections, "close_all", lambda: None)


def test_a_worker_says_that_it_is_there_and_that_it_goes(quick, monkeypatch):
    told = []
    monkeypatch.setattr(worker, "sign_of_life", lambda **words: told.append(words))
    monkeypatch.setattr(worker, "say_goodbye", lambda **words: told.append("gone"))
    cleared = threading.Event()
    monkeypatch.setattr(worker, "clean", cleared.set)
    life = Life("worker-1", None)
    life.start()
    assert cleared.wait(5)
    life.end()

    assert told == [{"worker": "worker-1"}, "gone"]
    assert not life.is_alive()


def test_a_database_that_is_away_does_not_end_the_signs(quick, monkeypatch, caplog):
    monkeypatch.setattr(worker, "sign_of_life", lambda **_: 1 / 0)
    cleared = threading.Event()
    monkeypatch.setattr(worker, "clean", cleared.set)
    monkeypatch.setattr(worker, "say_goodbye", lambda **_: None)
    life = Life("worker-1", None)
    life.start()
    assert cleared.wait(5)
    life.end()

    assert "could not say that it is there" in caplog.text


def test_a_worker_ends_with_the_process_that_started_it(quick, monkeypatch):
    signals, statuses = [], []
    life = Life("worker-1", parent=4711)

    def ended(status):
        statuses.append(status)
        life.over.set()

    monkeypatch.setattr(worker, "PATIENCE", 0.01)
    monkeypatch.setattr(worker, "sign_of_life", lambda **_: None)
    monkeypatch.setattr(worker, "clean", lambda: None)
    monkeypatch.setattr(worker.os, "kill", lambda pid, number: signals.append((pid, number)))
    monkeypatch.setattr(worker.os, "_exit", ended)
    monkeypatch.setattr(worker.os, "getppid", lambda: 1)
    life.start()
    life.join(5)

    assert signals == [(os.getpid(), signal.SIGTERM)] * 2
    assert statuses == [1]


@pytest.mark.django_db
def test_signs_are_kept_until_goodbye():
    worker.sign_of_life(worker="worker-1")
    worker.sign_of_life(worker="worker-1")
    assert WorkerSign.objects.count() == 1
    worker.say_goodbye(worker="worker-1")
    assert not WorkerSign.objects.exists()
    assert not Job.objects.exists()
