"""Reads of what was proposed to the bank."""

from django.db.models import Case, QuerySet, Value, When

from borrowers.enums.plans import ReliefState
from borrowers.models import Relief
from campaign.models import Campaign
from teams.models import User


def proposals(campaign: Campaign, user: User) -> QuerySet[Relief]:
    """Proposals of a campaign that the person sees: those that wait first, the oldest of them on top."""
    seen: QuerySet[Relief] = Relief.objects.visible_to(user)
    waits_first = Case(When(state=ReliefState.PROPOSED, then=Value(0)), default=Value(1))
    return (
        seen.filter(loan__campaign=campaign)
        .select_related("borrower__team", "loan", "proposed_by", "recorded_by")
        .order_by(waits_first, "proposed_at", "pk")
    )
