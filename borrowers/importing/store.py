"""Uploaded files at rest."""

import hashlib

from borrowers.models import ImportBatch
from campaign.common import sealed

_LABEL = "borrowers.importbatch.file"


def digest_of(content: bytes) -> str:
    """By which the same file is known again."""
    return hashlib.sha256(content).hexdigest()


def put(batch: ImportBatch, content: bytes) -> None:
    """Stores the file beside the batch, which the caller saves."""
    sealed.put(batch.file, content, _LABEL)


def take(batch: ImportBatch) -> bytes:
    """The file as it was uploaded."""
    return sealed.take(batch.file, _LABEL)


def drop(batch: ImportBatch) -> None:
    """Deletes the file of a batch that nobody will import; the caller saves the batch."""
    sealed.drop(batch.file)
