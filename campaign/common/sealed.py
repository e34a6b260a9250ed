"""Files at rest: sealed with the field keys, for they hold what the database encrypts."""

import uuid

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile

from campaign.common.crypto import seal, unseal


def put(stored: FieldFile, content: bytes, label: str) -> None:
    """Stores the content; the name on disk tells nothing. The caller saves the row."""
    stored.save(f"{uuid.uuid4().hex}.sealed", ContentFile(seal(content, label)), save=False)


def take(stored: FieldFile, label: str) -> bytes:
    """What `put` was given under the same label."""
    with stored.open("rb") as opened:
        return unseal(opened.read(), label)


def drop(stored: FieldFile) -> None:
    """Deletes the file where there is one; the caller saves the row."""
    if stored:
        stored.delete(save=False)
