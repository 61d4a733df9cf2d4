from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from flagship.management.commands import doctor

pytestmark = pytest.mark.django_db


def examine():
    """Run the command; return its verdict per check and whether it failed."""
    said = StringIO()
    try:
        call_command("doctor", stdout=said)
    except CommandError:
        return said.getvalue(), True
    return said.getvalue(), False


@pytest.fixture
def healthy(monkeypatch, settings):
    settings.SECRET_KEY = "k" * 50
    monkeypatch.setitem(doctor.CHECKS, "fonts", lambda: None)


def test_a_sound_installation_passes_every_check(healthy):
    assert examine() == ("".join(f"  ok  {name}\n" for name in doctor.CHECKS), False)


def test_a_dropped_trigger_is_named(healthy):
    name = "flagship_auditevent_no_" + ("update" if connection.vendor == "sqlite" else "change")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON flagship_auditevent"))
    said, failed = examine()
    assert failed
    assert f"  BAD triggers: missing: {name};" in said


def test_a_short_secret_is_found(healthy, settings):
    settings.SECRET_KEY = "short"
    said, failed = examine()
    assert failed
    assert "  BAD secret: SECRET_KEY is shorter than 40 characters" in said


def test_a_missing_font_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(doctor, "FONTS", ("No Such Song",))
    assert doctor.fonts() == "not installed: No Such Song (Debian: fonts-noto-cjk)"
