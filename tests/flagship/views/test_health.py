"""/healthz answers without signing in and tells nothing of the inside."""

from django.db import DatabaseError

from flagship.views import health


def test_a_healthy_server_says_so(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_lost_database_is_503_without_details(client, db, monkeypatch):
    class Lost:
        def cursor(self):
            raise DatabaseError("canary: password of the database")

    monkeypatch.setattr(health, "connection", Lost())
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert b"canary" not in answer.content
