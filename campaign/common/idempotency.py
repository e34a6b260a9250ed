"""Ids made on the client: the same id with the same body is the same thing, with another body a conflict."""

import hashlib
import json
from typing import Any, Protocol, TypeVar

from django.core.serializers.json import DjangoJSONEncoder


class Kept(Protocol):
    """A row that keeps the digest of the body it was made of."""

    body_digest: str


K = TypeVar("K", bound=Kept)


class SameIdOtherBody(Exception):
    """An id that is already stored came again with different content: nothing is overwritten."""


def digest_of(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of cleaned values: 64 hex characters."""
    text = json.dumps(body, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def same_body(stored: K | None, digest: str) -> K | None:
    """What is stored under an id already, if anything; raises SameIdOtherBody where it has another body."""
    if stored is not None and stored.body_digest != digest:
        raise SameIdOtherBody
    return stored
