"""Reads around the recording of a visit."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from borrowers.models import Assignment, Borrower
from campaign.common import clock
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


@dataclass(frozen=True, slots=True)
class Change:
    """One answer of a visit in two versions."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A version with what it changed; the first version changed nothing."""

    visit: Visit
    changes: list[Change]


def corrections(visit: Visit) -> list[Correction]:
    """Every version of a visit and what it changed of the one before, the newest first; none without."""
    versions = list(
        visit.history().select_related("recorded_by", "corrected_by").prefetch_related("colleagues")
    )
    if len(versions) == 1:
        return []
    answers = [_answers(one) for one in versions]
    pairs = zip(versions, [answers[0], *answers], answers, strict=False)
    told = [Correction(one, _changes(before, after)) for one, before, after in pairs]
    return told[::-1]


def _changes(before: dict[str, str], after: dict[str, str]) -> list[Change]:
    return [Change(label, before[label], after[label]) for label in before if before[label] != after[label]]


def _answers(visit: Visit) -> dict[str, str]:
    """What a person said of the visit, by its name in words; what the phone measured never changes."""
    zone = visit.campaign.time_zone
    yes_no = {True: _("yes"), False: _("no")}
    return {
        _("When"): f"{clock.local(visit.visited_at, zone):%Y-%m-%d %H:%M}",
        _("Result"): visit.get_outcome_display(),
        _("Who was met"): visit.get_met_display(),
        _("Who was there"): pgettext("between names", ", ").join(one.name for one in visit.colleagues.all()),
        _("Method"): visit.get_method_display(),
        _("Place"): visit.place,
        _("Identity shown"): yes_no[visit.identity_shown],
        _("Recording announced"): yes_no[visit.recording_notice],
        **{str(one.label): text for one, text in _essentials(visit)},
        _("Note"): visit.note,
        _("What comes next"): visit.get_agreed_step_display(),
        _("On which day"): visit.agreed_on.isoformat() if visit.agreed_on else "",
        _("Why it was so"): visit.violation_reason,
    }


def _essentials(visit: Visit) -> list[tuple[Essential, str]]:
    told = ((one, getattr(visit, one.value)) for one in TOLD)
    return [(one, visit.get_cause_display() if one is Essential.CAUSE else text) for one, text in told]


def visit_page(visit: Visit) -> dict[str, Any]:
    """What the page of a visit shows beside its columns."""
    photos = list(visit.photos.all())
    broken = [ViolationCode(code) for code in visit.violations]
    return {
        "visit": visit,
        "photos": photos,
        "missing": max(visit.photo_count - len(photos), 0),
        "promise": visit.promises.first(),
        "proposal": _proposal(visit),
        "rules": [sentence(code, visit.campaign) for code in broken],
        "breach": bool(breaches(broken)),
        "no_fix": _no_fix(visit),
        "essentials": [{"label": one.label, "text": text} for one, text in _essentials(visit) if text],
        "corrections": corrections(visit),
    }


def _proposal(visit: Visit) -> ProposalLine | None:
    """What the visit found changed in the classification, and what became of it."""
    found = lines(ClassificationProposal.objects.filter(visit=visit).select_related("basis", "decided_by"))
    return found[0] if found else None


def _no_fix(visit: Visit) -> str:
    known = visit.no_fix_reason in LocationProblem.values
    return str(LocationProblem(visit.no_fix_reason).label) if known else visit.no_fix_reason
