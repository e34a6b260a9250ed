"""Everything before day 1 of the demo campaign: dates, preparation, list, teams, targets, borrowers."""

import random
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import cycle

from borrowers.actions.assignment import assign
from borrowers.domain.assignment import Placement, suggested
from borrowers.models import Borrower
from borrowers.queries.assignment import households
from campaign.actions.campaigns import CampaignSetup, change_state, create_campaign
from campaign.actions.preparation import change_preparation
from campaign.common import clock
from campaign.common.money import split_evenly
from campaign.enums import CampaignState, PreparationState
from campaign.models import Campaign
from reports.demo import people, programme
from reports.demo.people import DemoBank
from reports.demo.places import TEAM_FLAGS
from reports.queries.state import facts_of
from teams.actions.targets import set_targets
from teams.actions.teams import add_members, create_team, set_roles
from teams.enums import Role
from teams.models import Grant, Membership, Team
from teams.queries.teams import targets_fingerprint

CODE = "demo"
NAME = "清禾农商银行冬季外拓清收"
TARGET = Decimal("3600000.00")
PER_TEAM = people.STAFF // len(TEAM_FLAGS)
# The first of a team leads it, the second and third hold the other two offices.
CAPTAIN, INSTRUCTOR, PUBLICIST = range(3)


def make_campaign(bank: DemoBank, starts_on: date) -> Campaign:
    """The draft, planned a week ahead, with its preparation all but done."""
    manager = bank.desk[people.MANAGER]
    with clock.telling_of(clock.at_local(starts_on - timedelta(days=7), time(9, 0))):
        setup = CampaignSetup(name=NAME, branch=bank.head_office, starts_on=starts_on, target_amount=TARGET)
        campaign = create_campaign(by=manager, code=CODE, template="standard-7", setup=setup)
        Grant.objects.create(user=bank.desk[people.COACH], role=Role.COACH, campaign=campaign)
    with clock.telling_of(clock.at_local(starts_on - timedelta(days=2), time(16, 0))):
        for item in campaign.preparation_items.all():
            waived = item.key == "agency"
            change_preparation(
                item=item,
                by=manager,
                state=PreparationState.NOT_APPLICABLE if waived else PreparationState.DONE,
                reason="本次不委外" if waived else "",
                owner=bank.desk[people.OFFICE].name,
                due_on=item.due_on,
            )
        programme.describe(bank, campaign)
    return campaign


def make_teams(bank: DemoBank, campaign: Campaign) -> list[Team]:
    """Eight teams of eight under their flags, with targets down to each person."""
    manager, coach = bank.desk[people.MANAGER], bank.desk[people.COACH]
    teams = []
    for number, (flag, slogan) in enumerate(TEAM_FLAGS, 1):
        team = create_team(
            campaign=campaign, number=number, name=flag, slogan=slogan, coach=coach, by=manager
        )
        members = bank.staff[(number - 1) * PER_TEAM : number * PER_TEAM]
        add_members(team=team, people=members, role=Role.MEMBER, by=manager)
        set_roles(
            team=team,
            captain=members[CAPTAIN],
            instructor=members[INSTRUCTOR],
            publicist=members[PUBLICIST],
            by=manager,
        )
        teams.append(team)
    _set_targets(bank, campaign, teams)
    return teams


def _set_targets(bank: DemoBank, campaign: Campaign, teams: list[Team]) -> None:
    of_teams = dict(zip([team.pk for team in teams], split_evenly(TARGET, [1] * len(teams)), strict=True))
    of_people: dict[int, Decimal] = {}
    for team in teams:
        members = list(Membership.objects.current().filter(team=team).values_list("pk", flat=True))
        of_people.update(zip(members, split_evenly(of_teams[team.pk], [1] * len(members)), strict=True))
    set_targets(
        campaign=campaign,
        total=TARGET,
        teams=of_teams,
        people=of_people,
        seen=targets_fingerprint(campaign),
        by=bank.desk[people.MANAGER],
    )


def deal_out(bank: DemoBank, campaign: Campaign, teams: list[Team], rng: random.Random) -> None:
    """Borrowers to teams by the product's own suggestion, and inside each team to its people in turn."""
    manager = bank.desk[people.MANAGER]
    listed = [held.household for held in households(campaign, manager)]
    pairs = {team.pk: cycle(_pairs(team)) for team in teams}
    placements = []
    for block in suggested(listed, [team.pk for team in teams]):
        for household in block.households:
            member, companion = next(pairs[block.team])
            along = frozenset({companion})
            placements.append(Placement(household.pk, block.team, member, companions=along))
    assign(campaign=campaign, placements=placements, by=manager, reason="按乡镇均衡分案")
    _mark(campaign, rng)


def _pairs(team: Team) -> list[tuple[int, int]]:
    """Everybody with the next one as companion."""
    people = list(Membership.objects.current().filter(team=team).values_list("user", flat=True))
    return list(zip(people, people[1:] + people[:1], strict=True))


def _mark(campaign: Campaign, rng: random.Random) -> None:
    """A few borrowers whose marks change how they are treated."""
    chosen = rng.sample(list(Borrower.objects.filter(campaign=campaign).order_by("pk")), 12)
    for borrower in chosen[:5]:
        Borrower.objects.filter(pk=borrower.pk).update(is_insider=True)
    for borrower in chosen[5:8]:
        Borrower.objects.filter(pk=borrower.pk).update(is_public_employee=True)
    for borrower in chosen[8:]:
        Borrower.objects.filter(pk=borrower.pk).update(is_vulnerable=True, etiquette="老人独居，轻声说话")


def pass_on(campaign: Campaign, to: CampaignState, bank: DemoBank) -> None:
    """Moves the campaign on, on the conditions that hold for every campaign."""
    campaign.refresh_from_db()
    change_state(
        campaign=campaign, to=to, facts=facts_of(campaign), by=bank.desk[people.MANAGER], reason="按计划"
    )
