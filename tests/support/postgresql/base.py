"""PostgreSQL as Django drives it, but quickly emptied after a test that committed, and surely dropped."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.creation import DatabaseCreation
from django.db.backends.postgresql.operations import DatabaseOperations


class DroppingCreation(DatabaseCreation):
    """Drops the database although a server's thread or a killed worker may still be leaving it."""

    def _destroy_test_db(self, test_database_name: str, verbosity: int) -> None:
        with self._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {self._quote_name(test_database_name)} WITH (FORCE)")


class EmptyingOperations(DatabaseOperations):
    """Deletes row by row: TRUNCATE gives every table a new file and waits for the disk, for a dozen rows.

    Foreign keys are checked at the end of the transaction, so that any order of the tables will do.
    """

    def sql_flush(self, style: Any, tables: Sequence[str], **_options: Any) -> list[str]:
        return [f"DELETE FROM {self.quote_name(table)}" for table in tables]


class DatabaseWrapper(base.DatabaseWrapper):
    """Django finds this class by its name."""

    creation_class = DroppingCreation
    ops_class = EmptyingOperations
