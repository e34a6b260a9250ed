"""Personal data at rest: AES-256-GCM with the key's id in front, and a keyed hash for exact search.

Stored form of a text: ``<key id>:<base64(nonce + ciphertext)>``. The label (model and field) is bound in as
associated data, so that a value moved to another column does not open. FIELD_KEYS lists ``id:base64key``,
newest first; the first one writes, all of them read.
"""

import base64
import binascii
import hmac
import os
import unicodedata
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """No configured key opens a stored value; the value itself is never handed back in its place."""


@lru_cache(maxsize=8)
def _keys(specification: tuple[str, ...]) -> dict[str, AESGCM]:
    if not specification:
        raise ImproperlyConfigured("FIELD_KEYS is empty: give at least one id:base64key.")
    keys = {}
    for entry in specification:
        key_id, _, encoded = entry.partition(":")
        keys[key_id] = AESGCM(base64.b64decode(encoded))
    return keys


def _configured() -> dict[str, AESGCM]:
    return _keys(tuple(settings.FIELD_KEYS))


def seal(plain: bytes, label: str) -> bytes:
    """Encrypted bytes that open only under the same label."""
    key_id, key = next(iter(_configured().items()))
    nonce = os.urandom(NONCE_BYTES)
    return key_id.encode() + b":" + nonce + key.encrypt(nonce, plain, label.encode())


def unseal(sealed: bytes, label: str) -> bytes:
    """What `seal` was given; raises CannotDecrypt for an unknown key, a wrong label or damage."""
    key_id, _, body = sealed.partition(b":")
    return _open(key_id.decode(errors="replace"), body, label)


def _open(key_id: str, body: bytes, label: str) -> bytes:
    key = _configured().get(key_id)
    if key is None:
        raise CannotDecrypt(f"{label}: no FIELD_KEYS entry named {key_id!r}")
    try:
        return key.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], label.encode())
    except InvalidTag as error:
        raise CannotDecrypt(f"{label}: the stored value does not open") from error


def seal_text(plain: str, label: str) -> str:
    """`seal` as text that fits a text column; the empty text stays empty."""
    return text_sealer(label)(plain)


def text_sealer(label: str) -> Callable[[str], str]:
    """`seal_text` under one label, its key looked up once: for a hundred thousand values."""
    key_id, key = next(iter(_configured().items()))
    front, data = f"{key_id}:", label.encode()

    def sealed(plain: str) -> str:
        if plain == "":
            return ""
        nonce = os.urandom(NONCE_BYTES)
        body = nonce + key.encrypt(nonce, plain.encode(), data)
        return front + binascii.b2a_base64(body, newline=False).decode("ascii")

    return sealed


def unseal_text(stored: str, label: str) -> str:
    """What `seal_text` was given; raises CannotDecrypt."""
    if stored == "":
        return ""
    key_id, _, body = stored.partition(":")
    try:
        return _open(key_id, binascii.a2b_base64(body, strict_mode=True), label).decode()
    except ValueError as error:
        raise CannotDecrypt(f"{label}: the stored value is not an encrypted text") from error


def make_token(plain: str, label: str) -> str:
    """The text sealed for an address, where logs and history keep it; opens only under the same label."""
    return base64.urlsafe_b64encode(seal(plain.encode(), label)).decode().rstrip("=")


def open_token(token: str, label: str) -> str | None:
    """What `make_token` was given; None for what it did not make, or not for this label."""
    try:
        return unseal(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)), label).decode()
    except (ValueError, CannotDecrypt):
        return None


def blind_index(value: str) -> str:
    """Keyed hash for exact search of an encrypted value: 64 hex characters, '' for the empty value."""
    wide = value if value.isascii() else unicodedata.normalize("NFKC", value)
    normal = wide.strip().upper()
    return keyed_hash(normal.encode()) if normal else ""


def keyed_hash(plain: bytes) -> str:
    """Hash that nobody can make without the key, for telling whether personal data is the same: 64 hex."""
    hashing = _begun_hash(settings.BLIND_KEY).copy()
    hashing.update(plain)
    return hashing.hexdigest()


@lru_cache(maxsize=8)
def _begun_hash(key: str) -> hmac.HMAC:
    """The part of the hash that is of the key alone; copied, it costs half of beginning anew."""
    return hmac.new(key.encode(), digestmod="sha256")


class EncryptedText(models.TextField[str, str]):
    """A text column that is ciphertext in the database and plain text in Python; it can't be filtered on."""

    @cached_property
    def label(self) -> str:
        """Associated data: the model and field the value belongs to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return None if value is None else seal_text(str(value), self.label)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else unseal_text(value, self.label)

    def get_lookup(self, lookup_name: str) -> Any:
        """Only `isnull`: ciphertext differs at each write, so equality could never match."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None
