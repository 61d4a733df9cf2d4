"""manage.py load_demo: when it loads, when it leaves alone, what it prints."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from flagship.actions.audit import record
from flagship.demo import DEMO_LOADED
from members.models import User
from reports.demo.accounts import PASSWORD, account_lines
from reports.management.commands import load_demo as command
from tests.factories import MemberFactory, UserFactory


def run(*options: str) -> str:
    told = StringIO()
    call_command("load_demo", *options, stdout=told)
    return told.getvalue()


@pytest.fixture
def loaded(monkeypatch):
    """The days for which the story was told; telling it makes one account here."""
    days = []

    def tell(*, today):
        days.append(today.isoformat())
        UserFactory(username="1201", name="李敏")
        record(DEMO_LOADED, str(today))

    monkeypatch.setattr(command, "load_demo", tell)
    return days


def test_an_empty_database_is_filled_and_the_accounts_are_printed(db, loaded):
    told = run("--today", "2026-11-06")
    assert loaded == ["2026-11-06"]
    assert "1201" in told
    assert "党支部书记" in told
    assert PASSWORD in told


def test_a_demo_database_is_left_alone_and_the_accounts_are_printed_again(db, loaded):
    run()
    assert PASSWORD in run("--if-empty")
    assert PASSWORD in run()
    assert len(loaded) == 1


def test_people_of_ones_own_are_left_alone_without_a_fuss_when_asked_to_be_careful(db, loaded):
    MemberFactory()
    told = run("--if-empty")
    assert "no demo was loaded" in told
    assert PASSWORD not in told
    assert loaded == []


def test_people_of_ones_own_are_refused_with_a_sentence_otherwise(db):
    MemberFactory()
    with pytest.raises(CommandError, match="holds people already"):
        run()
    assert not User.objects.exists()


def test_production_is_refused_unless_it_is_said_twice(db, loaded, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="createsuperuser"):
        run("--if-empty")
    assert loaded == []
    run("--yes-demo")
    assert len(loaded) == 1


def test_a_day_that_is_none_is_refused(db, loaded):
    with pytest.raises(CommandError, match="today"):
        run("--today", "31.12.2026")


def test_only_accounts_that_are_there_are_listed(db):
    UserFactory(username="1103", name="韩文静")
    heads, line, password = account_lines()
    assert heads.split() == ["角色", "姓名", "单位、用途", "工号（账号）"]
    assert line.split() == ["党群工作部", "韩文静", "审核、汇总", "1103"]
    assert PASSWORD in password
