"""PostgreSQL as Django drives it, but emptied row by row after a test that committed.

TRUNCATE gives every table a new file and waits for the disk, a second for tables that hold a dozen rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations


class EmptyingOperations(DatabaseOperations):
    """Deletes; our foreign keys are checked at the end of the transaction, so that any order will do."""

    def sql_flush(self, style: Any, tables: Sequence[str], **_options: Any) -> list[str]:
        return [f"DELETE FROM {self.quote_name(table)}" for table in tables]


class DatabaseWrapper(base.DatabaseWrapper):
    """Django finds this class by its name."""

    ops_class = EmptyingOperations
