"""Nobody sees a row outside their scope: of every model that knows who may see it, without exception."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from borrowers.models import Borrower, Guarantor, Loan
from campaign.enums import Capability
from campaign.models import AuditEvent, Branch, Campaign
from fieldwork.models import Visit
from teams.enums import Role
from teams.models import Grant, Membership, Team, User
from tests.access.world import World
from tests.factories.teams import MembershipFactory, UserFactory, person

APPS = {"campaign", "teams", "borrowers", "fieldwork", "reports"}
SCOPED = [
    model
    for model in apps.get_models()
    if model._meta.app_label in APPS
    and hasattr(model._default_manager.all(), "visible_to")
    # The trail is read by one role only; its tests are beside its page.
    and model is not AuditEvent
]
# Rows that hang on a borrower: one of another team of the same campaign may not see them.
OF_A_BORROWER = {
    "borrowers.Borrower",
    "borrowers.Claim",
    "borrowers.Classification",
    "borrowers.Custody",
    "borrowers.LedgerLine",
    "borrowers.Overrule",
    "borrowers.Loan",
    "borrowers.Guarantor",
    "borrowers.LoanTerms",
    "borrowers.GuaranteeTerms",
    "borrowers.Judgment",
    "borrowers.ClaimEvent",
    "borrowers.DemandNotice",
    "borrowers.ClaimDeadline",
    "borrowers.Assignment",
    "borrowers.Plan",
    "borrowers.Relief",
    "borrowers.Repayment",
    "fieldwork.ClassificationProposal",
    "fieldwork.Visit",
    "fieldwork.VisitPhoto",
    "fieldwork.Promise",
    "fieldwork.Complaint",
    "fieldwork.Service",
}

PARTS = {Borrower, Loan, Guarantor, Visit}

pytestmark = pytest.mark.django_db


def seen(model, user, **how) -> set[int]:
    return set(model._default_manager.all().visible_to(user, **how).values_list("pk", flat=True))


def rows_of(model, world: World) -> set[int]:
    """The rows that belong to the first campaign, to its branch or to its people."""
    return seen(model, world.manager) - seen(model, world.other_manager)


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_who_holds_no_role_sees_nothing_but_themself(model, world):
    expected = {world.nobody.pk} if model is User else set()

    assert seen(model, world.nobody) == expected


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_closed_account_sees_nothing(model, world):
    closed = person(Role.BRANCH_MANAGER, branch=world.branch, is_active=False)

    own = {User: {closed.pk}, Grant: set(closed.grants.values_list("pk", flat=True))}
    assert seen(model, closed) <= own.get(model, set())


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_another_branch_sees_nothing_of_this_one(model, world):
    mine, theirs = rows_of(model, world), seen(model, world.other_manager)

    assert mine, "the world has no such row yet: add one"
    assert mine & theirs == set()
    assert mine & seen(model, world.other_back_office) == set()
    assert mine & seen(model, world.other_coach) == set()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_whoever_sees_the_whole_bank_sees_all_of_it(model, world):
    everything = set(model._default_manager.values_list("pk", flat=True))

    assert seen(model, world.administrator, to=None) == everything
    assert seen(model, world.compliance, to=None) == everything


@pytest.mark.parametrize("label", sorted(OF_A_BORROWER))
def test_another_team_of_the_campaign_sees_nothing_of_this_ones_borrowers(label, world):
    model = apps.get_model(label)

    assert seen(model, world.member)
    assert seen(model, world.member) & seen(model, world.other_member) == set()
    assert seen(model, world.member) & seen(model, world.other_captain) == set()


def test_every_model_that_hangs_on_a_borrower_is_held_to_that():
    hanging = {
        model._meta.label
        for model in SCOPED
        if model is Borrower
        or any(field.related_model in PARTS for field in model._meta.fields if field.is_relation)
    }

    # A reminder is seen by whoever was told of it.
    assert hanging - {"fieldwork.Reminder"} == OF_A_BORROWER


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model._meta.label)
def test_a_right_never_reaches_further_than_sight(model, world):
    for user in world.people.values():
        sight = seen(model, user, to=None)
        further = {right for right in Capability if not seen(model, user, to=right) <= sight}
        assert further == set(), user


# Teams and moves


def test_who_left_a_team_sees_nothing_of_it_any_more(world):
    left = MembershipFactory(team=world.team, left_on="2026-11-24").user

    assert seen(Team, left) == set()
    assert seen(apps.get_model("borrowers.Borrower"), left) == set()


def test_a_sub_branch_sees_the_campaign_it_takes_part_in_but_does_not_run_it(world):
    assert seen(Campaign, world.sub_manager) == {world.campaign.pk}
    assert seen(Campaign, world.sub_manager, to=Capability.MANAGE_CAMPAIGN) == set()
    assert seen(Campaign, world.manager, to=Capability.MANAGE_CAMPAIGN) == {world.campaign.pk}
    assert seen(Campaign, world.head_manager, to=Capability.MANAGE_CAMPAIGN) == {
        world.campaign.pk,
        world.other_campaign.pk,
    }


def test_a_manager_sees_own_branch_and_those_below(world):
    assert seen(Branch, world.manager) == {world.branch.pk, world.sub_branch.pk}
    assert seen(Branch, world.sub_manager) == {world.sub_branch.pk}


def test_a_role_of_the_bank_can_not_hide_in_a_team(world):
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            team=world.team,
            campaign=world.campaign,
            user=user,
            role=Role.ADMINISTRATOR,
            joined_on="2026-11-23",
        )
