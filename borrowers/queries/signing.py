"""The list of what must be signed before the campaign is over and its after-time has passed (必签清单)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from borrowers.domain.deadlines.papers import to_sign
from borrowers.enums import LoanState
from borrowers.enums.deadlines import ELSEWHERE, DeadlineStatus, Paper, Signer, SigningTab
from borrowers.models import ClaimDeadline
from borrowers.queries.deadlines import Claim, claims_of
from campaign.models import Campaign
from teams.models import User

# How long after the last day a claim must still live, and from when on it presses. A bank setting, not law.
AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SigningLine:
    """One claim of the list with the paper and the person to sign it."""

    claim: Claim
    paper: Paper
    signer: Signer
    days_left: int | None


def horizon(campaign: Campaign) -> date:
    """Claims whose safe date is no later stand on the list."""
    return campaign.ends_on + AFTER


def signing_rows(campaign: Campaign, user: User, tab: SigningTab) -> "QuerySet[ClaimDeadline]":
    """The claims of a tab that the person sees, on loans with something owed, the most urgent first."""
    rows = ClaimDeadline.objects.visible_to(user).filter(campaign=campaign, loan__state=LoanState.OPEN)
    return rows.filter(_condition(campaign, tab)).order_by("safe_on", "pk")


def signing_counts(campaign: Campaign, user: User) -> dict[SigningTab, int]:
    """How many claims stand on each tab."""
    return {tab: signing_rows(campaign, user, tab).count() for tab in SigningTab}


def signing_lines(rows: Iterable[ClaimDeadline], today: date) -> list[SigningLine]:
    """The rows as they stand today, in their order; a fixed number of queries."""
    rows = list(rows)
    loans = {row.loan_id: row.loan for row in rows}
    claims = {claim.key: claim for claim in claims_of(loans.values(), today)}
    found = (claims.get((row.loan_id, row.guarantor_id, row.judgment_id)) for row in rows)
    return [line_of(claim, today) for claim in found if claim is not None]


def line_of(claim: Claim, today: date) -> SigningLine:
    """The claim with its paper, its signer and the days that are left."""
    paper, signer = to_sign(claim.deadline)
    safe_on = claim.deadline.safe_on
    return SigningLine(claim, paper, signer, (safe_on - today).days if safe_on else None)


def pressing(claims: Iterable[Claim], today: date) -> SigningLine | None:
    """The claim that lapses first of those that lapse within three months and can still be saved."""
    lines = [line_of(claim, today) for claim in claims if claim.deadline.act_by]
    near = [line for line in lines if line.days_left is not None and line.days_left <= AFTER.days]
    return min(near, key=lambda line: line.days_left or 0, default=None)


def _condition(campaign: Campaign, tab: SigningTab) -> Q:
    today = campaign.today
    if tab is SigningTab.UNKNOWN:
        return Q(status=DeadlineStatus.UNKNOWN)
    between = Q(safe_on__gte=today, safe_on__lte=horizon(campaign))
    return (Q(safe_on__lt=today) if tab is SigningTab.LAPSED else between) & ~Q(status__in=ELSEWHERE)
