"""Reads around the recording of a visit."""

from typing import Any

from django.db.models import Q, QuerySet

from borrowers.models import Assignment, Borrower
from campaign.enums import Capability
from campaign.models import Campaign
from fieldwork.domain.contact_policy import breaches
from fieldwork.domain.essentials import TOLD
from fieldwork.enums import Essential, LocationProblem, ViolationCode
from fieldwork.models import ClassificationProposal, Visit
from fieldwork.queries.classification import ProposalLine, lines
from fieldwork.queries.contact import sentence
from teams.models import User
from teams.queries.teams import team_of


def mates(borrower: Borrower, user: User) -> QuerySet[User]:
    """Whom the person may have had along: the own team and its coach; who is in none, the borrower's team."""
    team = team_of(user, borrower.campaign_id) or borrower.team
    in_team = Q(memberships__team=team, memberships__left_on=None)
    found: QuerySet[User] = User.objects.filter(in_team | Q(coached_teams=team), is_active=True)
    return found.exclude(pk=user.pk).distinct().order_by("employee_number")


def usual_mates(borrower: Borrower, user: User) -> list[int]:
    """The others who work on this borrower together; else who was along at the person's last visit."""
    current = Assignment.objects.filter(borrower=borrower, until=None).first()
    along = [current.member_id, *current.companions.values_list("pk", flat=True)] if current else []
    if user.pk in along and len(along) > 1:
        return [one for one in along if one != user.pk]
    last = Visit.objects.filter(campaign=borrower.campaign, recorded_by=user).order_by("-pk").first()
    return list(last.colleagues.exclude(pk=user.pk).values_list("pk", flat=True)) if last else []


def last_hold(user: User, campaign: Campaign, borrower_id: int) -> Assignment | None:
    """When a team of the person last held the borrower, over by now: work done then is not refused."""
    held: Assignment | None = (
        Assignment.objects.filter(
            team__in=user.reach(Capability.RECORD_VISIT).teams,
            borrower=borrower_id,
            borrower__campaign=campaign,
        )
        .exclude(until=None)
        .select_related("borrower__branch", "borrower__team", "borrower__member")
        .order_by("-until")
        .first()
    )
    return held


def visit_page(visit: Visit) -> dict[str, Any]:
    """What the page of a visit shows beside its columns."""
    photos = list(visit.photos.all())
    broken = [ViolationCode(code) for code in visit.violations]
    told = [(one, getattr(visit, one.value)) for one in TOLD]
    return {
        "visit": visit,
        "photos": photos,
        "missing": max(visit.photo_count - len(photos), 0),
        "promise": visit.promises.first(),
        "proposal": _proposal(visit),
        "rules": [sentence(code, visit.campaign) for code in broken],
        "breach": bool(breaches(broken)),
        "no_fix": _no_fix(visit),
        "essentials": [
            {"label": one.label, "text": visit.get_cause_display() if one is Essential.CAUSE else text}
            for one, text in told
            if text
        ],
    }


def _proposal(visit: Visit) -> ProposalLine | None:
    """What the visit found changed in the classification, and what became of it."""
    found = lines(ClassificationProposal.objects.filter(visit=visit).select_related("basis", "decided_by"))
    return found[0] if found else None


def _no_fix(visit: Visit) -> str:
    known = visit.no_fix_reason in LocationProblem.values
    return str(LocationProblem(visit.no_fix_reason).label) if known else visit.no_fix_reason
