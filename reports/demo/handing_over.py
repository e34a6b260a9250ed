"""Each way of handing borrowers over, once: exchange, claims, custody, the rule of the wave, two leaders."""

from datetime import date, time, timedelta
from functools import partial

from borrowers.actions.areas import appoint
from borrowers.actions.claims import run_claims, set_claims, take_claim
from borrowers.actions.custody import place_in_custody
from borrowers.actions.lending import exchange
from borrowers.enums import LoanState
from borrowers.enums.assignment import ClaimState
from borrowers.models import Borrower, Claim
from campaign.models import CampaignDay
from fieldwork.actions.wave import set_rule
from fieldwork.enums import WaveTarget
from reports.demo import people
from reports.demo.story import Story
from teams.models import Membership, Team, User

# Teams from 0: which swap, whose cases are opened, who claims one.
SWAPPING = (6, 7)
LATE, CLAIMING = 2, 3
CLAIMED_DAYS = 2


def tell(story: Story, field_days: list[CampaignDay]) -> None:
    """What the manager does on the first two days in the field, and who claims a case on the second."""
    first, second = (day.date for day in field_days[:2])
    story.at(first, time(8, 15), partial(_lead, story))
    story.at(first, time(8, 20), partial(_set_rule, story))
    story.at(first, time(15, 30), partial(_place_in_custody, story))
    story.at(first, time(17, 5), partial(_set_dates, story, first))
    story.at(second, time(8, 5), partial(_swap, story, second))
    story.at(second, time(8, 10), partial(run_claims, campaign=story.campaign))
    story.at(second, time(8, 30), partial(_claim, story))


def _team(story: Story, number: int) -> Team:
    return story.campaign.teams.order_by("number")[number]


def _member(team: Team) -> User:
    return Membership.objects.current().filter(team=team).select_related("user").order_by("pk")[4].user


def _owing(team: Team) -> list[Borrower]:
    held = Borrower.objects.filter(team=team, loans__state=LoanState.OPEN, visits=None)
    return list(held.distinct().order_by("pk"))


def _lead(story: Story) -> None:
    manager, office = story.bank.desk[people.MANAGER], story.bank.desk[people.OFFICE]
    named = Borrower.objects.filter(campaign=story.campaign).exclude(township="").order_by("township")
    townships = list(named.values_list("township", flat=True).distinct())
    for township, leader in zip(townships, (manager, office), strict=False):
        appoint(campaign=story.campaign, leader=leader, township=township, by=manager)


def _set_rule(story: Story) -> None:
    set_rule(
        campaign=story.campaign,
        idle_days=2,
        target=WaveTarget.MEMBER,
        is_automatic=False,
        by=story.bank.desk[people.MANAGER],
    )


def _place_in_custody(story: Story) -> None:
    team = _team(story, 0)
    captain = team.memberships.get(role="captain").user
    place_in_custody(
        borrower=_owing(team)[0],
        head_name="钱有田",
        since=story.campaign.today,
        until=story.campaign.ends_on,
        note="每周走访两次，粮款到账即提醒",
        by=captain,
    )


def _set_dates(story: Story, day: date) -> None:
    late = _owing(_team(story, LATE))[:3]
    manager = story.bank.desk[people.MANAGER]
    set_claims(campaign=story.campaign, borrowers=late, recover_by=day, days=CLAIMED_DAYS, by=manager)


def _claim(story: Story) -> None:
    claims = Claim.objects.filter(borrower__campaign=story.campaign, state=ClaimState.OPEN)
    claim = claims.select_related("borrower__campaign").order_by("pk").first()
    if claim is not None:
        take_claim(claim=claim, by=_member(_team(story, CLAIMING)))


def _swap(story: Story, day: date) -> None:
    first, second = (_team(story, number) for number in SWAPPING)
    exchange(
        campaign=story.campaign,
        first=first,
        second=second,
        first_guide=_member(first),
        second_guide=_member(second),
        until=day + timedelta(days=2),
        reason="两队交叉清收，换人谈",
        by=story.bank.desk[people.MANAGER],
    )
