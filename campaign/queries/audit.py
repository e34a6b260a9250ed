"""Reading the audit trail page by page, newest first, however long it has become."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from campaign.models import AuditEvent
from campaign.models.audit import AuditEventQuerySet
from campaign.queries.audit_words import Fact, facts_of, mentioned

PAGE = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the page shows it: what it is about in words, and what was recorded with it."""

    event: AuditEvent
    about: str
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Called:
    """What an object is called: its kind in the reader's language, and its name or number."""

    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.words}"


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail; `older` is the event after which the next one begins, None on the last."""

    lines: list[Line]
    older: int | None


def trail_page(events: AuditEventQuerySet, *, before: int | None) -> TrailPage:
    """The newest events, or those before one of them.

    It begins at an event instead of counting rows off: the thousandth page costs as much as the first.
    """
    if before is not None:
        edge = AuditEvent.objects.filter(pk=before).values_list("at", flat=True).first()
        if edge is not None:
            events = events.filter(at__lte=edge).exclude(at=edge, pk__gte=before)
    found = list(events.order_by("-at", "-pk")[: PAGE + 1])
    shown, more = found[:PAGE], len(found) > PAGE
    targets = chain((event.target for event in shown), *(mentioned(event) for event in shown))
    names = _names(targets)
    words = {target: called.words for target, called in names.items()}
    lines = [Line(event, str(names[event.target]), facts_of(event, words)) for event in shown]
    return TrailPage(lines, shown[-1].pk if more else None)


def about_in_words(target: str) -> str:
    """What the trail files under `target`, in words."""
    return str(_names([target])[target])


def _names(targets: Iterable[str]) -> dict[str, Called]:
    """What each object is called: one query for each kind of object; the bare number when it is gone."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for target in set(targets):
        by_label[target.partition(":")[0]].append(target)
    names = {}
    for label, of_kind in by_label.items():
        model = _model(label)
        keys = {target: target.partition(":")[2] for target in of_kind}
        rows = _rows(model, keys.values())
        for target, key in keys.items():
            kind = str(model._meta.verbose_name) if model else label
            names[target] = Called(kind, _words_for(key, rows.get(key)))
    return names


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _rows(model: type[models.Model] | None, keys: Iterable[str]) -> dict[str, models.Model]:
    if model is None:
        return {}
    found = model._default_manager.in_bulk([int(key) for key in keys if _is_number(key)])
    return {str(key): row for key, row in found.items()}


def _is_number(key: str) -> bool:
    """Whether it can be the number of a row: 18 digits fit any database."""
    return key.isascii() and key.isdecimal() and len(key) <= 18


def _words_for(key: str, row: models.Model | None) -> str:
    if not _is_number(key):
        return _("unknown")
    return str(row) if row and _has_a_name(row) else f"#{key}"


def _has_a_name(row: models.Model) -> bool:
    """Whether it is known by a name that people gave it; a borrower's is sealed, and stays so."""
    return any(field.name == "name" and type(field) is models.CharField for field in row._meta.fields)
