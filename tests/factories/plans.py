"""Factories of plans and of proposals to the bank."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory

from borrowers.enums import Method
from borrowers.enums.plans import PlanState, ReliefKind
from borrowers.models import Plan, PlanStep, PlanVersion, Relief
from tests.factories.borrowers import BorrowerFactory, LoanFactory
from tests.factories.teams import UserFactory


class PlanFactory(factory.django.DjangoModelFactory[Plan]):
    class Meta:
        model = Plan
        django_get_or_create = ("borrower",)

    borrower = factory.SubFactory(BorrowerFactory)
    revision = 1


class PlanVersionFactory(factory.django.DjangoModelFactory[PlanVersion]):
    """The first version, in force, with one step."""

    class Meta:
        model = PlanVersion
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = 1
    state = PlanState.IN_FORCE
    goal = "还清逾期"
    first_method = Method.PHONE
    second_method = Method.DOOR_VISIT
    written_at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    written_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def step(self, create: bool, extracted: object, **values: object) -> None:
        if create:
            PlanStep.objects.create(version=self, place=1, method=Method.PHONE, due_on=date(2026, 11, 26))


class ReliefFactory(factory.django.DjangoModelFactory[Relief]):
    """A proposal that waits for the bank; pass `loan`."""

    class Meta:
        model = Relief

    loan = factory.SubFactory(LoanFactory)
    borrower = factory.SelfAttribute("loan.borrower")
    kind = ReliefKind.REDUCTION
    principal = Decimal("0.00")
    interest = Decimal("600.00")
    ground = "家庭困难，一次还清本金"
    proposed_at = datetime(2026, 11, 25, 1, tzinfo=UTC)
    proposed_by = factory.SubFactory(UserFactory)
