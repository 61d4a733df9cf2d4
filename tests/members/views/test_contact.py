"""The address for reminders: one's own, or set by an administrator; known to nobody else."""

from flagship.models import AuditEvent
from members.models import User


def test_a_person_keeps_an_address_and_switches_reminders_off(cast, signed_in):
    client = signed_in(cast.secretary_a, language="en")
    answer = client.post("/me/reminders/", {"email": "wang@example.cn", "reminders": "on"}, follow=True)
    assert "This is kept." in answer.text
    client.post("/me/reminders/", {"email": "wang@example.cn"})
    user = User.objects.get(pk=cast.secretary_a.pk)
    assert (user.email, user.reminders) == ("wang@example.cn", False)
    told = AuditEvent.objects.filter(act="set_contact")
    assert [event.detail for event in told.order_by("pk")] == [{"changed": ["email"]}, {"changed": ["reminders"]}]
    assert "wang@example.cn" not in "".join(f"{event.what}{event.detail}" for event in told)
    client.post("/me/reminders/", {"email": ""})
    assert User.objects.get(pk=cast.secretary_a.pk).email == ""


def test_a_wrong_address_is_said_and_not_kept(cast, signed_in):
    answer = signed_in(cast.secretary_a, language="en").post("/me/reminders/", {"email": "wang@\nexample"})
    assert (answer.status_code, "valid email" in answer.text) == (422, True)
    assert User.objects.get(pk=cast.secretary_a.pk).email == ""


def test_an_administrator_sets_the_address_and_leaves_the_persons_choice(cast, signed_in):
    User.objects.filter(pk=cast.secretary_a.pk).update(reminders=False)
    address = f"/accounts/{cast.secretary_a.pk}/"
    signed_in(cast.admin).post(f"{address}contact/", {"email": "wang@example.cn", "reminders": "on"})
    user = User.objects.get(pk=cast.secretary_a.pk)
    assert (user.email, user.reminders) == ("wang@example.cn", False)
    assert "wang@example.cn" in signed_in(cast.admin).get(address).text


def test_nobody_else_sets_or_sees_an_address(cast, signed_in):
    User.objects.filter(pk=cast.secretary_a.pk).update(email="canary@example.cn")
    for name in ("officer", "auditor", "secretary_a", "clerk_a", "employee"):
        client = signed_in(getattr(cast, name))
        answer = client.post(f"/accounts/{cast.secretary_a.pk}/contact/", {"email": "x@example.cn"})
        assert answer.status_code in (403, 404)
    officer = signed_in(cast.officer)
    for page in ("/members/", f"/members/{cast.secretary_a.username}/", "/quarters/", "/audit/"):
        assert "canary@example.cn" not in officer.get(page).text


def test_the_department_switches_a_years_reminders(cast, programme, signed_in):
    officer = signed_in(cast.officer)
    officer.post("/programme/2026/reminders/")
    programme.refresh_from_db()
    assert programme.reminders is False
    officer.post("/programme/2026/reminders/", {"on": "1"})
    programme.refresh_from_db()
    assert programme.reminders is True
    assert signed_in(cast.secretary_a).post("/programme/2026/reminders/").status_code == 403
