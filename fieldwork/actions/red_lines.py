"""Confirming the red lines: the audit event is the record, once per person and campaign."""

from django.db import transaction

from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.queries.red_lines import has_confirmed
from teams.models import User


@transaction.atomic
def confirm_red_lines(*, campaign: Campaign, by: User) -> None:
    """Records that the person read the red lines; nothing where they did before or the campaign is over."""
    # The lock keeps a doubled press from being recorded twice.
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if campaign.is_open and not has_confirmed(by, campaign):
        audit.record(AuditKind.RED_LINES_CONFIRMED, target=campaign, by=by, campaign=campaign)
