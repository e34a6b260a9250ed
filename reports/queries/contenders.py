"""Who stands on a board and with what: sums of the counter rows, never joins over the rows they count.

The number of queries is fixed, whatever the size of the campaign.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from campaign.models import Campaign
from reports.domain.figures import Contender, Work
from reports.enums import Group, Period
from reports.queries.roster import Place, Roster
from teams.models import MemberDay, MemberTotal, User

NAMES = tuple(field.name for field in fields(Work))
SUMS = {f"sum_{name}": Sum(name) for name in NAMES}
Share = tuple[int, int | None, Work]
OUTSIDE = 0


def work_on(campaign: Campaign, day: date) -> list[Share]:
    """What each person did on a day, by the team they were in."""
    return _shares(MemberDay.objects.filter(campaign=campaign, day=day).values_list("user", "team", *NAMES))


def work_until(campaign: Campaign, day: date) -> list[Share]:
    """What each person did up to a day: the running totals, or the sum of the days where later ones exist."""
    days = MemberDay.objects.filter(campaign=campaign).order_by()
    if not days.filter(day__gt=day).exists():
        totals = MemberTotal.objects.filter(campaign=campaign)
        return _shares(totals.values_list("user", "team", *NAMES))
    return _shares(days.filter(day__lte=day).values_list("user", "team").annotate(**SUMS))


def _shares(rows: Iterable[tuple[object, ...]]) -> list[Share]:
    return [(user, team, Work(*work)) for user, team, *work in rows]  # type: ignore[misc,arg-type]


def everything(shares: Iterable[Share]) -> Work:
    """The campaign's own figures: the sum of everybody's."""
    return sum((work for _user, _team, work in shares), Work())


def contenders(
    roster: Roster, group: Group, period: Period, day: date, *, done: list[Share], until: list[Share]
) -> list[Contender]:
    """Everybody on the board of a period that ends with `day`, those without work among them.

    `done` is the period's work, `until` all work up to the period's end.
    """
    build = _teams if group == Group.TEAMS else _people
    share = roster.days.day_share if period == Period.DAY else Decimal(1)
    due = roster.days.logs_due(day, roster.now)
    if period == Period.DAY:
        due = [one for one in due if one == day]
    return build(roster, share, due, done, until)


def _folded(shares: Iterable[Share], key: Callable[[Share], int]) -> dict[int, Work]:
    sums: dict[int, Work] = defaultdict(Work)
    for one in shares:
        sums[key(one)] += one[2]
    return sums


def _teams(
    roster: Roster, share: Decimal, due: list[date], done: list[Share], until: list[Share]
) -> list[Contender]:
    work = _folded(done, lambda one: one[1] or OUTSIDE)
    total = _folded(until, lambda one: one[1] or OUTSIDE)
    rows = [
        Contender(
            key=team.pk,
            name=team.name,
            team="",
            target=team.target_amount,
            borrowers=roster.held_by_team.get(team.pk, 0),
            share=share,
            work=work.get(team.pk, Work()),
            provisional=total.get(team.pk, Work()).provisional,
            logs_due=len(due),
            logs_in_time=len(set(due) & set(roster.logs.get(team.pk, []))),
        )
        for team in roster.teams
    ]
    if OUTSIDE in total:
        rows.append(_outside(share, work.get(OUTSIDE, Work()), total[OUTSIDE]))
    return rows


def _outside(share: Decimal, done: Work, until: Work) -> Contender:
    """Work that counts for the campaign and for no team, such as a manager's own visit."""
    name = _("Outside the teams")
    return Contender(OUTSIDE, name, "", Decimal(0), 0, share, done, until.provisional, is_ranked=False)


def _people(
    roster: Roster, share: Decimal, due: list[date], done: list[Share], until: list[Share]
) -> list[Contender]:
    work, total = (_folded(shares, lambda one: one[0]) for shares in (done, until))
    places = roster.places
    strangers = (
        User.objects.filter(pk__in=total.keys() - places.keys()) if total.keys() - places.keys() else []
    )
    names = {user.pk: user.name for user in strangers}
    nowhere = Place("", "", Decimal(0), has_left=True)
    here = [pk for pk, place in places.items() if not place.has_left or pk in total]
    return [
        Contender(
            key=pk,
            name=names.get(pk) or places[pk].name,
            team=places.get(pk, nowhere).team,
            target=places.get(pk, nowhere).target,
            borrowers=roster.held_by_person.get(pk, 0),
            share=share,
            work=work.get(pk, Work()),
            provisional=total.get(pk, Work()).provisional,
            is_ranked=pk in places,
        )
        for pk in [*here, *names]
    ]
