"""The Department's pages ask the database as often for thirty branches as for three."""

import pytest
import time_machine

from tests.benchmarks.bench_company import PAGES
from tests.benchmarks.company import add_branches
from tests.queries import queries_of
from tests.reports.rows import APRIL


@pytest.mark.parametrize("kind", ["pages", "files"])
def test_as_many_queries_for_thirty_branches_as_for_three(cast, programme, signed_in, kind):
    files = ("comparison.xlsx?category=safety&who=all", "comparison.csv?category=safety&who=all", "rollup.csv")
    asked = list(PAGES.values()) if kind == "pages" else [f"/quarters/2026Q1/{name}" for name in files]
    with time_machine.travel(APRIL, tick=False):
        client = signed_in(cast.officer)
        add_branches(3, 6, by=cast.clerk_a)
        few = {address: queries_of(lambda address=address: client.get(address)) for address in asked}
        add_branches(27, 6, by=cast.clerk_a, since=3)
        many = {address: queries_of(lambda address=address: client.get(address)) for address in asked}
        assert {client.get(address).status_code for address in asked} == {200}
    assert many == few
