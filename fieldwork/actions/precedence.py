"""Setting how much each order of precedence counts."""

from collections.abc import Mapping

from django.db import transaction

from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.enums import Precedence
from fieldwork.models import PrecedenceWeights
from fieldwork.queries.today import weights_of
from teams.actions.teams import lock
from teams.models import User


@transaction.atomic
def set_weights(*, campaign: Campaign, weights: Mapping[Precedence, int], by: User) -> None:
    """Stores the ten weights, 0 to 100 each; the next list that somebody opens is sorted by them."""
    lock(campaign)
    before = weights_of(campaign).by_order()
    changes = {order.value: [before[order], weights[order]] for order in Precedence}
    changes = {name: change for name, change in changes.items() if change[0] != change[1]}
    if not changes:
        return
    PrecedenceWeights.objects.update_or_create(
        campaign=campaign, defaults={order.value: weight for order, weight in weights.items()}
    )
    audit.record(
        AuditKind.CAMPAIGN_CHANGED, target=weights_of(campaign), by=by, campaign=campaign, changes=changes
    )
