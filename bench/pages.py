"""Pages of a register of 100,000: the whole answer of the server, from the address to the HTML."""

from collections.abc import Callable
from functools import cache
from typing import Any

from bench.database import prepared
from bench.registry import Work, benchmark

# What a person notices as waiting begins here.
GOAL = 0.3
Prepare = Callable[[], tuple[Work | None, Work]]


@cache
def large_register() -> tuple[Any, Any]:
    """Its campaign, and its manager's browser; made once for all that read it."""
    prepared()
    from django.test import Client  # noqa: PLC0415 - needs the set-up of Django

    from bench.registers import fill  # noqa: PLC0415

    campaign, manager = fill()
    client = Client()
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
    return campaign, client


def page(path: str) -> Prepare:
    """The page of the campaign at that path; the floor is reading the fifty rows of a page by their keys."""

    def prepare() -> tuple[Work | None, Work]:
        campaign, client = large_register()
        from borrowers.models import Borrower  # noqa: PLC0415

        def ours() -> None:
            answer = client.get(f"/c/{campaign.code}/{path}")
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code}")

        keys = list(Borrower.objects.filter(campaign=campaign).values_list("pk", flat=True)[:50])
        return ours, lambda: Borrower.objects.in_bulk(keys)

    return prepare


def search() -> tuple[Work | None, Work]:
    """A person by name: typed, sealed into the address, found."""
    campaign, client = large_register()
    from bench.registers import name_of  # noqa: PLC0415
    from borrowers.models import Borrower  # noqa: PLC0415
    from campaign.common.crypto import blind_index  # noqa: PLC0415

    def ours() -> None:
        client.post(f"/c/{campaign.code}/borrowers/search/", {"text": name_of(77_777)}, follow=True)

    return ours, lambda: Borrower.objects.get(name_index=blind_index(name_of(77_777)))


for _name, _query in {
    "first": "",
    "last": "?page=2000",
    "largest": "?sort=-owed",
    "township": "?township=青石镇7&sort=-overdue",
    "three filters": "?category=B&sheet=off&mark=insider",
    "loan number": "?q=JJ0000000123",
}.items():
    benchmark(f"register of 100,000, {_name}", goal=GOAL, in_seconds=True)(page(f"borrowers/{_query}"))
for _name, _query in {"due": "", "last": "?page=2000", "lapsed": "?tab=lapsed"}.items():
    benchmark(f"signing list of 100,000, {_name}", goal=GOAL, in_seconds=True)(page(f"signing/{_query}"))
benchmark("register of 100,000, a person", goal=GOAL, in_seconds=True)(search)
