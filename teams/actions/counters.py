"""Counting what a person did, in the transaction that records it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from campaign.models import Campaign
from teams.models import MemberDay, MemberTotal, Team, User


def count(*, campaign: Campaign, team: Team | None, user: User, day: date, **amounts: int | Decimal) -> None:
    """Adds `amounts` (by counter name, may be negative) to the person's row of the day and to the total.

    Call it inside the transaction of the work it counts: both are stored, or neither.
    """
    who: dict[str, Any] = {"campaign": campaign, "team": team, "user": user}
    more = {name: F(name) + amount for name, amount in amounts.items()}
    if not MemberDay.objects.filter(**who, day=day).update(**more):
        MemberDay.objects.get_or_create(**who, day=day)
        MemberDay.objects.filter(**who, day=day).update(**more)
    if not MemberTotal.objects.filter(**who).update(**more):
        MemberTotal.objects.get_or_create(**who)
        MemberTotal.objects.filter(**who).update(**more)
