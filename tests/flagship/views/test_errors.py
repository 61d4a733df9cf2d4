"""A refusal is a page, and an entry of the audit trail."""

from flagship.models import AuditEvent


def test_a_refusal_is_written_down_without_what_was_sent(cast, signed_in):
    answer = signed_in(cast.employee, language="en").get("/members/?q=canary")
    assert answer.status_code == 403
    assert "You may not open this page" in answer.text
    event = AuditEvent.objects.get(act="refusal")
    assert (event.by, event.what, event.detail) == (cast.employee, "/members/", {"method": "GET"})


def test_what_is_not_there_is_no_refusal(cast, signed_in):
    signed_in(cast.secretary_a).get("/members/2001/")
    assert not AuditEvent.objects.filter(act="refusal").exists()
