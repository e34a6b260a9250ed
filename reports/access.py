"""Who sees what of a campaign's results."""

from campaign.models import Campaign
from teams.models import User


def sees_whole(user: User, campaign: Campaign) -> bool:
    """Whether the person sees the whole campaign, not only as one of a team.

    Boards and figures are for everybody who takes part. What teams wrote in their logs is not: free text may
    say more about a borrower than another team is to know.
    """
    wide = Campaign.objects.within(user.reach().without_teams())
    return wide.filter(pk=campaign.pk).exists()
