"""What the demo's visits found changed, what captains made of it, whom the manager took in or left out."""

from datetime import timedelta
from typing import Any

from borrowers.actions.selection import overrule
from borrowers.models import Borrower
from campaign.common import clock
from campaign.models import Campaign
from fieldwork.actions.classification import accept_classification, decline_classification
from fieldwork.enums import ClassificationProposalState, VisitOutcome
from fieldwork.models import ClassificationProposal
from teams.enums import Role
from teams.models import Membership, Team, User

# One visit in so many finds something new, which it says in these words.
ONE_IN = 9
FOUND: dict[VisitOutcome, tuple[dict[str, str], str]] = {
    VisitOutcome.REFUSED: ({"willingness": "refusing"}, "当面明确表示不还"),
    VisitOutcome.MOVED: ({"willingness": "unreachable"}, "全家外出，邻居不知去向"),
    VisitOutcome.NEGOTIATING: ({"ability": "partial", "willingness": "willing"}, "愿意分期，家中有固定收入"),
    VisitOutcome.PROMISED: ({"willingness": "willing"}, "态度转变，愿意归还"),
}
# A captain decides the next morning; one in so many is declined.
DECLINED_IN = 4
DECLINED = "与本人电话核实，情况与登记不符"


def found_at(borrower: Borrower, outcome: VisitOutcome) -> dict[str, Any]:
    """What a visit reports beside its outcome, the same at each seeding."""
    if outcome not in FOUND or borrower.pk % ONE_IN:
        return {}
    answers, words = FOUND[outcome]
    return {"found": answers, "found_reason": words}


def decide(team: Team) -> None:
    """The captain decides what the team proposed before today."""
    captain = Membership.objects.current().select_related("user").get(team=team, role=Role.CAPTAIN).user
    waiting = ClassificationProposal.objects.filter(
        borrower__team=team,
        state=ClassificationProposalState.OPEN,
        made_at__lt=clock.now() - timedelta(hours=12),
    )
    for proposal in waiting.select_related("borrower").order_by("pk"):
        if proposal.pk % DECLINED_IN:
            latest = proposal.borrower.classifications.first()
            accept_classification(proposal=proposal, seen=latest.pk if latest else None, by=captain)
        else:
            decline_classification(proposal=proposal, reason=DECLINED, by=captain)


def choose(campaign: Campaign, manager: User) -> None:
    """Whom the manager takes into cash collection against the subcategory, and whom out of it."""
    listed = Borrower.objects.filter(campaign=campaign).order_by("pk")
    left_out, taken = list(listed.fit_for_cash(False)[:3]), list(listed.fit_for_cash()[:2])
    for borrower in left_out:
        overrule(borrower=borrower, fit=True, reason="子女愿意代还", by=manager)
    for borrower in taken:
        overrule(borrower=borrower, fit=False, reason="已移送诉讼，由法务跟进", by=manager)
