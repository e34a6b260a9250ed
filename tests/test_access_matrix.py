"""Who gets what from every URL of the product.

Each app's rows are in `tests/access/<app>*.py`, in a list named `ROWS`; how a row is written is explained in
`tests/access/table.py`, and which people and objects it may name in `tests/access/world.py`.

* A URL without a row fails `test_every_url_has_a_row`, which names it. Write one row for GET and one for
  each POST that changes something; `post` may be empty where the form then answers 200 with its errors.
* Every row says what the anonymous visitor gets (`LOGIN`, unless it says `public=True`) and names at least
  one person who is refused: 404 for those who may not know of the object, 403 for those who see it but lack
  the right. A page that is about the asker alone says `for_everyone=True` instead.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests import access
from tests.access.table import ANONYMOUS, LOGIN, REFUSALS, Row, Who, resolved
from tests.access.world import World
from tests.support.client import StrictClient

# Addresses that belong to no person: none so far.
LEFT_OUT: frozenset[str] = frozenset()

ROWS: list[Row] = [
    row
    for module in pkgutil.iter_modules(access.__path__)
    for row in getattr(import_module(f"tests.access.{module.name}"), "ROWS", [])
]


def url_names(resolver: URLResolver, namespaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The full name of every address below a resolver; a nameless one under its pattern."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*namespaces, pattern.name or f"(nameless) {pattern.pattern}"])
        else:
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from url_names(pattern, inner)


def answer(row: Row, world: World, who: Who) -> int:
    """The status that a person gets; whatever was written is taken back."""
    client = StrictClient(raise_request_exception=True, headers=dict(row.headers))
    url = reverse(row.url_name, kwargs=resolved(row.kwargs, world)) + row.query
    values = {**row.post, **resolved(row.data, world)}
    with transaction.atomic():
        if who is not ANONYMOUS:
            client.force_login(world.people[who], backend="django.contrib.auth.backends.ModelBackend")
        response = getattr(client, row.method)(url, values) if values else getattr(client, row.method)(url)
        transaction.set_rollback(True)
    if who is ANONYMOUS and not row.public and response.status_code == LOGIN:
        assert resolve(response.url.split("?")[0]).view_name == "teams:login"
    return response.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_person_gets_what_the_table_says(row: Row, world: World, frozen):
    assert {who: answer(row, world, who) for who in row.expected} == dict(row.expected)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_row_speaks_of_a_visitor_and_of_an_outsider(row: Row):
    assert row.public or row.expected.get(ANONYMOUS) in {LOGIN, 401}
    assert ANONYMOUS in row.expected
    assert row.public or row.for_everyone or REFUSALS & set(row.expected.values())


def test_every_url_has_a_row():
    asked = {row.url_name for row in ROWS}
    there = set(url_names(get_resolver())) - LEFT_OUT

    assert (sorted(there - asked), sorted(asked - there)) == ([], [])
