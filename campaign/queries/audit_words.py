"""What was recorded with an event, in words that a reader of the trail knows.

Facts are written by every app, each with the names of its own fields: the words are those of the models.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaign.models import AuditEvent

NOTHING = "—"
# Facts that are no field of any model, or whose field has no name in words.
NAMES: dict[str, Any] = {
    "added": gettext_lazy("added"),
    "address": gettext_lazy("from the address"),
    "after": gettext_lazy("now"),
    "approved": gettext_lazy("approved"),
    "area": gettext_lazy("area"),
    "before": gettext_lazy("before"),
    "borrower": gettext_lazy("borrower"),
    "breaches": gettext_lazy("breaches"),
    "campaign_revision": gettext_lazy("version of the campaign"),
    "change": gettext_lazy("change"),
    "created": gettext_lazy("created"),
    "dates": gettext_lazy("dates"),
    "digest": gettext_lazy("fingerprint"),
    "expired": gettext_lazy("expired"),
    "field": gettext_lazy("field"),
    "fields": gettext_lazy("meanings"),
    "header": gettext_lazy("header"),
    "is_late": gettext_lazy("late"),
    "item": gettext_lazy("item"),
    "locked": gettext_lazy("locked by it"),
    "material": gettext_lazy("material"),
    "number": gettext_lazy("number"),
    "paid": gettext_lazy("paid"),
    "people": gettext_lazy("people"),
    "person": gettext_lazy("person"),
    "place": gettext_lazy("where"),
    "rejected": gettext_lazy("rejected"),
    "removed": gettext_lazy("removed"),
    "reported_by": gettext_lazy("reported by"),
    "rows": gettext_lazy("rows"),
    "rules": gettext_lazy("rules"),
    "shown_today": gettext_lazy("shown that day, above the limit"),
    "to": gettext_lazy("with"),
    "to_guarantor": gettext_lazy("to the guarantor"),
    "unchanged": gettext_lazy("unchanged"),
    "undone": gettext_lazy("taken back"),
    "unmet": gettext_lazy("not fulfilled"),
    "updated": gettext_lazy("updated"),
    "visit": gettext_lazy("visit"),
    "was": gettext_lazy("before"),
    "what": gettext_lazy("what"),
}
# Words that actions use for what they did.
WORDS: dict[str, Any] = {
    "area free": gettext_lazy("no leader any more"),
    "area led": gettext_lazy("led by a leader of the bank"),
    "categories": gettext_lazy("the list by category"),
    "changed": gettext_lazy("changed"),
    "claim lapsed": gettext_lazy("claim ran out"),
    "claim recovered": gettext_lazy("claim recovered"),
    "claim set": gettext_lazy("opened to claims"),
    "claim open": gettext_lazy("open to claims"),
    "claim withdrawn": gettext_lazy("claim taken back"),
    "closed": gettext_lazy("closed"),
    "created": gettext_lazy("created"),
    "custody ended": gettext_lazy("shared custody ended"),
    "deleted": gettext_lazy("deleted"),
    "described": gettext_lazy("described"),
    "exchanged": gettext_lazy("exchanged with another team"),
    "formed": gettext_lazy("formed"),
    "granted": gettext_lazy("given"),
    "joined": gettext_lazy("joined"),
    "left": gettext_lazy("left"),
    "own choice": gettext_lazy("chosen by the person"),
    "reopened": gettext_lazy("opened again"),
    "reset": gettext_lazy("reset"),
    "returned": gettext_lazy("swapped back"),
    "revoked": gettext_lazy("taken away"),
    "role": gettext_lazy("role"),
    "set up": gettext_lazy("set up"),
    "summary": gettext_lazy("evening summary"),
    "unlocked": gettext_lazy("unlocked"),
}
# Facts whose codes are those of another field.
CODED_LIKE = {"was": "role"}
# Facts that hold the number of a person, though no field is called so.
OF_PEOPLE = frozenset({"person", "user"})
DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, both in words."""

    name: str
    value: str


def mentioned(event: AuditEvent) -> Iterator[str]:
    """The objects that an event's facts name by number, as the trail files them."""
    for name, value in event.facts.items():
        if target := _reference(name, value, _model_of(event)):
            yield target


def facts_of(event: AuditEvent, names: Mapping[str, str]) -> list[Fact]:
    """Everything recorded with an event but the reason; `names` are those of the mentioned objects."""
    model = _model_of(event)
    shown = []
    for name, value in event.facts.items():
        if name == "changes" and isinstance(value, dict):
            shown += [Fact(_named(field, model), _changed(field, one, model)) for field, one in value.items()]
        elif target := _reference(name, value, model):
            shown.append(Fact(_named(name, model), names.get(target, str(value))))
        else:
            shown.append(Fact(_named(name, model), _worded(name, value, model)))
    return shown


def _model_of(event: AuditEvent) -> str:
    return event.target.partition(":")[0]


def _reference(name: str, value: Any, model: str) -> str:
    """`app.Model:number` where a fact is the number of a row, else nothing."""
    if isinstance(value, bool) or not isinstance(value, int):
        return ""
    if name in OF_PEOPLE:
        return f"{settings.AUTH_USER_MODEL}:{value}"
    field = _fields(model).get(name) or _fields("").get(name)
    related = field.related_model if field is not None and field.many_to_one else None
    return f"{related._meta.label}:{value}" if isinstance(related, type) else ""


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
    if name == "digest":
        return str(value)[:DIGEST_SHOWN]
    return str(_word(name, str(value), model) or value)


def _word(name: str, value: str, model: str) -> Promise | str | None:
    """The word for a code: of the object's own field, of any field of that name, of any of its codes."""
    name = CODED_LIKE.get(name, name)
    for choices in (_choices(model).get(name), _choices("").get(name), WORDS):
        if choices and value in choices:
            return choices[value]
    return next((codes[value] for codes in _choices(model).values() if value in codes), None)


def _named(name: str, model: str) -> str:
    """The word for a fact: its own, that of the object's field, of any model's field of that name."""
    fields = (_fields(model).get(name), _fields("").get(name))
    words = [field.verbose_name for field in fields if field and isinstance(field.verbose_name, Promise)]
    return str(NAMES.get(name) or next(iter(words), name.replace("_", " ")))


def _models(label: str) -> list[type[models.Model]]:
    """The model of that label, or every model without one."""
    try:
        return [apps.get_model(label)] if label else list(apps.get_models())
    except (LookupError, ValueError):
        return []


@cache
def _fields(label: str) -> dict[str, models.Field[Any, Any]]:
    """The fields of a model by name; without a label, of each name the first that is named in words."""
    found: dict[str, models.Field[Any, Any]] = {}
    for model in _models(label):
        for field in model._meta.fields:
            if not isinstance(getattr(found.get(field.name), "verbose_name", None), Promise):
                found[field.name] = field
    return found


@cache
def _choices(label: str) -> dict[str, dict[str, Promise | str]]:
    """The words of coded values, by the name of the field."""
    found: dict[str, dict[str, Promise | str]] = {}
    for model in _models(label):
        for field in model._meta.fields:
            if field.choices:
                found.setdefault(field.name, {}).update({str(code): word for code, word in field.flatchoices})
    return found
