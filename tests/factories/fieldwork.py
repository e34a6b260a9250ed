"""Factories of the fieldwork app."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from fieldwork.enums import Met, PromiseChannel, VisitOutcome
from fieldwork.models import Promise, Visit
from tests.factories.borrowers import BorrowerFactory
from tests.factories.teams import UserFactory


class VisitFactory(factory.django.DjangoModelFactory[Visit]):
    class Meta:
        model = Visit

    uuid = factory.LazyFunction(uuid.uuid4)
    body_digest = "0" * 64
    borrower = factory.SubFactory(BorrowerFactory)
    campaign = factory.SelfAttribute("borrower.campaign")
    team = factory.SelfAttribute("borrower.team")
    recorded_by = factory.SubFactory(UserFactory)
    visited_at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    day = date(2026, 11, 25)
    met = Met.BORROWER
    outcome = VisitOutcome.PROMISED
    identity_shown = True


class PromiseFactory(factory.django.DjangoModelFactory[Promise]):
    class Meta:
        model = Promise

    uuid = factory.LazyFunction(uuid.uuid4)
    borrower = factory.SubFactory(BorrowerFactory)
    campaign = factory.SelfAttribute("borrower.campaign")
    team = factory.SelfAttribute("borrower.team")
    due_on = date(2026, 11, 27)
    channel = PromiseChannel.TRANSFER
    amount = Decimal("5000.00")
    made_at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    made_on = date(2026, 11, 25)
    made_by = factory.SubFactory(UserFactory)
