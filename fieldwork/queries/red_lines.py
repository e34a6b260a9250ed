"""The red lines (清收高压线) that everybody confirms before going out, and who has not."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaign.enums import AuditKind
from campaign.models import AuditEvent, Campaign
from teams.models import Membership, Team, User

RED_LINES = (
    _("Nobody is contacted in the quiet hours, and nobody goes to a door alone."),
    _(
        "Work card and authorisation come first; without consent nobody enters, "
        "and who is asked to leave leaves."
    ),
    _(
        "Of the debt is spoken only with borrower, co-borrower and guarantor; "
        "relatives owe nothing by kinship."
    ),
    _("No threat, no abuse, no force, nobody is held; nothing is taken away."),
    _("No sign, banner, poster, loudspeaker or chat group names a debtor."),
    _("Nobody poses as police or court, or threatens with them."),
    _("No cash in hand, no private account, no private QR code, no fee, no gift."),
    _("Nobody is told to borrow elsewhere; nothing is promised that the bank has not decided."),
    _("What happened is recorded as it was; data of borrowers leaves neither phone nor desk."),
    _("While a complaint is open, contact rests; the accused does not handle it."),
)


def has_confirmed(user: User, campaign: Campaign) -> bool:
    """Whether the person confirmed the red lines for this campaign."""
    return _confirmations(campaign).filter(actor_id=user.pk).exists()


def unconfirmed(campaign: Campaign, viewer: User) -> list[Membership]:
    """Who of the teams that the viewer sees has not confirmed, by team; two queries."""
    confirmed = set(_confirmations(campaign).values_list("actor_id", flat=True))
    teams = Team.objects.visible_to(viewer).filter(campaign=campaign)
    members = Membership.objects.filter(team__in=teams, left_on=None).select_related("team", "user")
    return [one for one in members.order_by("team", "user__employee_number") if one.user_id not in confirmed]


def _confirmations(campaign: Campaign) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(campaign_code=campaign.code, kind=AuditKind.RED_LINES_CONFIRMED)
