"""What the contact rules ask about a borrower, and their sentences."""

import uuid as uuids
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from borrowers.enums import LoanState
from borrowers.enums.deadlines import LAPSED, DeadlineKind, DeadlineStatus
from borrowers.models import Borrower, ClaimDeadline
from campaign.common import clock
from campaign.domain.contact_hours import ContactHours
from campaign.models import Campaign
from fieldwork.domain.contact_history import (
    EarlierVisit,
    is_lost,
    refusals,
    visits_in_week_to,
    visits_on,
)
from fieldwork.domain.contact_policy import Claims, Contact, Policy, violations
from fieldwork.enums import BREACHES, ComplaintState, Met, ViolationCode, VisitMethod
from fieldwork.models import Complaint, Visit

OF_GUARANTORS = frozenset({DeadlineKind.GUARANTEE_PERIOD, DeadlineKind.GUARANTEE_DEBT})


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
    apart_from: int | None = None,
    uuid: uuids.UUID | None = None,
    colleagues: int = 2,
    method: str = VisitMethod.DOOR_VISIT,
    met: str = Met.BORROWER,
    identity_shown: bool = True,
    text: str = "",
) -> Contact:
    """The facts of a contact at an instant, planned or made; `uuid` is its own where it is stored already.

    `apart_from` is the key of the first version of a visit that it corrects.
    """
    zone = borrower.campaign.time_zone
    day = clock.business_day(at, zone)
    past = _visits_before(borrower, day, uuid, apart_from)
    return Contact(
        at=clock.local(at, zone).time(),
        colleagues=colleagues,
        at_a_door=method != VisitMethod.COUNTER,
        met=met,
        identity_shown=identity_shown,
        text=text,
        earlier_visits_that_day=visits_on(past, day),
        earlier_visits_that_week=visits_in_week_to(past, day),
        on_hold=complaints_at(borrower, at).exists(),
        is_vulnerable=borrower.is_vulnerable,
        is_deceased=borrower.is_deceased,
        is_lost=is_lost(past),
        refused_by=refusals(past),
        claims=_claims(borrower),
    )


def _visits_before(
    borrower: Borrower, day: date, uuid: uuids.UUID | None, apart_from: int | None
) -> list[EarlierVisit]:
    """The borrower's other visits up to the day, oldest first, whoever made them."""
    visits = Visit.objects.filter(borrower=borrower, day__lte=day).exclude(uuid=uuid)
    if apart_from is not None:
        visits = visits.exclude(Q(pk=apart_from) | Q(original=apart_from))
    rows = visits.order_by("visited_at", "pk").values_list("day", "met", "outcome")
    return [EarlierVisit(*row) for row in rows]


