"""Branch B in March 2026: Secretary Chen and eleven others, so that the middle tier holds."""

import pytest

from flagship.permissions import Role
from tests.factories import AppointmentFactory, MemberFactory, UserFactory
from tests.scoring.rows import declare, fill, open_sheet, people, settled, simple_template, submitted

TOTALS = {
    "2001": "97",
    "p01": "96",
    "p02": "95",
    "p03": "94",
    "p04": "93",
    "p05": "92",
    "p06": "91",
    "p07": "90",
    "p08": "89",
    "p09": "88",
    "p10": "87",
    "p11": "86",
}
"""Twelve people, no ties: +4 +3 +2 from the top, −3 −2 from the bottom (五（三）2)."""

POSTED = {"2001": 4, "p01": 3, "p02": 2, "p11": -3, "p10": -2}


@pytest.fixture
def clerk_b(cast):
    """A clerk of branch B who is not assessed: an office account."""
    user = UserFactory(username="8001", name="钱考核")
    AppointmentFactory(user=user, role=Role.CLERK, branch=cast.branch_b)
    return user


@pytest.fixture
def twelve(cast, programme):
    """The people of branch B: the secretary and p01–p11, all declared, under the simple template."""
    simple_template()
    declare(cast.secretary_b.person)
    return [cast.secretary_b.person, *people(cast.branch_b, 11, account=True)]


@pytest.fixture
def draft(cast, twelve):
    """The sheet of March, open and empty."""
    return open_sheet(cast.branch_b)


@pytest.fixture
def filled(draft, clerk_b):
    fill(draft, TOTALS, by=clerk_b)
    return draft


@pytest.fixture
def publicised(cast, filled):
    return submitted(filled, by=cast.secretary_b)


@pytest.fixture
def settled_month(cast, publicised):
    return settled(publicised, by=cast.secretary_b)


@pytest.fixture
def stranger(cast):
    """A member of branch A with an account."""
    return MemberFactory(employee_number="x01", name="外人", branch=cast.branch_a, account=True).user
