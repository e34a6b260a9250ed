"""What was recorded with an event, in words that a reader of the trail knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import AuditEvent

NOTHING = "—"
# Facts that are no field of any model.
NAMES: dict[str, Any] = {
    "address": gettext_lazy("from the address"),
    "added": gettext_lazy("added"),
    "after": gettext_lazy("now"),
    "before": gettext_lazy("before"),
    "breaches": gettext_lazy("breaches"),
    "change": gettext_lazy("change"),
    "dates": gettext_lazy("dates"),
    "digest": gettext_lazy("fingerprint"),
    "field": gettext_lazy("field"),
    "item": gettext_lazy("item"),
    "locked": gettext_lazy("locked by it"),
    "paid": gettext_lazy("paid"),
    "people": gettext_lazy("people"),
    "place": gettext_lazy("where"),
    "rows": gettext_lazy("rows"),
    "rules": gettext_lazy("rules"),
    "unmet": gettext_lazy("not fulfilled"),
    "what": gettext_lazy("what"),
}
# Words that actions use for what they did.
WORDS: dict[str, Any] = {
    "changed": gettext_lazy("changed"),
    "closed": gettext_lazy("closed"),
    "created": gettext_lazy("created"),
    "formed": gettext_lazy("formed"),
    "granted": gettext_lazy("given"),
    "own choice": gettext_lazy("chosen by the person"),
    "reopened": gettext_lazy("opened again"),
    "reset": gettext_lazy("reset"),
    "revoked": gettext_lazy("taken away"),
    "set up": gettext_lazy("set up"),
    "unlocked": gettext_lazy("unlocked"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, both in words."""

    name: str
    value: str


def facts_of(event: AuditEvent) -> list[Fact]:
    """Everything recorded with an event but the reason, which stands by itself."""
    model = event.target.partition(":")[0]
    return [Fact(_named(name, model), value) for name, value in _flat(event.facts, model)]


def _flat(facts: dict[str, Any], model: str) -> Iterator[tuple[str, str]]:
    for name, value in facts.items():
        if name == "changes" and isinstance(value, dict):
            for field, change in value.items():
                yield field, _changed(field, change, model)
        else:
            yield name, _worded(name, value, model)


def _changed(field: str, change: Any, model: str) -> str:
    if not isinstance(change, list) or len(change) != 2:
        return _worded(field, change, model)
    return " → ".join(_worded(field, value, model) for value in change)


def _worded(name: str, value: Any, model: str) -> str:
    """A recorded value as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, list):
        return _(", ").join(_worded(name, one, model) for one in value)
    if isinstance(value, dict):
        return _(", ").join(f"{_named(key, model)} {_worded(key, one, model)}" for key, one in value.items())
    word = _choices(model, name).get(str(value)) or WORDS.get(str(value)) or value
    return str(word)


def _named(name: str, model: str) -> str:
    field = _fields(model).get(name) or _fields("").get(name)
    label = NAMES.get(name) or (field.verbose_name if field else name.replace("_", " "))
    return str(label)


def _choices(model: str, name: str) -> dict[str, Promise | str]:
    """The words of a coded value: those of the object's own field, or else of any field of that name."""
    own = _fields(model).get(name)
    if own is not None and own.choices:
        return {str(value): label for value, label in own.flatchoices}
    return _all_choices().get(name, {})


@cache
def _fields(label: str) -> dict[str, models.Field[Any, Any]]:
    """The named fields of a model; without a label, the first of each name in the whole product."""
    try:
        wanted = [apps.get_model(label)] if label else list(apps.get_models())
    except (LookupError, ValueError):
        return {}
    found: dict[str, models.Field[Any, Any]] = {}
    for model in wanted:
        for field in model._meta.fields:
            # A field without a name of its own in two languages says no more than its code.
            if isinstance(field.verbose_name, Promise):
                found.setdefault(field.name, field)
    return found


@cache
def _all_choices() -> dict[str, dict[str, Promise | str]]:
    merged: dict[str, dict[str, Promise | str]] = {}
    for model in apps.get_models():
        for field in model._meta.fields:
            if field.choices:
                merged.setdefault(field.name, {}).update(
                    {str(value): label for value, label in field.flatchoices}
                )
    return merged
