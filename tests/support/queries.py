"""How many queries something takes."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def query_count(act: Callable[[], object]) -> int:
    """The number of queries that `act` makes, once whatever is made once per process is there."""
    act()
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)
