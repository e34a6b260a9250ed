"""The branch tree with what hangs on it."""

from django.db.models import Count, Q, QuerySet

from campaign.models import Branch


def tree() -> QuerySet[Branch]:
    """Every branch, each after its parent, with its own people and the campaigns that it holds."""
    return Branch.objects.select_related("parent").annotate(
        people=Count("staff", filter=Q(staff__is_active=True), distinct=True),
        campaigns_count=Count("campaigns_held", distinct=True),
    )
