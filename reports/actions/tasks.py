"""What the background worker runs."""

from django_tasks import TaskContext, task


@task(takes_context=True)
def make_export(context: TaskContext, job_pk: int) -> None:
    """Make the export of a job, if it is still wanted."""
    from reports.actions.make_export import make

    make(job_pk, worker=(context.task_result.worker_ids or [""])[-1])
