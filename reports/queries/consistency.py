"""Reading many figures of one instant."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_instant() -> Iterator[None]:
    """All queries inside see the same state of the data, whoever writes meanwhile.

    SQLite gives that to any transaction. PostgreSQL must be asked for it before the first query, so a
    caller's own transaction stays as it is. Nothing is to be written inside.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
