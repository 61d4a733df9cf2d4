"""SQLite as it is, not as it was in 2008: many rows are written by one query.

Django 5.2 splits what it writes into pieces of 999 parameters, SQLite's limit of old. A month pasted into a sheet would
take a query for every ninety cells.
"""

import sqlite3


def use_the_real_limit(sender, connection, **kwargs) -> None:
    """Ask the library itself how many parameters a query may have; a receiver of `connection_created`."""
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit
