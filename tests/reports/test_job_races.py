"""An export is asked for, and made, by several at the same moment: it is one export, and one worker has it."""

import pytest

from members.models import User
from reports.actions.job import ask_for, begin
from reports.models import Job
from reports.states import JobState
from tests.at_once import at_once
from tests.cast import build_cast

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 5


@pytest.fixture
def cast(transactional_db):
    return build_cast()


def ask(user, number: int = 0) -> Job:
    return ask_for(
        address=f"/ledger/ledger.xlsx?search={number}",
        site="http://testserver",
        name="积分台账",
        suffix="xlsx",
        by=user,
    )


def test_many_first_clicks_queue_one_export(cast):
    ends = at_once(*[lambda: ask(User.objects.get(pk=cast.officer.pk))] * THREADS)
    assert ends == {"done": THREADS}
    assert Job.objects.count() == 1


def test_nobody_gets_past_the_limit_by_asking_at_once(cast):
    calls = [lambda number=number: ask(User.objects.get(pk=cast.officer.pk), number) for number in range(8)]
    assert at_once(*calls) == {"done": 5, "Refused": 3}
    assert Job.objects.count() == 5


def test_of_several_workers_one_has_the_job(cast):
    job = ask(cast.officer)
    calls = [lambda name=f"worker-{n}": begin(job=Job.objects.get(pk=job.pk), worker=name) for n in range(THREADS)]
    assert at_once(*calls) == {"done": 1, "AlreadyDone": THREADS - 1}
    job.refresh_from_db()
    assert (job.state, job.attempt) == (JobState.RUNNING, 1)