def _claims(borrower: Borrower) -> Claims:
    """What the deadlines say; a guarantor whose deadline is not computed yet is not known."""
    deadlines = ClaimDeadline.objects.filter(loan__borrower=borrower, loan__state=LoanState.OPEN)
    rows = list(deadlines.values_list("kind", "status"))
    of_debt = {status for kind, status in rows if kind == DeadlineKind.LIMITATION}
    of_guarantors = [status for kind, status in rows if kind in OF_GUARANTORS]
    is_known = bool(of_guarantors) and DeadlineStatus.UNKNOWN not in of_guarantors
    is_liable = any(status not in LAPSED | {DeadlineStatus.UNKNOWN} for status in of_guarantors)
    return Claims(
        has_lapsed=bool(of_debt & LAPSED), guarantor_liable=is_liable if is_liable or is_known else None
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule that stands against going now, and what may be done instead.

    A rule that hangs on the hour alone says `between` which (``22:00 08:00``): a page that is kept on a phone
    goes by the phone's clock, and `holds` says only whether the rule stood when the page was made.
    """

    rule: str
    instead: str
    blocks: bool
    between: str = ""
    holds: bool = True


def advice_before_going(borrower: Borrower) -> list[Advice]:
    """The rules that a visit begun this minute would break, to be said before anything is typed."""
    policy = policy_of(borrower.campaign)
    broken = violations(contact_of(borrower, at=clock.now()), policy)
    return [_advice(code, borrower.campaign) for code in broken]


@dataclass(frozen=True, slots=True)
class VisitAdvice:
    """What is said before a visit is recorded: at once, and by who is met (code of `Met` to its rules)."""

    at_once: list[Advice]
    by_met: dict[str, list[Advice]]


def advice_before_recording(borrower: Borrower) -> VisitAdvice:
    """The same, and what meeting a guarantor, the family or somebody else would break besides."""
    campaign, contact = borrower.campaign, contact_of(borrower, at=clock.now())
    policy = policy_of(campaign)
    at_once = violations(contact, policy)
    by_met = {
        met.value: [
            _advice(code, campaign)
            for code in violations(replace(contact, met=met), policy)
            if code not in at_once
        ]
        for met in (Met.GUARANTOR, Met.FAMILY, Met.OTHER)
    }
    return VisitAdvice([_advice(code, campaign) for code in at_once], by_met)


def advice_by_the_clock(campaign: Campaign) -> list[Advice]:
    """The rules that come and go with the hour, whether they hold now or not."""
    now = Contact(at=clock.local(clock.now(), campaign.time_zone).time())
    broken = violations(now, policy_of(campaign))
    return [replace(_advice(code, campaign), holds=code in broken) for code in _hours(campaign)]


def _hours(campaign: Campaign) -> dict[ViolationCode, str]:
    quiet_from, visits_until = f"{campaign.quiet_from:%H:%M}", f"{campaign.visits_until:%H:%M}"
    return {
        ViolationCode.QUIET_HOURS: f"{quiet_from} {campaign.quiet_until:%H:%M}",
        ViolationCode.LATE_VISIT: f"{visits_until} {quiet_from}",
    }


def _advice(code: ViolationCode, campaign: Campaign) -> Advice:
    between = _hours(campaign).get(code, "")
    return Advice(sentence(code, campaign), allowed_instead(code), code in BREACHES, between)


def sentence(code: ViolationCode, campaign: Campaign) -> str:
    """The rule in words, with the campaign's own hours."""
    sentences = {
        ViolationCode.QUIET_HOURS: _("From %(quiet_from)s to %(quiet_until)s nobody is contacted."),
        ViolationCode.LATE_VISIT: _("The bank's visits end at %(visits_until)s."),
        ViolationCode.ALONE: _("At least two colleagues go to a door."),
        ViolationCode.IDENTITY_NOT_SHOWN: _("Work card and authorisation are shown before anything is said."),
        ViolationCode.TOO_OFTEN: _("This borrower was already visited that day."),
        ViolationCode.ON_HOLD: _("A complaint is open: contact is on hold until it is answered."),
        ViolationCode.CROWD: _("No more than four colleagues go to a door."),
        ViolationCode.TOO_OFTEN_WEEK: _("This borrower was already visited three times within seven days."),
        ViolationCode.VULNERABLE: _("The borrower is marked as vulnerable: stop, and ask the manager."),
        ViolationCode.DECEASED: _("The borrower is reported as deceased: relatives owe nothing by kinship."),
        ViolationCode.LAPSED: _(
            "A claim is past limitation: nobody says that it must be paid or will be sued for."
        ),
        ViolationCode.GUARANTOR_FREE: _("No guarantor is liable any more: nothing is asked of them."),
        ViolationCode.GUARANTOR_UNCLEAR: _("Nobody knows whether the guarantor is still liable."),
        ViolationCode.THIRD_PERSON: _(
            "Others are asked only when the borrower is lost: moved, or not met on three days."
        ),
        ViolationCode.THIRD_PERSON_REFUSED: _("They refused once: they are never contacted again."),
        ViolationCode.DEBT_TOLD: _("To others nothing is said of the debt; the note has words of it."),
        ViolationCode.RISKY_WORDS: _("The note has words of threat or of authorities."),
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
        ViolationCode.TOO_OFTEN_WEEK: _("Come back next week; going all the same needs a reason."),
        ViolationCode.VULNERABLE: _("Going needs a reason: what the manager decided."),
        ViolationCode.DECEASED: _(
            "Allowed: condolence, papers of the death; heirs owe only out of the estate."
        ),
        ViolationCode.LAPSED: _(
            "Allowed: ask for voluntary payment in neutral words; give as reason who of legal agreed."
        ),
        ViolationCode.GUARANTOR_FREE: _(
            "Allowed: the borrower; a new guarantee is a matter for the counter."
        ),
        ViolationCode.GUARANTOR_UNCLEAR: _("Look up the guarantee contract first, or give a reason."),
        ViolationCode.THIRD_PERSON: _("Allowed: come back another day, leave no message about the debt."),
        ViolationCode.THIRD_PERSON_REFUSED: _("Allowed: the borrower, and who is liable."),
    }
    return instead.get(code, "")
