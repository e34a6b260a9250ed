"""Figures as JSON and back: amounts and shares as decimal strings, so that nothing is rounded on the way
(pure).
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: Any) -> Any:
    """The value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: dump(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {key: dump(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [dump(one) for one in value]
    return value


def load(kind: type[T], data: Any) -> T:
    """The dataclass, amount or plain value that `dump` wrote. A field that was not stored takes its
    default.
    """
    wanted: Any = kind
    loaded: T = _reader(wanted)(data)
    return loaded


def digest(data: Any) -> str:
    """SHA-256 of the figures, the same for the same figures however their keys are ordered."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are read; worked out once per type."""
    if is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, UnionType):
        inner = _reader(next(part for part in get_args(kind) if part is not type(None)))
        return lambda data: None if data is None else inner(data)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda data: tuple(item(one) for one in data)
    return Decimal if kind is Decimal else lambda data: data


def _dataclass_reader(kind: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(kind).items()}
    return lambda data: kind(**{name: read(data[name]) for name, read in readers.items() if name in data})
