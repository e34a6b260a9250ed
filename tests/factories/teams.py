"""Factories of the teams app: people with and without a role."""

from datetime import date
from typing import Any

import factory

from campaign.models import Branch, Campaign
from teams.enums import Role
from teams.models import Grant, Membership, Team, User
from tests.factories.campaign import BranchFactory, CampaignFactory

PASSWORD = "a-long-enough-password"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    employee_number = factory.Sequence(lambda n: f"{10000 + n}")
    name = factory.Sequence(lambda n: f"员工{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@bank.example")
    branch = factory.SubFactory(BranchFactory)
    password = factory.django.Password(PASSWORD)


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    campaign = factory.SubFactory(CampaignFactory)
    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"先锋{n}队")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    team = factory.SubFactory(TeamFactory)
    campaign = factory.SelfAttribute("team.campaign")
    user = factory.SubFactory(UserFactory)
    role = Role.MEMBER
    joined_on = date(2026, 11, 23)


def person(
    role: Role,
    *,
    branch: Branch | None = None,
    campaign: Campaign | None = None,
    team: Team | None = None,
    **values: Any,
) -> User:
    """A user who holds `role`: in the bank, or in the branch, campaign or team that the role needs."""
    if branch is not None:
        values.setdefault("branch", branch)
    user = UserFactory(**values)
    if team is not None:
        MembershipFactory(team=team, user=user, role=role)
    else:
        Grant.objects.create(user=user, role=role, branch=branch, campaign=campaign)
    return user
