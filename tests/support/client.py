"""A test client that looks at every page it gets, for faults that nobody wrote a test for."""

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

LEFT_OVER = re.compile(r"\{\{|\{%|<c-[a-z]")
# Elements that hold data rather than code.
DATA_SCRIPTS = {"application/json", "speculationrules", "importmap"}


class Faults(HTMLParser):
    """Collects what our content security policy forbids, and ids that occur twice."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: Counter[str] = Counter()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        where = f"<{tag}> in line {self.getpos()[0]}"
        if identity := given.get("id"):
            self.ids[identity] += 1
        if tag == "style" or "style" in given:
            self.found.append(f"{where} has inline style")
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self.found.append(f"{where} has inline code")
        for name, value in given.items():
            if name.startswith(("on", "hx-on")):
                self.found.append(f"{where} has the inline handler {name}")
            if (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{where} has code in {name}")


def faults(html: str) -> list[str]:
    """Everything wrong with a page, as one line each."""
    parser = Faults()
    parser.feed(html)
    twice = [f'the id "{name}" occurs {count} times' for name, count in parser.ids.items() if count > 1]
    raw = [
        f"template source is left over: {html[m.start() : m.start() + 60]!r}"
        for m in LEFT_OVER.finditer(html)
    ]
    return [*parser.found, *twice, *raw]


class StrictClient(Client):
    """Django's test client; a page with a fault fails the test that asked for it."""

    def request(self, **request: Any) -> HttpResponse:
        response = super().request(**request)
        if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
            found = faults(response.content.decode(response.charset))
            assert not found, f"{request.get('PATH_INFO')}: {found}"
        return response
