"""Finding people, and what they are here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from teams.models import Grant, Membership, User

# What the list of people can be sorted by.
ORDERS = {
    "number": "employee_number",
    "name": "name",
    "branch": "branch__path",
    "seen": F("last_login").desc(nulls_last=True),
    "-number": "-employee_number",
    "-name": "-name",
    "-branch": "-branch__path",
    "-seen": F("last_login").asc(nulls_first=True),
}


@dataclass(frozen=True, slots=True)
class HeldIn:
    """A role in words, and where it is held (empty: in the whole bank)."""

    role: str
    place: str


def by_login_name(typed: str) -> User | None:
    """Who logs in with that: the user name, in whatever case, or else the employee number."""
    people = list(User.objects.filter(Q(username__iexact=typed) | Q(employee_number__iexact=typed))[:3])
    exact = [person for person in people if person.username == typed]
    named = [person for person in people if person.username.casefold() == typed.casefold()]
    return next(iter(exact or named or people), None)


def login_name_is_taken(name: str, *, besides: User | None) -> bool:
    """Whether somebody else logs in with that, be it as user name or as employee number."""
    holders: QuerySet[User] = User.objects.filter(Q(username__iexact=name) | Q(employee_number__iexact=name))
    return (holders.exclude(pk=besides.pk) if besides else holders).exists()


def holders_of(role: str = "") -> QuerySet[User]:
    """Those who hold the role today, or any role at all, wherever it is held."""
    grants, memberships = Grant.objects.all(), Membership.objects.current()
    if role:
        grants, memberships = grants.filter(role=role), memberships.filter(role=role)
    found: QuerySet[User] = User.objects.filter(
        Q(pk__in=grants.values("user")) | Q(pk__in=memberships.values("user"))
    )
    return found


def roles_held(person: User) -> list[HeldIn]:
    """Every role the person holds today, the widest first."""
    return roles_by_person([person])[person.pk]


def roles_by_person(people: Iterable[User]) -> dict[int, list[HeldIn]]:
    """Every role held today by each of the people, in two queries."""
    held: dict[int, list[HeldIn]] = {person.pk: [] for person in people}
    for grant in Grant.objects.filter(user__in=held).select_related("branch", "campaign").order_by("pk"):
        held[grant.user_id].append(
            HeldIn(grant.get_role_display(), str(grant.branch or grant.campaign or ""))
        )
    memberships = Membership.objects.current().filter(user__in=held)
    for one in memberships.select_related("team", "campaign").order_by("-joined_on", "pk"):
        held[one.user_id].append(HeldIn(one.get_role_display(), f"{one.team.name} · {one.campaign.name}"))
    return held
