"""Forming teams and changing who is in them. Memberships end by date, so that work stays credited."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from campaign import audit
from campaign.enums import AuditKind
from campaign.models import Campaign
from teams.domain.formation import ProposedTeam
from teams.enums import SINGLE_TEAM_ROLES, TEAM_ROLES, Role
from teams.models import Membership, MemberTotal, Team, User
from teams.queries.teams import eligible_people


def lock(campaign: Campaign) -> Campaign:
    """The campaign's row, held until the transaction ends: teams, targets and lists change one after another.

    Rows that point at the campaign can be written meanwhile. Whoever waits here for a loan would else wait
    for a verification that holds the loan and waits for the campaign.
    """
    rows = Campaign.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("branch").get(pk=campaign.pk)


@transaction.atomic
def create_teams(
    *, campaign: Campaign, proposal: Sequence[ProposedTeam], names: Sequence[str], by: User
) -> list[Team]:
    """The proposed teams with their people and captains, numbered after those that exist.

    Raises ValidationError when somebody has been put into a team meanwhile, or a flag name is taken.
    """
    lock(campaign)
    everybody = [user for team in proposal for user in team.people]
    _refuse_placed(campaign, everybody)
    taken = campaign.teams.filter(name__in=names).values_list("name", flat=True)
    if taken:
        raise ValidationError(_("The flag name “%(name)s” is taken.") % {"name": taken[0]})
    last = campaign.teams.order_by("-number").values_list("number", flat=True).first() or 0
    teams = [
        Team.objects.create(campaign=campaign, number=last + place, name=name)
        for place, name in enumerate(names, start=1)
    ]
    Membership.objects.bulk_create(
        Membership(
            team=team,
            campaign=campaign,
            user_id=user,
            role=Role.CAPTAIN if user == proposed.captain else Role.MEMBER,
            joined_on=campaign.today,
        )
        for team, proposed in zip(teams, proposal, strict=True)
        for user in proposed.people
    )
    for team, proposed in zip(teams, proposal, strict=True):
        _audit(team, by, change="formed", name=team.name, people=len(proposed.people))
    return teams


@transaction.atomic
def create_team(
    *, campaign: Campaign, number: int, name: str, slogan: str, coach: User | None, by: User
) -> Team:
    """An empty team. Raises ValidationError, by field, when number or flag name is taken."""
    lock(campaign)
    team = Team(campaign=campaign, number=number, name=name, slogan=slogan, coach=coach)
    _refuse_taken(team)
    team.save()
    _audit(team, by, change="created", number=number, name=name)
    return team


@transaction.atomic
def change_team(*, team: Team, number: int, name: str, slogan: str, coach: User | None, by: User) -> Team:
    """Changes how the team is called and who coaches it; raises ValidationError as `create_team` does."""
    lock(team.campaign)
    before = _description(team)
    team.number, team.name, team.slogan, team.coach = number, name, slogan, coach
    _refuse_taken(team)
    team.save()
    after = _description(team)
    changed = {key: [before[key], value] for key, value in after.items() if before[key] != value}
    if changed:
        _audit(team, by, change="described", changed=changed)
    return team


@transaction.atomic
def delete_team(*, team: Team, by: User) -> None:
    """Removes a team that never did anything; raises ValidationError when borrowers or work hang on it."""
    refusal = ValidationError(
        _("This team has held borrowers or recorded work: its people can leave, the team stays on record.")
    )
    lock(team.campaign)
    if MemberTotal.objects.filter(team=team).exists():
        raise refusal
    _audit(team, by, change="deleted", number=team.number, name=team.name)
    try:
        team.delete()
    except ProtectedError:
        raise refusal from None


@transaction.atomic
def add_members(*, team: Team, people: Collection[User], role: Role, by: User) -> None:
    """Puts people into the team from today on.

    Raises ValidationError, by field, when somebody is in a team of the campaign already or may not be picked,
    the role is none of a team's, or it is held by somebody else.
    """
    lock(team.campaign)
    _refuse_role(team, role, people)
    _refuse_placed(team.campaign, [user.pk for user in people])
    chosen = {user.pk for user in people}
    allowed = set(eligible_people(team.campaign).filter(pk__in=chosen).values_list("pk", flat=True))
    if chosen - allowed:
        raise ValidationError(
            {"people": _("Only active people of the branches that take part can be picked.")}
        )
    today = team.campaign.today
    for user in people:
        _join(team, user, role, today)
        _audit(team, by, change="joined", person=user.employee_number, role=role.value)


@transaction.atomic
def move_member(*, membership: Membership, to_team: Team, by: User) -> None:
    """Moves a person to another team of the campaign as a plain member; work done stays with the old team.

    Raises ValidationError when the person has left the team meanwhile, or is in that team already.
    """
    lock(to_team.campaign)
    membership = _current(membership)
    if membership.team_id == to_team.pk or to_team.campaign_id != membership.campaign_id:
        raise ValidationError({"to_team": _("Choose another team of this campaign.")})
    _leave(membership)
    _join(to_team, membership.user, Role.MEMBER, to_team.campaign.today)
    number = membership.user.employee_number
    _audit(membership.team, by, change="left", person=number, to=to_team.name)
    _audit(to_team, by, change="joined", person=number, role=Role.MEMBER.value, of=membership.team.name)


@transaction.atomic
def leave_team(*, membership: Membership, by: User) -> None:
    """Takes a person out of the team from today on; raises ValidationError when they have left meanwhile."""
    lock(membership.campaign)
    membership = _current(membership)
    _leave(membership)
    _audit(membership.team, by, change="left", person=membership.user.employee_number)


@transaction.atomic
def set_roles(
    *, team: Team, captain: User | None, instructor: User | None, publicist: User | None, by: User
) -> None:
    """Hands out the team's three single roles in one step; whoever held one before steps back to member.

    Raises ValidationError, by field, when somebody would hold two roles or is not in the team.
    """
    lock(team.campaign)
    wanted = {Role.CAPTAIN: captain, Role.INSTRUCTOR: instructor, Role.PUBLICIST: publicist}
    current = {one.user_id: one for one in team.memberships.filter(left_on=None).select_related("user")}
    role_of: dict[int, Role] = {}
    for role, user in wanted.items():
        if user is None:
            continue
        if user.pk not in current:
            raise ValidationError({role.value: _("%(name)s is not in this team.") % {"name": user.name}})
        if user.pk in role_of:
            held = role_of[user.pk].label
            sentence = _("%(name)s is to be %(role)s already: one person, one role.")
            raise ValidationError({role.value: sentence % {"name": user.name, "role": held}})
        role_of[user.pk] = role
    changed = [one for one in current.values() if one.role != role_of.get(one.user_id, Role.MEMBER)]
    # Everybody steps back first: at no moment does a team have two captains.
    team.memberships.filter(pk__in=[one.pk for one in changed]).update(role=Role.MEMBER)
    for one in changed:
        role = role_of.get(one.user_id, Role.MEMBER)
        if role != Role.MEMBER:
            team.memberships.filter(pk=one.pk).update(role=role)
        _audit(team, by, change="role", person=one.user.employee_number, was=one.role, role=role.value)


def _description(team: Team) -> dict[str, str | int]:
    coach = team.coach.employee_number if team.coach else ""
    return {"number": team.number, "name": team.name, "slogan": team.slogan, "coach": coach}


def _refuse_taken(team: Team) -> None:
    others = Team.objects.filter(campaign=team.campaign).exclude(pk=team.pk)
    errors = {}
    if holder := others.filter(number=team.number).first():
        errors["number"] = _("Number %(number)s is taken by %(team)s.") % {
            "number": team.number,
            "team": holder,
        }
    if holder := others.filter(name=team.name).first():
        errors["name"] = _("Team %(number)s carries this flag name already.") % {"number": holder.number}
    if errors:
        raise ValidationError(errors)


def _refuse_placed(campaign: Campaign, users: Iterable[int]) -> None:
    placed = (
        Membership.objects.current()
        .filter(campaign=campaign, user__in=list(users))
        .select_related("user", "team")
    )
    sentences = [
        _("%(name)s is in %(team)s already: move them from there.")
        % {"name": one.user.name, "team": one.team}
        for one in placed
    ]
    if sentences:
        raise ValidationError({"people": sentences})


def _refuse_role(team: Team, role: Role, people: Collection[User]) -> None:
    if role not in TEAM_ROLES:
        raise ValidationError({"role": _("A team has no such role.")})
    if role not in SINGLE_TEAM_ROLES:
        return
    if len(people) > 1:
        sentence = _("A team has one %(role)s: choose one person.")
        raise ValidationError({"role": sentence % {"role": role.label}})
    holder = team.memberships.filter(left_on=None, role=role).select_related("user").first()
    if holder is not None:
        sentence = _("%(name)s is %(role)s already. Add as member, then change the roles.")
        raise ValidationError({"role": sentence % {"name": holder.user.name, "role": role.label}})


def _current(membership: Membership) -> Membership:
    found = (
        Membership.objects.current()
        .select_related("user", "team", "campaign")
        .filter(pk=membership.pk)
        .first()
    )
    if found is None:
        raise ValidationError(_("This person has left the team meanwhile."))
    return found


def _leave(membership: Membership) -> None:
    today = max(membership.campaign.today, membership.joined_on)
    Membership.objects.filter(pk=membership.pk).update(left_on=today)


def _join(team: Team, user: User, role: Role, today: date) -> None:
    """Who left this team earlier today comes back into the same membership."""
    returned = Membership.objects.filter(team=team, user=user, left_on=today).update(left_on=None, role=role)
    if not returned:
        Membership.objects.create(team=team, campaign=team.campaign, user=user, role=role, joined_on=today)


def _audit(team: Team, by: User, **facts: Any) -> None:
    audit.record(AuditKind.TEAM_CHANGED, target=team, by=by, campaign=team.campaign, **facts)
