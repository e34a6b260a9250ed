"""Promises from the day they are made to the day that verified money decides them."""

import uuid as uuids
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from borrowers.enums import RepaymentState
from borrowers.models import Borrower, Repayment
from campaign import audit
from campaign.common import clock
from campaign.common.idempotency import SameIdOtherBody
from campaign.common.money import display
from campaign.enums import AuditKind
from campaign.models import Campaign
from fieldwork.domain.promises import COUNTED_AS, Outcome, Paid
from fieldwork.enums import PromiseChannel, PromiseState
from fieldwork.models import Promise, Visit
from fieldwork.queries.promises import accounts, outcomes_of, owed_by
from teams.actions.counters import count
from teams.models import User
from teams.queries.teams import team_of


@dataclass(frozen=True, slots=True)
class Terms:
    """The three parts of a promise (承诺三要素): when, how, how much; and who pays from what, if said."""

    due_on: date
    channel: PromiseChannel
    amount: Decimal
    payer: str = ""


@transaction.atomic
def record_promise(
    *,
    uuid: uuids.UUID,
    borrower: Borrower,
    terms: Terms,
    by: User,
    visit: Visit | None = None,
    made_at: datetime | None = None,
) -> Promise:
    """Stores a promise, once per `uuid`.

    Raises SameIdOtherBody when the id came before with other terms, and ValidationError, by field, when the
    day is past or the amount is nothing or above what is owed.
    """
    borrower = Borrower.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=borrower.pk)
    stored = _stored_before(uuid, borrower, terms, by)
    if stored is not None:
        return stored
    made_at = made_at or clock.now()
    made_on = clock.business_day(made_at, borrower.campaign.time_zone)
    owed = owed_by(borrower)
    if errors := impossible(due_on=terms.due_on, amount=terms.amount, made_on=made_on, owed=owed):
        raise ValidationError(errors)
    promise: Promise = Promise.objects.create(
        uuid=uuid,
        campaign=borrower.campaign,
        borrower=borrower,
        visit=visit,
        team=visit.team if visit else team_of(by, borrower.campaign_id),
        made_at=made_at,
        made_on=made_on,
        made_by=by,
        **asdict(terms),
    )
    _tell(promise, by)
    return promise


def _tell(promise: Promise, by: User) -> None:
    """Counts a promise that was made, and writes it into the trail."""
    count(campaign=promise.campaign, team=promise.team, user=by, day=promise.made_on, promises_made=1)
    audit.record(
        AuditKind.PROMISE_MADE,
        target=promise,
        by=by,
        campaign=promise.campaign,
        borrower=promise.borrower_id,
        amount=str(promise.amount),
        due_on=promise.due_on.isoformat(),
    )


def _stored_before(uuid: uuids.UUID, borrower: Borrower, terms: Terms, by: User) -> Promise | None:
    stored: Promise | None = Promise.objects.filter(uuid=uuid).first()
    body = (borrower.pk, by.pk, terms)
    if stored is not None and (stored.borrower_id, stored.made_by_id, terms_of(stored)) != body:
        raise SameIdOtherBody
    return stored


def terms_of(promise: Promise) -> Terms:
    """The terms as they were stored."""
    return Terms(promise.due_on, PromiseChannel(promise.channel), promise.amount, promise.payer)


def impossible(
    *, due_on: date | None, amount: Decimal | None, made_on: date, owed: Decimal
) -> dict[str, str]:
    """What nobody can keep, by field; a part that is None is not judged."""
    errors = {}
    if due_on is not None and due_on < made_on:
        earliest = {"day": made_on.isoformat()}
        errors["due_on"] = _("The promised day is past: %(day)s is the earliest.") % earliest
    if amount is not None and amount <= 0:
        errors["amount"] = _("A promise needs an amount above zero.")
    elif amount is not None and amount > owed:
        errors["amount"] = _("More than is owed: %(amount)s yuan.") % {"amount": display(owed)}
    return errors


def settle_promises(*, campaign: Campaign, today: date | None = None) -> int:
    """Brings every promise to where verified money and the date put it; returns how many changed.

    May run at any time and in several workers at once: a promise changes on the condition that it still is
    as it was read. Where money verified late or a verification undone changes it back, the counters follow,
    on the day on which they had counted it. While money, promises and day stay the same, it reads two rows.
    """
    today = today or campaign.today
    mark = _mark(campaign, today)
    key = f"promises-settled:{campaign.pk}"
    if cache.get(key) == mark:
        return 0
    changed = sum(_settle_borrower(promises, paid, today) for promises, paid in accounts(campaign))
    cache.set(key, mark, timeout=3600)
    return changed


def _mark(campaign: Campaign, today: date) -> str:
    """Differs whenever something that decides promises has changed."""
    verified = Q(campaign=campaign, state=RepaymentState.VERIFIED)
    money = Repayment.objects.filter(verified).aggregate(Count("pk"), Max("decided_at"), Sum("amount"))
    made = Promise.objects.filter(campaign=campaign).aggregate(
        Count("pk"), Max("pk"), Sum("paid_amount"), Count("settled_on")
    )
    return f"{today} {money} {made}"


def _settle_borrower(promises: list[Promise], money: list[Paid], today: date) -> int:
    found = outcomes_of(promises, money, today)
    moved = (one for one in promises if Outcome(PromiseState(one.state), one.paid_amount) != found[one.pk])
    return sum(_settle(promise, found[promise.pk], today) for promise in moved)


@transaction.atomic
def _settle(promise: Promise, outcome: Outcome, today: date) -> bool:
    """Stores the outcome, moves the counters with it and files it; False when another worker was first."""
    before, settled_on = PromiseState(promise.state), promise.settled_on
    if outcome.state != before:
        settled_on = None if outcome.state == PromiseState.OPEN else today
    as_it_was_read = Promise.objects.filter(pk=promise.pk, state=before, paid_amount=promise.paid_amount)
    if not as_it_was_read.update(state=outcome.state, paid_amount=outcome.paid, settled_on=settled_on):
        return False
    if outcome.state != before:
        _recount(promise, before, promise.settled_on, -1)
        _recount(promise, outcome.state, settled_on, +1)
        audit.record(
            AuditKind.PROMISE_SETTLED,
            target=promise,
            by=None,
            campaign=promise.campaign,
            before=before.value,
            after=outcome.state.value,
            paid=str(outcome.paid),
        )
    return True


def _recount(promise: Promise, state: PromiseState, day: date | None, amount: int) -> None:
    counter = COUNTED_AS.get(state)
    if counter and day:
        added = {counter: amount}
        count(campaign=promise.campaign, team=promise.team, user=promise.made_by, day=day, **added)
