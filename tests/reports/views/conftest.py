"""Pages are opened on a day in April 2026, when the first quarter is being reported on."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reports.rows import APRIL


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel(APRIL, tick=False):
        yield


@pytest.fixture
def queries_of():
    """How many queries a page takes for a client; the second call counts, when nothing has to be warmed up."""

    def count(client, address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    return count
