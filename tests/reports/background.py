"""The background worker, one step at a time."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work_off(worker: str = "worker-1") -> int:
    """Run every task that is queued, as a worker does; how many there were."""
    at_work = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker,
        excluded_queue_names=[],
    )
    done = 0
    while task := DBTaskResult.objects.ready().first():
        task.claim(worker)
        at_work.run_task(task)
        done += 1
    return done
