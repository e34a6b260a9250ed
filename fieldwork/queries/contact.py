"""What the contact rules ask about a borrower, and their sentences."""

import uuid as uuids
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from borrowers.models import Borrower
from campaign.common import clock
from campaign.domain.contact_hours import ContactHours
from campaign.models import Campaign
from fieldwork.domain.contact_policy import Contact, Policy, violations
from fieldwork.enums import BREACHES, ComplaintState, Met, ViolationCode, VisitMethod
from fieldwork.models import Complaint, Visit


def policy_of(campaign: Campaign) -> Policy:
    """The contact policy as the campaign has it now."""
    return Policy(ContactHours(campaign.quiet_from, campaign.quiet_until, campaign.visits_until))


def complaints_at(borrower: Borrower, at: datetime) -> QuerySet[Complaint]:
    """Complaints that were known and open at an instant: they put contact on hold."""
    open_then = Q(state=ComplaintState.OPEN) | Q(closed_at__gt=at)
    return Complaint.objects.filter(open_then, borrower=borrower, recorded_at__lte=at)


def contact_of(
    borrower: Borrower,
    *,
    at: datetime,
    uuid: uuids.UUID | None = None,
    colleagues: int = 2,
    method: str = VisitMethod.DOOR_VISIT,
    met: str = Met.BORROWER,
    identity_shown: bool = True,
) -> Contact:
    """The facts of a contact at an instant, planned or made; `uuid` is its own where it is stored already."""
    zone = borrower.campaign.time_zone
    that_day = Visit.objects.filter(borrower=borrower, day=clock.business_day(at, zone))
    return Contact(
        at=clock.local(at, zone).time(),
        colleagues=colleagues,
        at_a_door=method != VisitMethod.COUNTER,
        somebody_met=met != Met.NOBODY,
        identity_shown=identity_shown,
        earlier_visits_that_day=that_day.exclude(uuid=uuid).count(),
        on_hold=complaints_at(borrower, at).exists(),
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that stands against going now, and what may be done instead."""

    rule: str
    instead: str
    blocks: bool


def advice_before_going(borrower: Borrower) -> list[Advice]:
    """The rules that a visit begun this minute would break, to be said before anything is typed."""
    campaign = borrower.campaign
    broken = violations(contact_of(borrower, at=clock.now()), policy_of(campaign))
    return [Advice(sentence(code, campaign), allowed_instead(code), code in BREACHES) for code in broken]


def sentence(code: ViolationCode, campaign: Campaign) -> str:
    """The rule in words, with the campaign's own hours."""
    sentences = {
        ViolationCode.QUIET_HOURS: _("From %(quiet_from)s to %(quiet_until)s nobody is contacted."),
        ViolationCode.LATE_VISIT: _("The bank's visits end at %(visits_until)s."),
        ViolationCode.ALONE: _("At least two colleagues go to a door."),
        ViolationCode.IDENTITY_NOT_SHOWN: _("Work card and authorisation are shown before anything is said."),
        ViolationCode.TOO_OFTEN: _("This borrower was already visited that day."),
        ViolationCode.ON_HOLD: _("A complaint is open: contact is on hold until it is answered."),
    }
    hours = {
        "quiet_from": f"{campaign.quiet_from:%H:%M}",
        "quiet_until": f"{campaign.quiet_until:%H:%M}",
        "visits_until": f"{campaign.visits_until:%H:%M}",
    }
    return sentences[code] % hours


def allowed_instead(code: ViolationCode) -> str:
    """What may be done where the rule stands against going."""
    instead = {
        ViolationCode.QUIET_HOURS: _("Allowed now: prepare tomorrow's list, record a visit made earlier."),
        ViolationCode.LATE_VISIT: _(
            "Allowed now: arrange a time tomorrow; going all the same needs a reason."
        ),
        ViolationCode.TOO_OFTEN: _("Come back another day; going all the same needs a reason."),
        ViolationCode.ON_HOLD: _("Allowed: payment at the counter; the manager answers questions."),
    }
    return instead.get(code, "")
