"""The one door to an object: 404 outside the person's scope, 403 inside it without the right."""

from enum import Enum
from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

M = TypeVar("M", bound=models.Model, covariant=True)


class ScopedQuerySet(Protocol[M]):
    """A queryset that knows who may see its rows, and who may do a given thing to them."""

    def visible_to(self, user: Any, to: Enum | None = None) -> "models.QuerySet[M]": ...


def get_scoped_or_404(
    queryset: ScopedQuerySet[M], request: HttpRequest, *, to: Enum | None = None, **lookup: Any
) -> M:
    """The object `lookup` names; raises Http404 out of sight, PermissionDenied where `to` is lacking."""
    found = get_object_or_404(queryset.visible_to(request.user), **lookup)
    if to is not None and not queryset.visible_to(request.user, to=to).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found
