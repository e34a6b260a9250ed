"""Putting leaders in charge of areas."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from borrowers.models import AreaLead
from borrowers.queries.areas import possible_leaders
from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Branch, Campaign
from teams.actions.teams import lock
from teams.models import User


@transaction.atomic
def appoint(
    *, campaign: Campaign, leader: User, township: str = "", branch: Branch | None = None, by: User
) -> AreaLead:
    """Puts a leader in charge of a township or of a branch; whoever was in charge of it before no longer is.

    Raises ValidationError, by field, without exactly one of the two, and for somebody without a desk there.
    """
    lock(campaign)
    if bool(township) == (branch is not None):
        raise ValidationError({"township": _("Choose a township or a branch, one of the two.")})
    if not possible_leaders(campaign).filter(pk=leader.pk).exists():
        raise ValidationError({"leader": _("Choose a manager or somebody of the back office of this bank.")})
    lead, _is_new = AreaLead.objects.update_or_create(
        campaign=campaign, township=township, branch=branch, defaults={"leader": leader}
    )
    _file(lead, by, change="area led")
    return lead


@transaction.atomic
def dismiss(*, lead: AreaLead, by: User) -> None:
    """The area has no leader of its own any more."""
    _file(lead, by, change="area free")
    lead.delete()


def _file(lead: AreaLead, by: User, *, change: str) -> None:
    audit.record(
        AuditKind.CAMPAIGN_CHANGED,
        target=lead.campaign,
        by=by,
        campaign=lead.campaign,
        change=change,
        area=lead.name,
        person=lead.leader.employee_number,
    )
