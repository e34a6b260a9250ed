"""Ids made on the client: the same id with the same body is the same thing, with another body a conflict."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


class SameIdOtherBody(Exception):
    """An id that is already stored came again with different content: nothing is overwritten."""


def digest_of(body: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of cleaned values: 64 hex characters."""
    text = json.dumps(body, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
