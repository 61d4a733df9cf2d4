"""What waits for a user, in order of urgency.

Each finder is a small query for one kind of task; a new kind is one function in one of these modules. What runs into
many rows is one task that names the first few, so that neither the list nor the queries grow with the company.
"""

import datetime as dt

from reports.queries.todo import months, objections, people, quarters
from reports.queries.todo.task import Task, Viewer

FINDERS = (*months.FINDERS, *objections.FINDERS, *people.FINDERS, *quarters.FINDERS)


def tasks_for(user, now: dt.datetime) -> list[Task]:
    """Everything the user should do now: what is due first comes first."""
    viewer = Viewer(user, now)
    return sorted((task for find in FINDERS for task in find(viewer)), key=lambda task: task.urgency)


__all__ = ["FINDERS", "Task", "tasks_for"]
