"""What the Department's pages cost in a company of 1,000 branches and 50,000 people with three settled months.

    pytest tests/benchmarks/bench_company.py -n0 -s                       30 branches, then 1,000, of 50 people each
    BRANCHES=30,100 PEOPLE=20 pytest tests/benchmarks/bench_company.py -n0 -s

Not part of the suite, which holds the number of queries with a small company (tests/reports/test_bounded_queries.py).
It prints what docs/operations.md quotes: queries, the processor's time of the whole answer, and how much of it is the
database's.
"""

import os
import time

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.benchmarks.company import add_branches
from tests.reports.rows import APRIL

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(3600)]

SIZES = [int(size) for size in os.environ.get("BRANCHES", "30,1000").split(",")]
PEOPLE = int(os.environ.get("PEOPLE", "50"))
ROUNDS = 3
PAGES = {
    "roll-up, nominees": "/quarters/2026Q1/",
    "a category, everybody": "/quarters/2026Q1/?category=safety&who=all",
    "… sorted, with hints only": "/quarters/2026Q1/?category=research&who=all&sort=z&mark=flagged",
    "… its last page": "/quarters/2026Q1/?category=safety&who=all&page=9999",
    "who has filed": "/quarters/2026Q1/filings/",
    "hints": "/quarters/2026Q1/flags/",
    "the year's list": "/years/2026/",
    "dashboard of the company": "/dashboard/company/",
    "dashboard of a branch": "/dashboard/bench1/",
    "search: a name": "/search/?q=员工07",
    "search: two words": "/search/?q=员工07 基准2",
    "search: a month": "/search/?q=2026年2月 基准1",
    "points ledger": "/ledger/",
    "people": "/members/",
}


def cost(client, address: str) -> tuple[int, float, float]:
    """Queries, milliseconds of the processor (the best of a few), milliseconds in the database of the last round."""
    best = None
    for _ in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            begun = time.process_time()
            response = client.get(address)
            spent = time.process_time() - begun
        assert response.status_code == 200, f"{address}: {response.status_code}"
        best = spent if best is None else min(best, spent)
    return len(captured), best * 1000, sum(float(query["time"]) for query in captured.captured_queries) * 1000


def test_what_the_departments_pages_cost(cast, programme, signed_in):
    with time_machine.travel(APRIL, tick=False):
        client = signed_in(cast.officer)
        found, made = {}, 0
        for size in SIZES:
            add_branches(size - made, PEOPLE, by=cast.clerk_a, since=made)
            made = size
            found[size] = {name: cost(client, address) for name, address in PAGES.items()}
    print(f"\n{PEOPLE} people a branch, three months; queries · ms of the processor (ms in the database)")
    print(f"{'':30}" + "".join(f"{size:>24} branches" for size in SIZES))
    for name in PAGES:
        cells = [found[size][name] for size in SIZES]
        print(
            f"{name:30}" + "".join(f"{queries:>14} · {cpu:7.0f} ({database:5.0f})" for queries, cpu, database in cells)
        )
    assert {name: found[SIZES[0]][name][0] for name in PAGES} == {name: found[SIZES[-1]][name][0] for name in PAGES}
