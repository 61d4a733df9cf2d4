"""The tests' own way past the triggers that hold published templates; for negative controls and for rare rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from flagship import fixed_templates


@contextmanager
def unguarded() -> Iterator[None]:
    """Within it the database lets published templates be changed; afterwards it holds them again."""
    _run(fixed_templates.remove(connection.vendor))
    yield
    _run(fixed_templates.install(connection.vendor))


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
