"""Many rows at once, past the model instances: for imports of a hundred thousand rows.

Neither `save()` nor defaults take part; the caller gives every column that has no default in the database.
Values are prepared by the model's fields, so encrypted ones are sealed here as everywhere.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from campaign.common.crypto import EncryptedText, text_sealer

CHUNK = 2000
# Fields whose values every driver takes as they are, and those that only PostgreSQL's does.
_PLAIN = (models.CharField, models.IntegerField, models.BooleanField, models.ForeignKey)
_NATIVE = (models.DecimalField, models.DateField)

Prepare = Callable[[Any], Any]
Values = tuple[Any, ...]


def insert_many(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Inserts the rows, whose values stand in the order of the field `names`."""
    fields = _fields(model, names)
    columns = ", ".join(_quoted(field.column) for field in fields)
    table = _quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for chunk in _prepared(fields, rows):
                    for row in chunk:
                        copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(fields))
            # The names are the model's own.
            statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
            for chunk in _prepared(fields, rows):
                cursor.executemany(statement, chunk)


def update_many(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Updates rows by primary key, which is the last value of each; the others follow `names`."""
    fields = _fields(model, names)
    key: Any = model._meta.pk
    settings = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    table = _quoted(model._meta.db_table)
    # The names are the model's own.
    statement = f"UPDATE {table} SET {settings} WHERE {_quoted(key.column)} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        for chunk in _prepared([*fields, key], rows):
            cursor.executemany(statement, chunk)


@contextmanager
def uncollected() -> Iterator[None]:
    """While a hundred thousand rows are in hand: they hold no circles, and the collector walks over all of
    them again and again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def chunked(things: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The things in lists of `size`, in their order."""
    source = iter(things)
    while chunk := list(islice(source, size)):
        yield chunk


def _fields(model: type[models.Model], names: Sequence[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _prepared(fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[list[Values]]:
    """Chunks of rows as the driver takes them; a column at a time, for most columns need nothing."""
    preparations = [_preparation(field) for field in fields]
    for chunk in chunked(rows):
        columns = list(zip(*chunk, strict=True))
        for index, prepare in enumerate(preparations):
            if prepare:
                columns[index] = tuple(None if value is None else prepare(value) for value in columns[index])
        yield list(zip(*columns, strict=True))


def _preparation(field: Any) -> Prepare | None:
    """How a value of the field gets ready for the driver; None where it is so already."""
    if isinstance(field, _PLAIN):
        return None
    if isinstance(field, _NATIVE) and not isinstance(field, models.DateTimeField):
        return None if connection.vendor == "postgresql" else str
    if isinstance(field, EncryptedText):
        return text_sealer(field.label)
    database = connections[DEFAULT_DB_ALIAS]

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, database)

    # The rows of an import all bear one moment.
    return lru_cache(maxsize=1)(prepare) if isinstance(field, models.DateTimeField) else prepare


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
