"""Check constraints that recur, each with the sentence a person reads when it is broken."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _


def both_or_neither(first: str, second: str, *, name: str) -> models.CheckConstraint:
    """Two columns are filled together or not at all (when and by whom)."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
    )


def ordered(first: str, last: str, *, name: str) -> models.CheckConstraint:
    """The second date or number is not below the first."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__gte": F(first)}),
        name=name,
        violation_error_message=_("The end must not be before the start."),
    )


def positive(field: str, *, name: str) -> models.CheckConstraint:
    """The amount is above zero."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gt": 0}),
        name=name,
        violation_error_message=_("The amount must be above zero."),
    )


def parts_make(total: str, first: str, second: str, *, name: str) -> models.CheckConstraint:
    """Two parts add up to the total, to the fen: SQLite keeps decimals as floating point numbers."""
    half_a_fen = Value(Decimal("0.005"))
    whole = F(first) + F(second)
    between = {f"{total}__gt": whole - half_a_fen, f"{total}__lt": whole + half_a_fen}
    return models.CheckConstraint(condition=Q(**between), name=name)


def not_negative(field: str, *, name: str) -> models.CheckConstraint:
    """The amount is zero or above."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 0}),
        name=name,
        violation_error_message=_("The amount must not be negative."),
    )
