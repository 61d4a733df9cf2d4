"""A demo says on every page that it is one."""

from flagship.actions.audit import record
from flagship.demo import DEMO_LOADED, is_demo

WORD = "演示数据"


def test_a_real_company_is_no_demo(cast, client):
    record("import_roster", DEMO_LOADED, by=cast.officer)
    assert not is_demo()
    assert WORD not in client.get("/login/").content.decode()


def test_a_demo_says_so_on_the_first_page_already(cast, client):
    record(DEMO_LOADED, "2026-11-22", by=cast.admin)
    assert is_demo()
    assert WORD in client.get("/login/").content.decode()
