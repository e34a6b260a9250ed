"""Finding people."""

from dataclasses import dataclass

from django.db.models import Q

from teams.models import User


def by_login_name(typed: str) -> User | None:
    """Who logs in with that: the user name, in whatever case, or else the employee number."""
    found = User.objects.filter(Q(username__iexact=typed) | Q(employee_number__iexact=typed))[:3]
    people = list(found)
    exact = [person for person in people if person.username == typed]
    named = [person for person in people if person.username.casefold() == typed.casefold()]
    return next(iter(exact or named or people), None)


@dataclass(frozen=True, slots=True)
class HeldIn:
    """A role in words, and where it is held (empty: in the whole bank)."""

    role: str
    place: str


def roles_held(person: User) -> list[HeldIn]:
    """Every role the person holds today, the widest first."""
    granted = [
        HeldIn(grant.get_role_display(), str(grant.branch or grant.campaign or ""))
        for grant in person.grants.select_related("branch", "campaign").order_by("pk")
    ]
    in_teams = [
        HeldIn(one.get_role_display(), f"{one.team.name} · {one.campaign.name}")
        for one in person.memberships.current().select_related("team", "campaign").order_by("-joined_on")
    ]
    return granted + in_teams
