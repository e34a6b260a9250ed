"""The one door to an object: 404 outside the person's scope, 403 inside it without the right."""

from enum import Enum
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404


class Scoped(Protocol):
    """A queryset or manager that knows who may see its rows, and who may do a given thing to them."""

    def visible_to(self, user: Any, to: Any = None) -> models.QuerySet[Any]: ...


def require(request: HttpRequest, to: Enum) -> None:
    """For pages that are about no single object: raises PermissionDenied where `to` is held nowhere."""
    asked: Any = request.user  # a person: the log-in middleware lets nobody else through
    if not asked.may(to):
        raise PermissionDenied


def get_scoped_or_404(scoped: Scoped, request: HttpRequest, *, to: Enum | None = None, **lookup: Any) -> Any:
    """The object `lookup` names; raises Http404 out of sight, PermissionDenied where `to` is lacking."""
    found = get_object_or_404(scoped.visible_to(request.user), **lookup)
    if to is not None and not scoped.visible_to(request.user, to=to).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found
