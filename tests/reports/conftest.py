"""A filed quarter that most tests of this room begin with, and a filled month for what is printed."""

import pytest
from django.db import transaction

from flagship.actions.load_standard import load_standard
from flagship.categories import FlagCategory
from reports.actions.nominate import nominate
from reports.actions.report import accept_report, submit_report
from tests.cast import build_cast
from tests.factories import MemberFactory
from tests.reports.filled_month import Filled, filled_month
from tests.reports.rows import APRIL, Q1, settle_quarter


@pytest.fixture
def people(cast):
    """Four Party members of branch A, best first by `settled`."""
    return [MemberFactory(name=name, branch=cast.branch_a) for name in ("甲一", "乙二", "丙三", "丁四")]


@pytest.fixture
def settled(cast, people):
    """Branch A's first quarter of 2026 is settled: 90, 80, 70, 60 in every month, all in work safety."""
    totals = dict(zip(people, ("90", "80", "70", "60"), strict=True))
    settle_quarter(cast.branch_a, totals, by=cast.clerk_a)
    return people


@pytest.fixture
def nominated(cast, settled):
    """The best of branch A is nominated by the secretary."""
    return nominate(
        branch=cast.branch_a,
        quarter=Q1,
        member=settled[0],
        category=FlagCategory.SAFETY,
        citation="排查整改隐患12项",
        by=cast.secretary_a,
        now=APRIL,
    )


@pytest.fixture
def filed(cast, nominated):
    """Branch A's report, filed on 10 April."""
    return submit_report(branch=cast.branch_a, quarter=Q1, by=cast.secretary_a, now=APRIL)


@pytest.fixture
def accepted(cast, filed):
    """Branch A's report, accepted by the Department."""
    return accept_report(filed, by=cast.officer, now=APRIL)


@pytest.fixture(scope="module")
def month(django_db_setup, django_db_blocker) -> Filled:
    """The documents of a filled month, made once; nothing of it stays in the database.

    The test itself must ask for the database too, or there is none for tests.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_standard(year=2026)
        made = filled_month(build_cast())
        transaction.set_rollback(True)
    return made
