"""Rows that several tests share, because making them is what takes the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import time_machine
from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def shared_rows(blocker: DjangoDbBlocker, at: datetime) -> Iterator[None]:
    """What is made within stays for all tests of a fixture's scope, and time stands still.

    Each test runs in a transaction inside this one: what it adds itself is taken back at its end.
    """
    with blocker.unblock(), transaction.atomic(), time_machine.travel(at, tick=False):
        yield
        transaction.set_rollback(True)
