"""Following links as a person would: from the first page on, wherever a page leads."""

import html
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

LINK = re.compile(r'<a\b[^>]*?\shref="(/[^"]*)"')


@dataclass(frozen=True, slots=True)
class Found:
    """A page that a person came to: its address, its URL name, where the link stood, and what answered."""

    address: str
    name: str
    came_from: str
    status: int
    is_page: bool


def follow_links(client: Client, start: str = "/", *, each: int = 3) -> Iterator[Found]:
    """Every kind of page that can be reached from the first one, `each` a few times: the first rows of a list
    stand for the others.
    """
    waiting: deque[tuple[str, str]] = deque([(start, "")])
    known, opened = {start}, Counter[str]()
    while waiting:
        address, came_from = waiting.popleft()
        name = resolve(urlsplit(address).path).view_name
        if opened[name] >= each:
            continue
        opened[name] += 1
        response = client.get(address, follow=True)
        is_page = not response.streaming and response.headers["Content-Type"].startswith("text/html")
        if response.streaming:
            response.getvalue()
        yield Found(address, name, came_from, response.status_code, is_page and not response.redirect_chain)
        for link in links_of(response.content.decode()) if is_page else ():
            if link not in known:
                known.add(link)
                waiting.append((link, address))


def links_of(page: str) -> list[str]:
    """The addresses inside the product to which a page links."""
    return [html.unescape(link).split("#")[0] for link in LINK.findall(page)]
