"""What the demo's back office takes out: a masked list, and one in full that waits for the manager."""

from borrowers.actions.exports import ask
from campaign.models import Campaign
from reports.demo import people
from reports.demo.people import DemoBank


def ask_for_lists(bank: DemoBank, campaign: Campaign) -> None:
    """Both are of one category: short enough to be made at once, too long to leave in full unasked."""
    office = bank.desk[people.OFFICE]
    ask(campaign=campaign, filters={"category": "B"}, is_masked=True, reason="", by=office)
    reason = "诉讼立案前核对送达地址"
    ask(campaign=campaign, filters={"category": "C"}, is_masked=False, reason=reason, by=office)
