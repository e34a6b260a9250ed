"""Uploaded files at rest: sealed with the field keys, for they hold what the database encrypts."""

import hashlib
import uuid

from django.core.files.base import ContentFile

from borrowers.models import ImportBatch
from campaign.common.crypto import seal, unseal

_LABEL = "borrowers.importbatch.file"


def digest_of(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def put(batch: ImportBatch, content: bytes) -> None:
    """Stores the file beside the batch, which the caller saves; the name on disk tells nothing."""
    batch.file.save(f"{uuid.uuid4().hex}.sealed", ContentFile(seal(content, _LABEL)), save=False)


def take(batch: ImportBatch) -> bytes:
    """The file as it was uploaded."""
    with batch.file.open("rb") as stored:
        return unseal(stored.read(), _LABEL)


def drop(batch: ImportBatch) -> None:
    """Deletes the file of a batch that nobody will import; the caller saves the batch."""
    if batch.file:
        batch.file.delete(save=False)
